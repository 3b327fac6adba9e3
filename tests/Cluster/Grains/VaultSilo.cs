using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Grains;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Objects;

namespace ObsidianVault.Cluster.Grains;

/// <summary>A general silo in this process, with a clock that the test moves and channels that it reads.</summary>
public sealed class VaultSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IReadOnlyDictionary<string, string?> _settings;

    private VaultSilo(
        IHost host, IReadOnlyDictionary<string, string?> settings, ShiftedClock clock, ScriptedAssistant assistant, RecordingSender telegram, RecordingSender whatsApp) =>
        (_host, _settings, Clock, Assistant, Sender, WhatsApp) = (host, settings, clock, assistant, telegram, whatsApp);

    public ScriptedAssistant Assistant { get; }

    /// <summary>Who writes code where no AI provider is set.</summary>
    public ScriptedWriter Writer => _host.Services.GetRequiredService<ScriptedWriter>();

    /// <summary>Who writes code where one is.</summary>
    public HeldWriter RealWriter => _host.Services.GetRequiredService<HeldWriter>();

    /// <summary>Where the ledgers' rows are kept.</summary>
    public FaultyLedgerStore LedgerStore => (FaultyLedgerStore)_host.Services.GetRequiredService<ILedgerStore>();

    public CallHook Calls => _host.Services.GetRequiredService<CallHook>();

    public ShiftedClock Clock { get; }

    /// <summary>Telegram's.</summary>
    public RecordingSender Sender { get; }

    public RecordingSender WhatsApp { get; }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public HangingObjectStore Objects => (HangingObjectStore)_host.Services.GetRequiredService<IObjectStore>();

    public IWorkQueue Queue => _host.Services.GetRequiredService<IWorkQueue>();

    /// <summary>Leases the next job as a renderer does, once one waits.</summary>
    public async Task<WorkLease> LeaseAsync(WorkKind kind = WorkKind.Render)
    {
        WorkLease? lease = null;
        await Eventually.AssertAsync(
            async () => (lease = await Queue.LeaseAsync(kind, "test", TestContext.Current.CancellationToken)) is not null, $"a job waits for its {kind} lease");
        return lease!;
    }

    /// <summary>Waits until nobody writes any more and nothing waits for it.</summary>
    public Task WrittenAsync() => Eventually.AssertAsync(
        async () => await Queue.GetDepthAsync(TestContext.Current.CancellationToken) is { WaitingForWriter: 0, BeingWritten: 0 }, "all is written");

    public static Task<VaultSilo> StartAsync(IReadOnlyDictionary<string, string?> settings) => StartAsync(settings, new ShiftedClock());

    /// <summary>Stops the silo and starts another over the same storage, with these settings changed.</summary>
    public async Task<VaultSilo> RestartAsync(params (string Name, string Value)[] changed)
    {
        await DisposeAsync();
        var settings = new Dictionary<string, string?>(_settings);
        foreach (var (name, value) in changed) settings[name] = value;
        return await StartAsync(settings, Clock);
    }

    /// <summary>As <see cref="RestartAsync"/>, after a silo that ends at once: no grain is asked to come to an end.</summary>
    public async Task<VaultSilo> RestartKilledAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true));
        return await RestartAsync();
    }

    public async Task SweepAsync()
    {
        var buckets = _host.Services.GetRequiredService<IOptions<ExpiryOptions>>().Value.Buckets;
        for (var bucket = 0; bucket < buckets; bucket++)
            await Grains.GetGrain<IExpiryGrain>(GrainKeys.Expiry(bucket)).SweepAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static async Task<VaultSilo> StartAsync(IReadOnlyDictionary<string, string?> settings, ShiftedClock clock)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cluster:SiloPort"] = "0",
            ["Cluster:GatewayPort"] = "0",
            ["Cluster:AdvertisedIP"] = "127.0.0.1",
            ["Expiry:Buckets"] = "2",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        var (assistant, telegram, whatsApp) = (new ScriptedAssistant(), new RecordingSender(ChannelNames.Telegram), new RecordingSender(ChannelNames.WhatsApp));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<CallHook>();
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(s => s.GetRequiredService<CallHook>());
        builder.Services.AddSingleton<ScriptedWriter>();
        builder.Services.AddSingleton(s => new HeldWriter(ActivatorUtilities.CreateInstance<ManimCodeWriter>(s)));
        if (settings.ContainsKey("Ai:Endpoints:0:Name")) builder.Services.AddSingleton<IManimCodeWriter>(s => s.GetRequiredService<HeldWriter>());
        else builder.Services.AddSingleton<IManimCodeWriter>(s => s.GetRequiredService<ScriptedWriter>());
        builder.Services.AddSingleton<IChatAssistant>(assistant);
        builder.Services.AddSingleton<IChannelSender>(telegram);
        builder.Services.AddSingleton<IChannelSender>(whatsApp);
        builder.UseVaultSilo();
        builder.AddVaultGrains();
        builder.AddVaultAi();
        builder.AddVaultObjectStore();
        var store = builder.Services.Single(service => service.ServiceType == typeof(ILedgerStore));
        builder.Services.Replace(ServiceDescriptor.Singleton<ILedgerStore>(s => new FaultyLedgerStore((ILedgerStore)store.ImplementationFactory!(s))));
        var objects = builder.Services.Single(service => service.ServiceType == typeof(IObjectStore));
        builder.Services.Replace(ServiceDescriptor.Singleton<IObjectStore>(s => new HangingObjectStore((IObjectStore)objects.ImplementationFactory!(s))));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new VaultSilo(host, settings, clock, assistant, telegram, whatsApp);
    }
}
