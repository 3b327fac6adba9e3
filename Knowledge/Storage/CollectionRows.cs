using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Knowledge;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>The collections with their members.</summary>
internal static class CollectionRows
{
    private const string Columns = "c.id, c.name, c.owner, c.visibility, c.members, c.generation, c.created_at";

    /// <summary>
    /// The condition that the reader may see a collection <c>c</c>; it stands in every query that a person's request runs. Takes
    /// the parameter <see cref="People"/>.
    /// </summary>
    public static string MayRead(KnowledgeTransaction sql) =>
        $"""
        c.erased = 0 AND (c.visibility = {(int)Visibility.Everyone} OR c.owner {sql.In("people")}
            OR (c.visibility = {(int)Visibility.People}
                AND EXISTS (SELECT 1 FROM vault_member m WHERE m.collection = c.number AND m.person {sql.In("people")})))
        """;

    public static (string, object?) People(KnowledgeTransaction sql, Reader reader) => ("people", sql.List(reader.People));

    public static async Task SaveAsync(KnowledgeTransaction sql, Collection collection)
    {
        var number = await sql.FindAsync(
            """
            INSERT INTO vault_collection (id, name, owner, visibility, members, generation, created_at)
            VALUES (@id, @name, @owner, @visibility, @members, @generation, @created)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, visibility = excluded.visibility, members = excluded.members,
                owner = excluded.owner, generation = vault_collection.generation + 1
            RETURNING number
            """,
            row => row.GetInt32(0),
            ("id", collection.Id), ("name", collection.Name), ("owner", collection.Owner), ("visibility", (int)collection.Visibility),
            ("members", JsonSerializer.Serialize(collection.Members)), ("generation", collection.Generation),
            ("created", collection.CreatedAt.ToUnixTimeMilliseconds())).ConfigureAwait(false);
        await sql.ExecuteAsync("DELETE FROM vault_member WHERE collection = @number", ("number", number)).ConfigureAwait(false);
        var people = collection.Members.Keys.ToArray();
        await sql.InsertAsync("vault_member", "", ("person", people), ("collection", Enumerable.Repeat(number, people.Length).ToArray()))
            .ConfigureAwait(false);
    }

    /// <summary>Its numbers, which no other transaction changes until this one ends; null if there is none.</summary>
    public static Task<CollectionNumbers?> LockAsync(KnowledgeTransaction sql, string id) => LockAsync(sql, "id = @key", id);

    public static Task<CollectionNumbers?> LockAsync(KnowledgeTransaction sql, int number) => LockAsync(sql, "number = @key", number);

    public static Task<Collection?> FindAsync(KnowledgeTransaction sql, string id) =>
        sql.FindAsync($"SELECT {Columns} FROM vault_collection c WHERE c.id = @id AND c.erased = 0", Read, ("id", id));

    public static Task<List<Collection>> ListAsync(KnowledgeTransaction sql, Reader reader) => sql.ReadAsync(
        $"SELECT {Columns} FROM vault_collection c WHERE {MayRead(sql)} ORDER BY c.name, c.id", Read, People(sql, reader));

    /// <summary>How far its embedding came; an empty state before it began.</summary>
    public static async Task<EmbeddingState> EmbeddingAsync(KnowledgeTransaction sql, int number) =>
        await sql.FindAsync(
            "SELECT embedding FROM vault_collection WHERE number = @number AND embedding IS NOT NULL", row => row.GetString(0),
            ("number", number)).ConfigureAwait(false) is { } state
            ? JsonSerializer.Deserialize<EmbeddingState>(state)!
            : new EmbeddingState();

    /// <param name="changes">Whether an equal query may find something else from now on.</param>
    public static Task SaveEmbeddingAsync(KnowledgeTransaction sql, int number, EmbeddingState state, bool changes) => sql.ExecuteAsync(
        "UPDATE vault_collection SET embedding = @state, generation = generation + @by WHERE number = @number",
        ("state", JsonSerializer.Serialize(state)), ("by", changes ? 1 : 0), ("number", number));

    /// <summary>How it is ranked, as its grades chose.</summary>
    public static async Task<Ranking> RankingAsync(KnowledgeTransaction sql, int number) =>
        await sql.FindAsync(
            "SELECT ranking FROM vault_collection WHERE number = @number AND ranking IS NOT NULL", row => row.GetString(0),
            ("number", number)).ConfigureAwait(false) is { } ranking
            ? JsonSerializer.Deserialize<Ranking>(ranking)!
            : new Ranking();

    private static Task<CollectionNumbers?> LockAsync(KnowledgeTransaction sql, string condition, object key) => sql.FindAsync(
        $"""
        SELECT number, next_passage, next_segment FROM vault_collection
        WHERE {condition} AND erased = 0 {sql.ForUpdate("vault_collection")}
        """,
        row => new CollectionNumbers(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)), ("key", key));

    private static Collection Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), (Visibility)row.GetInt32(3),
        JsonSerializer.Deserialize<ImmutableDictionary<string, MemberRight>>(row.GetString(4))!,
        row.GetInt64(5), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)));
}
