using System.Data.Common;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using ObsidianVault.Grains.Interfaces.Audit;
using ObsidianVault.Grains.Interfaces.Desk;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.WebChat;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Hosting.Database.PostgreSql;
using ObsidianVault.Hosting.Database.Sqlite;
using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Hosting.Database;

internal static class DatabaseExtensions
{
    /// <summary>
    /// Adds the data source, the due rows, the ledgers, the work queue and the migration at startup. May be called more than
    /// once.
    /// </summary>
    public static StorageOptions AddVaultDatabase(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(StorageOptions.Section);
        builder.Services.AddOptions<StorageOptions>().Bind(section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupCheck, DataFolderLock>());
        builder.Services.TryAddSingleton<DbDataSource>(services =>
        {
            var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            return options.Provider == StorageProvider.Sqlite
                ? new SqliteDataSource(options.SqliteFile)
                : OpenPostgreSql(services, options);
        });
        builder.Services.TryAddSingleton<IDueStore>(services =>
        {
            var source = services.GetRequiredService<DbDataSource>();
            return source is SqliteDataSource file
                ? new SqliteDueStore(file)
                : new PostgreSqlDueStore(source, services.GetRequiredService<IOptions<StorageOptions>>().Value.WriteLanes);
        });
        builder.Services.TryAddSingleton<ILedgerStore>(services => services.GetRequiredService<DbDataSource>() switch
        {
            SqliteDataSource file => new SqliteLedgerStore(file, ActivatorUtilities.CreateInstance<LedgerSync>(services, file)),
            var source => new PostgreSqlLedgerStore((NpgsqlDataSource)source),
        });
        builder.Services.TryAddSingleton<IConversationStore, ConversationStore>();
        builder.Services.TryAddSingleton<IWebMessageStore, WebMessageStore>();
        builder.Services.TryAddSingleton<IAuditStore, AuditStore>();
        builder.Services.TryAddSingleton<IDeskStore, DeskStore>();
        builder.AddVaultOptions<WorkQueueOptions>(WorkQueueOptions.Section);
        builder.Services.TryAddSingleton<IWorkQueue>(services =>
        {
            var queue = services.GetRequiredService<IOptions<WorkQueueOptions>>().Value;
            var time = services.GetRequiredService<TimeProvider>();
            return services.GetRequiredService<DbDataSource>() switch
            {
                SqliteDataSource file => new SqliteWorkQueue(file, queue, time),
                var source => new PostgreSqlWorkQueue((NpgsqlDataSource)source, queue, time),
            };
        });
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DatabaseMigration>());
        return section.Get<StorageOptions>() ?? new StorageOptions();
    }

    private static NpgsqlDataSource OpenPostgreSql(IServiceProvider services, StorageOptions options)
    {
        var source = new NpgsqlDataSourceBuilder(options.ConnectionString)
            .UseLoggerFactory(services.GetService<ILoggerFactory>());
        source.ConnectionStringBuilder.MaxPoolSize = options.MaxPoolSize;
        // The same few statements run all the time, so they are prepared on their second use.
        source.ConnectionStringBuilder.MaxAutoPrepare = 64;
        source.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        source.ConnectionStringBuilder.ApplicationName ??= "obsidian-vault";
        // Without this, every connection logs that the Kerberos library is missing where it is not installed.
        if (!options.ConnectionString!.Contains("GSS", StringComparison.OrdinalIgnoreCase))
            source.ConnectionStringBuilder.GssEncryptionMode = GssEncryptionMode.Disable;
        return source.Build();
    }
}
