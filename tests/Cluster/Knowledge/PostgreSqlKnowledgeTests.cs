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

/// <summary>Where our process compares the vectors, as on a PostgreSQL without pgvector.</summary>
public sealed class PostgreSqlEmbeddingTests(PostgreSqlServer server) : EmbeddingContract, IClassFixture<PostgreSqlServer>
{
    private protected override async ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(NpgsqlDataSource.Create(await server.CreateDatabaseAsync()));

    private protected override void Prepare(KnowledgeDatabase database) => database.ComparesVectors = false;
}

/// <summary>
/// Where PostgreSQL compares them. Not every distribution packages pgvector; without it our statement meets a type and an operator of the
/// same names, made of SQL, which compute the same.
/// </summary>
public sealed class PgvectorEmbeddingTests(PostgreSqlServer server) : EmbeddingContract, IClassFixture<PostgreSqlServer>
{
    private const string Likeness = """
        CREATE DOMAIN vector AS real[];
        CREATE FUNCTION negative_inner_product(vector, vector) RETURNS double precision LANGUAGE sql IMMUTABLE
            AS 'SELECT -sum(a::double precision * b) FROM unnest($1::real[], $2::real[]) AS t(a, b)';
        CREATE OPERATOR <#> (LEFTARG = vector, RIGHTARG = vector, FUNCTION = negative_inner_product);
        """;

    private protected override async ValueTask<KnowledgeDatabase> OpenAsync()
    {
        var source = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await using var command = source.CreateCommand(
            "SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector')");
        if (await command.ExecuteScalarAsync() is not true)
        {
            await using var create = source.CreateCommand(Likeness);
            await create.ExecuteNonQueryAsync();
        }

        return new KnowledgeDatabase(source);
    }

    private protected override void Prepare(KnowledgeDatabase database) => database.ComparesVectors.ShouldBeTrue();
}
