using Npgsql;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Cluster.Knowledge;

public sealed class SqliteAnswerTests : AnswerContract
{
    private readonly TempFolder _folder = new();

    private protected override ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(new KnowledgeDatabase(Path.Combine(_folder.Path, "knowledge.db")));

    protected override void CleanUp() => _folder.Dispose();
}

public sealed class PostgreSqlAnswerTests(PostgreSqlServer server) : AnswerContract, IClassFixture<PostgreSqlServer>
{
    private protected override async ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(NpgsqlDataSource.Create(await server.CreateDatabaseAsync()));
}
