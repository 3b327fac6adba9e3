using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Grains;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Objects;
using ObsidianVault.Hosting.Outgoing;
using ObsidianVault.Renderer;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Storage;
using Orleans.TestingHost;

namespace ObsidianVault.Cluster.Silos;

/// <summary>Composes the hosts of a <see cref="TestVault"/> as the real ones are, and then inserts the harness.</summary>
internal sealed class SiloWiring(TestVault vault, TestVaultOptions options)
{
    /// <summary>The ports of a silo besides the stores and the queue.</summary>
    private static readonly Type[] s_outside =
        [typeof(IChannelSender), typeof(IChatAssistant), typeof(IManimCodeWriter), typeof(IReminderTable)];

    public void ConfigureSilo(TestSilo silo, IHostApplicationBuilder builder)
    {
        ConfigureCommon(builder);
        builder.Services.AddSingleton(silo);
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(new CallFilter(vault.Calls, vault.Counters, silo.Gate));
        if (silo.Role == SiloRole.General) AddGeneral(builder);
        else builder.UseVaultSilo(s => s.HostOnlyGrainsOf(typeof(RendererServiceCollectionExtensions).Assembly));
        builder.AddVaultObjectStore();
        if (silo.Role == SiloRole.Renderer && options.Settings.ContainsKey("Renderer:Root")) builder.AddVaultRenderer();
        options.Configure?.Invoke(silo, builder);
        // Runs when the host is built, after the test cluster has added its own services.
        builder.ConfigureContainer(new DefaultServiceProviderFactory(), services => Intercept(services, silo));
    }

    public void ConfigureClient(IHostApplicationBuilder builder)
    {
        ConfigureCommon(builder);
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(new CallFilter(vault.Calls, vault.Counters, new CrashGate()));
        builder.UseVaultClient();
        builder.Services.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromMilliseconds(500));
    }

    private void ConfigureCommon(IHostApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        // Only Orleans itself logs that silos die.
        builder.Logging.AddFilter("Polly", LogLevel.Critical);
        builder.Logging.AddFilter("Orleans", options.GeneralSilos + options.RendererSilos > 1 ? LogLevel.Critical : LogLevel.Error);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cluster:SiloPort"] = "0",
            ["Cluster:GatewayPort"] = "0",
            ["Cluster:AdvertisedIP"] = "127.0.0.1",
            ["Expiry:Buckets"] = "2",
            // Tests of other things let one person write as much as they like.
            ["Sessions:MessagesPerMinute"] = "0",
            ["Sessions:MessagesPerHour"] = "0",
            ["Storage:MaxPoolSize"] = "10",
            // Plans are calls of their own; tests that want them say so.
            ["Ai:PlanDeadline"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Services.AddSingleton<TimeProvider>(options.Clock);
        // The test moves the grains' clock only; silos monitor each other by the real clock.
        builder.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        // Registered as an instance, so that a silo that stops does not dispose it for the others.
        if (vault.SharedFile is { } file) builder.Services.AddSingleton(file);
    }

    private void AddGeneral(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(vault.Writer);
        services.AddSingleton<ScriptedWriter>();
        services.AddSingleton(s => new HeldWriter(ActivatorUtilities.CreateInstance<ManimCodeWriter>(s)));
        var hasProvider = options.Settings.ContainsKey("Ai:Endpoints:0:Name");
        services.AddSingleton<IManimCodeWriter>(
            s => hasProvider ? s.GetRequiredService<HeldWriter>() : s.GetRequiredService<ScriptedWriter>());
        if (!options.ChatsWithAi) services.AddSingleton<IChatAssistant>(_ => vault.Assistant);
        services.AddSingleton<IChannelSender>(_ => vault.Telegram);
        services.AddSingleton<IChannelSender>(_ => vault.WhatsApp);
        builder.UseVaultSilo(silo => silo.HostOnlyGrainsOf(typeof(GrainsHostingExtensions).Assembly, typeof(TestVault).Assembly));
        builder.AddVaultGrains();
        builder.AddVaultOutgoing();
        builder.AddVaultAi();
    }

    private void Intercept(IServiceCollection services, TestSilo silo)
    {
        // Fast enough for a test, slow enough for a busy machine.
        services.PostConfigure<ClusterMembershipOptions>(o =>
            (o.ProbeTimeout, o.NumMissedProbesLimit, o.TableRefreshTimeout) = (TimeSpan.FromSeconds(1), 3, TimeSpan.FromSeconds(2)));
        // The network in memory knows the advertised addresses only.
        services.PostConfigure<EndpointOptions>(o => (o.SiloListeningEndpoint, o.GatewayListeningEndpoint) = (null, null));
        UseRealDirectory(services);
        for (var i = 0; i < services.Count; i++)
        {
            var service = services[i];
            if (service.IsKeyedService && service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, "Default"))
            {
                services[i] = ServiceDescriptor.KeyedSingleton<IGrainStorage>(service.ServiceKey, (s, key) =>
                    new FaultyGrainStorage((IGrainStorage)service.KeyedImplementationFactory!(s, key), silo, vault.Faults, vault.Counters));
            }
            else if (service.IsKeyedService && service.ServiceType == typeof(IConnectionFactory))
            {
                services[i] = ServiceDescriptor.KeyedSingleton<IConnectionFactory>(service.ServiceKey, (s, key) =>
                    new CuttableConnections((IConnectionFactory)service.KeyedImplementationFactory!(s, key), silo.Gate));
            }
            else if (service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory))
            {
                services[i] = ServiceDescriptor.KeyedSingleton<IConnectionListenerFactory>(service.ServiceKey, (s, key) =>
                    new CuttableListeners((IConnectionListenerFactory)service.KeyedImplementationFactory!(s, key), silo.Gate));
            }
            else if (!service.IsKeyedService && service.ServiceType == typeof(IMembershipTable))
            {
                services[i] = ServiceDescriptor.Singleton<IMembershipTable>(
                    s => CrashableMembershipTable.Create((IMembershipTable)Make(service, s), silo.Gate));
            }
            else if (!service.IsKeyedService && IsPort(service.ServiceType))
            {
                services[i] = ServiceDescriptor.Singleton(service.ServiceType, s =>
                    FaultyPort.Create(service.ServiceType, Make(service, s), silo, vault.Faults, vault.Counters));
            }
        }
    }

    /// <summary>The test cluster's grain directory is never out of date, unlike the real one after a silo has gone.</summary>
    private static void UseRealDirectory(IServiceCollection services)
    {
        services.RemoveAllKeyed<IGrainDirectory>(GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY);
        // Orleans lists its name in an internal type.
        var names = services.Where(s => s.ServiceType.Name.StartsWith("NamedService", StringComparison.Ordinal)
            && s.ServiceType.GetGenericArguments().FirstOrDefault() == typeof(IGrainDirectory)).ToArray();
        foreach (var name in names) services.Remove(name);
    }

    /// <summary>By naming convention, so that it also covers stores and queues that are added later.</summary>
    private static bool IsPort(Type type) => type.IsInterface && (s_outside.Contains(type)
        || (type.Assembly == typeof(GrainKeys).Assembly
            && (type.Name.EndsWith("Store", StringComparison.Ordinal) || type.Name.EndsWith("Queue", StringComparison.Ordinal))));

    private static object Make(ServiceDescriptor service, IServiceProvider services) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(services)
        ?? ActivatorUtilities.CreateInstance(services, service.ImplementationType!);
}
