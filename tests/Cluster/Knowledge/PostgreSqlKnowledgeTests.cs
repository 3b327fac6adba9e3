using Npgsql;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Cluster.Knowledge;

public sealed class PostgreSqlKnowledgeStoreTests(PostgreSqlServer server) : KnowledgeStoreContract, IClassFixture<PostgreSqlServer>
{
    private protected override async ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(NpgsqlDataSource.Create(await server.CreateDatabaseAsync()));
}

public sealed class PostgreSqlKnowledgeSearchTests(PostgreSqlServer server) : KnowledgeSearchContract, IClassFixture<PostgreSqlServer>
{
    private protected override async ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(NpgsqlDataSource.Create(await server.CreateDatabaseAsync()));
}

public sealed class PostgreSqlCollectionQualityTests(PostgreSqlServer server)
    : CollectionQualityContract, IClassFixture<PostgreSqlServer>
{
    private protected override async ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(NpgsqlDataSource.Create(await server.CreateDatabaseAsync()));
}

public sealed class PostgreSqlRetrievalQualityTests(PostgreSqlServer server)
    : RetrievalQualityContract, IClassFixture<PostgreSqlServer>
{
    private protected override async ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(NpgsqlDataSource.Create(await server.CreateDatabaseAsync()));
}
