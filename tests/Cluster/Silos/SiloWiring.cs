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
using ObsidianVault.Renderer;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Storage;
using Orleans.TestingHost;

namespace ObsidianVault.Cluster.Silos;

/// <summary>Composes the hosts of a <see cref="TestVault"/> as the real ones are, and then puts the harness between.</summary>
internal sealed class SiloWiring(TestVault vault, TestVaultOptions options)
{
    /// <summary>What a silo reaches the world by, besides the stores and the queue.</summary>
    private static readonly Type[] s_outside = [typeof(IChannelSender), typeof(IChatAssistant), typeof(IManimCodeWriter)];

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
        // Runs when the host is built, after the test cluster has added its own.
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
        // Silos that die are news to Orleans only.
        builder.Logging.AddFilter("Polly", LogLevel.Critical);
        builder.Logging.AddFilter("Orleans", options.GeneralSilos + options.RendererSilos > 1 ? LogLevel.Critical : LogLevel.Error);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cluster:SiloPort"] = "0",
            ["Cluster:GatewayPort"] = "0",
            ["Cluster:AdvertisedIP"] = "127.0.0.1",
            ["Expiry:Buckets"] = "2",
            ["Storage:MaxPoolSize"] = "10",
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Services.AddSingleton<TimeProvider>(options.Clock);
        // The clock that a test moves is the grains'. Silos judge each other by the real one.
        builder.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        // An instance, so that a silo that ends does not close it for the others.
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
        builder.AddVaultAi();
    }

    private void Intercept(IServiceCollection services, TestSilo silo)
    {
        // Fast enough for a test, slow enough for a machine that is busy.
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

    /// <summary>The test cluster's directory of grains is never late, as the real one is after a silo has gone.</summary>
    private static void UseRealDirectory(IServiceCollection services)
    {
        services.RemoveAllKeyed<IGrainDirectory>(GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY);
        // Its name is listed by a type of Orleans' own.
        var names = services.Where(s => s.ServiceType.Name.StartsWith("NamedService", StringComparison.Ordinal)
            && s.ServiceType.GetGenericArguments().FirstOrDefault() == typeof(IGrainDirectory)).ToArray();
        foreach (var name in names) services.Remove(name);
    }

    /// <summary>Stores and queues are named so, those to come as well.</summary>
    private static bool IsPort(Type type) => type.IsInterface && (s_outside.Contains(type)
        || (type.Assembly == typeof(GrainKeys).Assembly
            && (type.Name.EndsWith("Store", StringComparison.Ordinal) || type.Name.EndsWith("Queue", StringComparison.Ordinal))));

    private static object Make(ServiceDescriptor service, IServiceProvider services) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(services)
        ?? ActivatorUtilities.CreateInstance(services, service.ImplementationType!);
}
