using System.Data.Common;
using System.Net;
using System.Reflection;
using System.Text.Encodings.Web;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Hosting.Database.PostgreSql;
using ObsidianVault.Hosting.Database.Sqlite;
using ObsidianVault.Hosting.Database.State;
using ObsidianVault.Hosting.Startup;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization;
using Orleans.Storage;

namespace ObsidianVault.Hosting.Clustering;

/// <summary>Joins a host to the vault's cluster, as a silo or as a client.</summary>
public static class ClusterHostingExtensions
{
    private const string SqliteInvariant = "System.Data.SQLite";
    private const string PostgreSqlInvariant = "Npgsql";

    /// <summary>How many queues carry the news of the cluster; silos and clients must agree.</summary>
    private const int NewsQueues = 4;

    /// <summary>How often the cluster polls each queue: news is at most this late. Orleans polls every 0.1 seconds by default.</summary>
    private static readonly TimeSpan s_newsPeriod = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a silo may take to respond to a probe; three in a row that are missed, seen by two silos, vote it out. Orleans makes
    /// it shorter or longer by what a silo usually takes, and longer where the prober itself is slow. Its default of 5 seconds adds up
    /// to more than the quarter of a minute that people of a silo that hangs should wait at most.
    /// </summary>
    private static readonly TimeSpan s_probe = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_slowestProbe = TimeSpan.FromSeconds(4);

    /// <summary>Where Orleans keeps who subscribed to a stream; the name is Orleans' own.</summary>
    private const string StreamPubSubStore = "PubSubStore";

    /// <summary>
    /// Makes the host a silo with durable state and reminders: a single silo with SQLite, one of many with PostgreSQL.
    /// Settings: <see cref="StorageOptions"/> and <see cref="VaultClusterOptions"/>.
    /// </summary>
    public static IHostApplicationBuilder UseVaultSilo(this IHostApplicationBuilder builder, Action<ISiloBuilder>? configure = null)
    {
        builder.AddSecretFiles();
        var storage = builder.AddVaultDatabase();
        var cluster = builder.AddVaultCluster();
        var invariant = storage.Provider == StorageProvider.Sqlite ? SqliteInvariant : PostgreSqlInvariant;

        var (siloPort, gatewayPort) = (FreePortIfZero(cluster.SiloPort), FreePortIfZero(cluster.GatewayPort));
        builder.AddPortCheck(
            new ListeningPort(SiloAddress(storage), siloPort, $"{VaultClusterOptions.Section}__{nameof(VaultClusterOptions.SiloPort)}"),
            new ListeningPort(
                SiloAddress(storage), gatewayPort, $"{VaultClusterOptions.Section}__{nameof(VaultClusterOptions.GatewayPort)}"));

        builder.UseOrleans(silo =>
        {
            if (storage.Provider == StorageProvider.Sqlite)
            {
                silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: cluster.ServiceId, clusterId: cluster.ClusterId);
            }
            else
            {
                silo.ConfigureEndpoints(siloPort, gatewayPort, listenOnAnyHostAddress: true);
                if (IPAddress.TryParse(cluster.AdvertisedIP, out var address))
                    silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = address);
                silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) => options.Configure<DbDataSource>(
                    (o, source) => (o.Invariant, o.DataSource) = (invariant, source)));
            }

            silo.UseSystemTextJsonGrainStorageSerializer();
            silo.AddAdoNetGrainStorageAsDefault((OptionsBuilder<AdoNetGrainStorageOptions> options) =>
                options.Configure<DbDataSource, StateSerializer>((o, source, serializer) =>
                {
                    (o.Invariant, o.DataSource) = (invariant, source);
                    (o.GrainStorageSerializer, o.DeleteStateOnClear) = (serializer, true);
                }));
            silo.Services.AddSingleton<StateSerializer>();
            // They log a stack for each write that fails, and throw it to the grain, which says it in one line.
            silo.Services.Configure<LoggerFilterOptions>(filters =>
            {
                foreach (var kind in (Type[])[typeof(AdoNetGrainStorage), typeof(SyncedGrainStorage), typeof(CompatibleGrainStorage)])
                    filters.AddFilter(kind.FullName, LogLevel.None);
            });
            silo.Services.AddKeyedSingleton<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, name) =>
            {
                IGrainStorage rows = AdoNetGrainStorageFactory.Create(services, (string)name!);
                return services.GetRequiredService<DbDataSource>() switch
                {
                    SqliteDataSource file => new SyncedGrainStorage(new CompatibleGrainStorage(rows), file),
                    NpgsqlDataSource server when storage.WriteLanes > 0 => new CompatibleGrainStorage(new GroupedGrainStorage(
                        rows, services.GetRequiredService<StateSerializer>(), new StateRows(server, cluster.ServiceId),
                        storage.WriteLanes)),
                    _ => new CompatibleGrainStorage(rows),
                };
            });

            silo.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> options) => options.Configure<DbDataSource>(
                (o, source) => (o.Invariant, o.DataSource) = (invariant, source)));
            // A silo that cannot read the reminders when it starts, because the database is away, fires none until it reads again.
            silo.Configure<ReminderOptions>(options => options.RefreshReminderListPeriod = TimeSpan.FromMinutes(1));
            // News is best effort, and everything it reports is in state, so its queues and subscriptions live in memory.
            silo.AddMemoryStreams(NewsStreams.Provider, streams =>
            {
                streams.ConfigurePartitioning(NewsQueues);
                streams.ConfigurePullingAgent(agent => agent.Configure(o => o.GetQueueMsgsTimerPeriod = s_newsPeriod));
            });
            // Orleans' own state: System.Text.Json, which writes ours, cannot read it back.
            silo.AddMemoryGrainStorage(StreamPubSubStore, (OptionsBuilder<MemoryGrainStorageOptions> options) =>
                options.Configure<Serializer>((o, serializer) => o.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer)));
            silo.AddActivityPropagation();
            // After all silos were killed, restarted silos must wait until the dead ones' entries have missed three of these.
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
                options.ProbeTimeout = s_probe;
                // A vote also waits until nothing came from the silo for three times this, which is 20 seconds by default.
                options.MaxProbeTimeout = s_slowestProbe;
            });
            silo.Configure<SiloMessagingOptions>(options =>
            {
                // Unbounded by default. With a bound, a grain that falls behind refuses calls instead of using up the memory.
                options.MaxEnqueuedRequestsSoftLimit = 1_000;
                options.MaxEnqueuedRequestsHardLimit = 10_000;
                options.MaxEnqueuedRequestsSoftLimit_StatelessWorker = 1_000;
                options.MaxEnqueuedRequestsHardLimit_StatelessWorker = 10_000;
            });
            configure?.Invoke(silo);
        });
        // Keeps stored text compact: the default escapes every letter outside ASCII.
        builder.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(options =>
            options.JsonSerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return builder;
    }

    /// <summary>Makes the host a client of the cluster; at start it waits until a silo answers.</summary>
    public static IHostApplicationBuilder UseVaultClient(this IHostApplicationBuilder builder)
    {
        builder.AddSecretFiles();
        var section = builder.Configuration.GetSection(StorageOptions.Section);
        var storage = section.Get<StorageOptions>() ?? new StorageOptions();
        var cluster = builder.AddVaultCluster();
        // The gateways are read from tables that the first process to start creates.
        if (storage.Provider == StorageProvider.PostgreSQL) builder.AddVaultDatabase();
        builder.AddPortCheck();

        builder.UseOrleansClient(client =>
        {
            if (storage.Provider == StorageProvider.Sqlite)
            {
                client.UseLocalhostClustering(cluster.GatewayPort, cluster.ServiceId, cluster.ClusterId);
            }
            else
            {
                client.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringClientOptions> options) => options.Configure<DbDataSource>(
                    (o, source) => (o.Invariant, o.DataSource) = (PostgreSqlInvariant, source)));
            }

            client.AddMemoryStreams(NewsStreams.Provider, streams => streams.ConfigurePartitioning(NewsQueues));
            client.AddActivityPropagation();
            client.UseConnectionRetryFilter<WaitForSilo>();
            // A client that starts before the first silo of a kind cannot call its grains until it refreshes; the default is a minute.
            client.Configure<TypeManagementOptions>(options => options.TypeMapRefreshInterval = TimeSpan.FromSeconds(2));
            // A client calls through a silo that was voted out until it reads the list again; the default is a minute.
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = s_probe);
        });
        return builder;
    }

    /// <summary>
    /// Keeps grains of other assemblies off this silo; Orleans' own stay. With <c>HostOnlyGrainsOf()</c> it hosts none.
    /// </summary>
    public static ISiloBuilder HostOnlyGrainsOf(this ISiloBuilder silo, params Assembly[] assemblies)
    {
        // After Orleans has filled the set from every assembly it found.
        silo.Services.PostConfigure<GrainTypeOptions>(options => options.Classes.RemoveWhere(type =>
            !assemblies.Contains(type.Assembly) && !IsOrleans(type.Assembly)));
        return silo;
    }

    private static bool IsOrleans(Assembly assembly) =>
        assembly.GetName().Name?.StartsWith("Orleans.", StringComparison.Ordinal) == true;

    private static VaultClusterOptions AddVaultCluster(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(VaultClusterOptions.Section);
        builder.Services.AddOptions<VaultClusterOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<VaultClusterOptions>, VaultClusterOptionsValidator>();
        var options = section.Get<VaultClusterOptions>() ?? new VaultClusterOptions();
        builder.Services.TryAddSingleton(TimeProvider.System);
        // A grain whose database fails reports that to its caller. Without this the caller sees a missing codec instead.
        builder.Services.Configure<ExceptionSerializationOptions>(o => o.SupportedNamespacePrefixes.Add("Npgsql"));
        builder.Services.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (options.ClusterId, options.ServiceId));
        return options;
    }

    /// <summary>Checks these ports at start, and those of the web server.</summary>
    private static void AddPortCheck(this IHostApplicationBuilder builder, params ListeningPort[] ports)
    {
        foreach (var port in ports) builder.Services.AddSingleton(port);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupCheck, PortCheck>());
    }

    private static IPAddress SiloAddress(StorageOptions storage) =>
        storage.Provider == StorageProvider.Sqlite ? IPAddress.Loopback : IPAddress.Any;

    /// <summary>Orleans has no "any port".</summary>
    private static int FreePortIfZero(int port) => port == 0 ? FreePort.Next() : port;

    private sealed class WaitForSilo(TimeProvider time) : IClientConnectionRetryFilter
    {
        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            return true;
        }
    }
}
