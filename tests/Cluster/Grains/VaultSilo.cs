using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Cluster.Grains;

/// <summary>A <see cref="TestVault"/> of one silo, seen from that silo.</summary>
public sealed class VaultSilo : IAsyncDisposable
{
    private readonly TestVault _vault;
    private readonly TestVaultOptions _options;

    private VaultSilo(TestVault vault, TestVaultOptions options) => (_vault, _options) = (vault, options);

    public ScriptedAssistant Assistant => _vault.Assistant;

    public WriterScript Writer => _vault.Writer;

    /// <summary>The code writer, if an AI provider is configured.</summary>
    public HeldWriter RealWriter => Services.GetRequiredService<HeldWriter>();

    public Faults Faults => _vault.Faults;

    public Counters Counters => _vault.Counters;

    public CallHook Calls => _vault.Calls;

    public ShiftedClock Clock => _vault.Clock;

    /// <summary>Telegram's sender.</summary>
    public RecordingSender Sender => _vault.Telegram;

    public RecordingSender WhatsApp => _vault.WhatsApp;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _vault.Silos[0].Services;

    public IObjectStore Objects => Services.GetRequiredService<IObjectStore>();

    public static Task<VaultSilo> StartAsync(IReadOnlyDictionary<string, string?> settings) =>
        StartAsync(new TestVaultOptions(settings) { HasClient = false });

    public IWorkQueue Queue => Services.GetRequiredService<IWorkQueue>();

    /// <summary>Waits for a job and leases it as a renderer does.</summary>
    public async Task<WorkLease> LeaseAsync(WorkKind kind = WorkKind.Render)
    {
        WorkLease? lease = null;
        await Eventually.AssertAsync(
            async () => (lease = await Queue.LeaseAsync(kind, "test", TestContext.Current.CancellationToken)) is not null,
            $"a job waits for its {kind} lease");
        return lease!;
    }

    /// <summary>Stops the silo and starts another over the same storage, with these settings changed.</summary>
    public async Task<VaultSilo> RestartAsync(params (string Name, string Value)[] changed)
    {
        await DisposeAsync();
        var settings = new Dictionary<string, string?>(_options.Settings);
        foreach (var (name, value) in changed) settings[name] = value;
        return await StartAsync(_options with { Settings = settings });
    }

    /// <summary>As <see cref="RestartAsync"/>, but the silo is killed: no grain is deactivated first.</summary>
    public Task<VaultSilo> RestartKilledAsync()
    {
        _vault.Kill(_vault.Silos[0]);
        return RestartAsync();
    }

    public Task SweepAsync() => _vault.SweepAsync();

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    private static async Task<VaultSilo> StartAsync(TestVaultOptions options) => new(await TestVault.StartAsync(options), options);
}
