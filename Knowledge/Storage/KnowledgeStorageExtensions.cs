using System.Data.Common;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Hosting.Database.Sqlite;

namespace ObsidianVault.Knowledge.Storage;

internal static class KnowledgeStorageExtensions
{
    /// <summary>Adds the store of the knowledge base, beside the database that the host has.</summary>
    public static void AddKnowledgeStorage(this IHostApplicationBuilder builder)
    {
        builder.AddVaultDatabase();
        builder.Services.TryAddSingleton(services => services.GetRequiredService<DbDataSource>() switch
        {
            SqliteDataSource => new KnowledgeDatabase(services.GetRequiredService<IOptions<StorageOptions>>().Value.KnowledgeFile),
            var source => new KnowledgeDatabase(source),
        });
        builder.Services.TryAddSingleton<IKnowledgeStore, KnowledgeStore>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KnowledgeMigration>());
    }
}
