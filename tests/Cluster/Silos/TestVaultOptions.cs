using Microsoft.Extensions.Hosting;
using ObsidianVault.Cluster.Grains;

namespace ObsidianVault.Cluster.Silos;

/// <summary>How a <see cref="TestVault"/> is composed.</summary>
public sealed record TestVaultOptions(IReadOnlyDictionary<string, string?> Settings)
{
    public int GeneralSilos { get; init; } = 1;

    public int RendererSilos { get; init; }

    /// <summary>Whether the billed AI service answers conversations instead of <see cref="TestVault.Assistant"/>.</summary>
    public bool ChatsWithAi { get; init; }

    /// <summary>Whether a client joins, as a front end does.</summary>
    public bool HasClient { get; init; } = true;

    public ShiftedClock Clock { get; init; } = new();

    /// <summary>Additional services of a silo, added before the harness wraps its ports.</summary>
    public Action<TestSilo, IHostApplicationBuilder>? Configure { get; init; }
}
