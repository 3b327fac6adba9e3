using Microsoft.Extensions.Hosting;
using ObsidianVault.Cluster.Grains;

namespace ObsidianVault.Cluster.Silos;

/// <summary>What a <see cref="TestVault"/> is made of.</summary>
public sealed record TestVaultOptions(IReadOnlyDictionary<string, string?> Settings)
{
    public int GeneralSilos { get; init; } = 1;

    public int RendererSilos { get; init; }

    /// <summary>Whether the AI service answers conversations, and is paid, instead of <see cref="TestVault.Assistant"/>.</summary>
    public bool ChatsWithAi { get; init; }

    /// <summary>Whether a client joins, as a front end does.</summary>
    public bool HasClient { get; init; } = true;

    public ShiftedClock Clock { get; init; } = new();

    /// <summary>What a silo gets besides; before the harness wraps its ports.</summary>
    public Action<TestSilo, IHostApplicationBuilder>? Configure { get; init; }
}
