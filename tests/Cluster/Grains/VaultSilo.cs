using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Cluster.Grains;

/// <summary>A <see cref="TestVault"/> of one silo, seen from that silo.</summary>
public sealed class VaultSilo : IAsyncDisposable
{
    private readonly TestVault _vault;
    private readonly TestVaultOptions _options;

    private VaultSilo(TestVault vault, TestVaultOptions options) => (_vault, _options) = (vault, options);

    public ScriptedAssistant Assistant => _vault.Assistant;

    public WriterScript Writer => _vault.Writer;

    /// <summary>Who writes code where an AI provider is set.</summary>
    public HeldWriter RealWriter => Services.GetRequiredService<HeldWriter>();

    public Faults Faults => _vault.Faults;

    public Counters Counters => _vault.Counters;

    public CallHook Calls => _vault.Calls;

    public ShiftedClock Clock => _vault.Clock;

    /// <summary>Telegram's.</summary>
    public RecordingSender Sender => _vault.Telegram;

    public RecordingSender WhatsApp => _vault.WhatsApp;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _vault.Silos[0].Services;

    public IObjectStore Objects => Services.GetRequiredService<IObjectStore>();

    public static Task<VaultSilo> StartAsync(IReadOnlyDictionary<string, string?> settings) =>
        StartAsync(new TestVaultOptions(settings) { HasClient = false });

    /// <summary>Stops the silo and starts another over the same storage.</summary>
    public async Task<VaultSilo> RestartAsync()
    {
        await DisposeAsync();
        return await StartAsync(_options);
    }

    /// <summary>As <see cref="RestartAsync"/>, after a silo that ends at once: no grain is asked to come to an end.</summary>
    public Task<VaultSilo> RestartKilledAsync()
    {
        _vault.Kill(_vault.Silos[0]);
        return RestartAsync();
    }

    public Task SweepAsync() => _vault.SweepAsync();

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    private static async Task<VaultSilo> StartAsync(TestVaultOptions options) => new(await TestVault.StartAsync(options), options);
}
