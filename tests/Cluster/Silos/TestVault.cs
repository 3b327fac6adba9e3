using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Hosting.Database.Sqlite;
using Orleans.Configuration;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace ObsidianVault.Cluster.Silos;

/// <summary>
/// A vault of several silos in this process, on Orleans' own test cluster: an in-memory network, an in-memory
/// membership table, and one SQLite file or PostgreSQL. The hosts are composed as the real ones are. Silos are killed, stopped and
/// added, grains are deactivated and moved, stores fail on demand, channels and the AI are scripted, and every write and
/// every grain call is counted. A front end's view is <see cref="Grains"/>, a client of the cluster.
/// </summary>
public sealed class TestVault : IAsyncDisposable
{
    private readonly TestVaultOptions _options;
    private readonly InProcessTestCluster _cluster;
    private readonly SiloWiring _wiring;
    private readonly SqliteDataSource? _file;
    private readonly List<TestSilo> _silos = [];
    private readonly ConcurrentBag<Task> _leaving = [];
    private SiloRole _nextRole;
    private int _numbers;

    private TestVault(TestVaultOptions options)
    {
        _options = options;
        if (!options.Settings.ContainsKey("Storage:ConnectionString"))
            _file = new SqliteDataSource(new StorageOptions { DataFolder = options.Settings["Storage:DataFolder"]! }.SqliteFile);
        _wiring = new SiloWiring(this, options);
        var builder = new InProcessTestClusterBuilder((short)(options.GeneralSilos + options.RendererSilos));
        builder.Options.ConfigureFileLogging = false;
        // The service id owns the stored state: the same for every cluster over the same storage.
        builder.Options.ServiceId = new VaultClusterOptions().ServiceId;
        builder.Options.InitializeClientOnDeploy = options.HasClient;
        builder.ConfigureSiloHost((specific, host) => _wiring.ConfigureSilo(NewSilo(specific), host));
        builder.ConfigureClientHost(_wiring.ConfigureClient);
        _cluster = builder.Build();
    }

    public Faults Faults { get; } = new();

    public Counters Counters { get; } = new();

    public CallHook Calls { get; } = new();

    public ShiftedClock Clock => _options.Clock;

    public ScriptedAssistant Assistant { get; } = new();

    /// <summary>Scripts the code writer if no AI provider is configured.</summary>
    public WriterScript Writer { get; } = new();

    public RecordingSender Telegram { get; } = new(ChannelNames.Telegram);

    public RecordingSender WhatsApp { get; } = new(ChannelNames.WhatsApp);

    /// <summary>The live silos, oldest first.</summary>
    public IReadOnlyList<TestSilo> Silos
    {
        get
        {
            lock (_silos) return [.. _silos.Where(silo => silo.IsAlive)];
        }
    }

    /// <summary>A front end's view: a client outside the silos.</summary>
    public IGrainFactory Grains => _cluster.Client;

    public IClusterClient Client => _cluster.Client;

    internal DbDataSource? SharedFile => _file;

    public static Task<TestVault> StartAsync(IReadOnlyDictionary<string, string?> settings, int silos) =>
        StartAsync(new TestVaultOptions(settings) { GeneralSilos = silos });

    public static async Task<TestVault> StartAsync(TestVaultOptions options)
    {
        var vault = new TestVault(options);
        try
        {
            await vault._cluster.DeployAsync();
            Adopt(vault._cluster.Silos);
            return vault;
        }
        catch
        {
            await vault.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<TestSilo> AddSiloAsync(SiloRole role = SiloRole.General)
    {
        _nextRole = role;
        return Adopt([await _cluster.StartAdditionalSiloAsync()]).Single();
    }

    /// <summary>
    /// Ends a silo as kill -9 does: nothing that it still does takes effect, it notifies nobody, and the others detect that
    /// it has gone within seconds.
    /// </summary>
    public void Kill(TestSilo silo)
    {
        silo.Gate.Kill();
        // The rest of it shuts itself down.
        _leaving.Add(Task.Run(() => _cluster.KillSiloAsync(silo.Handle)));
    }

    /// <summary>Stops a silo as an operator does: its grains are deactivated first.</summary>
    public Task StopAsync(TestSilo silo) => _cluster.StopSiloAsync(silo.Handle);

    /// <summary>The silo with the grain's activation, or null if there is none.</summary>
    public TestSilo? SiloOf(IAddressable grain) => Silos.FirstOrDefault(silo => silo.ActivationOf(grain.GetGrainId()) is not null);

    /// <summary>The grain's activation on a live silo, or null.</summary>
    public IGrainContext? ActivationOf(IAddressable grain) =>
        Silos.Select(silo => silo.ActivationOf(grain.GetGrainId())).FirstOrDefault(context => context is not null);

    /// <summary>Deactivates the grain; completes when the activation has gone.</summary>
    public async Task DeactivateAsync(IAddressable grain)
    {
        if (ActivationOf(grain) is not { } activation) return;
        activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The test asks for it."));
        await activation.Deactivated;
    }

    /// <summary>Moves the grain to another silo; completes when the old activation has gone.</summary>
    public async Task MigrateAsync(IAddressable grain, TestSilo to)
    {
        if (ActivationOf(grain) is not { } activation) return;
        var hint = new Dictionary<string, object> { [IPlacementDirector.PlacementHintKey] = to.Handle.SiloAddress };
        activation.Migrate(hint);
        await activation.Deactivated;
    }

    /// <summary>Completes once every live silo and the client know which silos are alive.</summary>
    public async Task SettleAsync()
    {
        try
        {
            await _cluster.WaitForLivenessToStabilizeAsync(didKill: true);
        }
        catch (ObjectDisposedException)
        {
            // It looked at a killed silo that was just shutting itself down.
            await KilledAsync();
            await _cluster.WaitForLivenessToStabilizeAsync(didKill: true);
        }
    }

    /// <summary>Wakes all grains that are due now.</summary>
    public async Task SweepAsync()
    {
        var silo = Silos[0];
        var buckets = silo.Services.GetRequiredService<IOptions<ExpiryOptions>>().Value.Buckets;
        for (var bucket = 0; bucket < buckets; bucket++)
            await silo.Grains.GetGrain<IExpiryGrain>(GrainKeys.Expiry(bucket)).SweepAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Faults.LiftAll();
        await KilledAsync();
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        if (_file is not null) await _file.DisposeAsync();
    }

    /// <summary>Completes when nothing of the silos that were killed runs any more.</summary>
    private async Task KilledAsync()
    {
        foreach (var killed in _leaving) await killed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private TestSilo NewSilo(InProcessTestSiloSpecificOptions specific)
    {
        lock (_silos)
        {
            var isFirst = _silos.Count < _options.GeneralSilos + _options.RendererSilos;
            var index = int.Parse(specific.SiloName.AsSpan("Silo_".Length), provider: null);
            var role = !isFirst ? _nextRole : index < _options.GeneralSilos ? SiloRole.General : SiloRole.Renderer;
            var silo = new TestSilo(_numbers++, role);
            _silos.Add(silo);
            return silo;
        }
    }

    private static List<TestSilo> Adopt(IEnumerable<InProcessSiloHandle> handles) => [.. handles.Select(handle =>
    {
        var silo = handle.ServiceProvider.GetRequiredService<TestSilo>();
        silo.Handle = handle;
        return silo;
    })];
}
