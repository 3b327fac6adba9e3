using System.Data.Common;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ObsidianVault.Hosting.Database;

namespace ObsidianVault.Knowledge.Storage;

internal static class KnowledgeStorageExtensions
{
    /// <summary>
    /// Adds the store of the knowledge base. On SQLite its file is not the one that a single process may open, so a front end of its
    /// own reads it too; on PostgreSQL it is in the database that the host has.
    /// </summary>
    public static void AddKnowledgeStorage(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(services =>
        {
            var section = services.GetRequiredService<IConfiguration>().GetSection(StorageOptions.Section);
            var options = section.Get<StorageOptions>() ?? new StorageOptions();
            return options.Provider == StorageProvider.Sqlite
                ? new KnowledgeDatabase(options.KnowledgeFile)
                : new KnowledgeDatabase(services.GetRequiredService<DbDataSource>());
        });
        builder.Services.TryAddSingleton<IKnowledgeStore, KnowledgeStore>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KnowledgeMigration>());
    }
}
