using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using ObsidianVault.Knowledge.Reading;
using SQLitePCL;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>An embedding as it is stored.</summary>
/// <param name="Model">The model and its number of dimensions, <see cref="EmbeddingState.Key"/>.</param>
/// <param name="Hash">Of the text that was embedded.</param>
internal sealed record StoredVector(string Model, string Hash, float[] Vector);

/// <summary>The embeddings: of passages, to be searched, and of the questions that a collection is graded by.</summary>
internal static class VectorRows
{
    private const double MinEmbedded = 0.9;

    /// <summary>The value of a parameter for a vector.</summary>
    public static object Pack(KnowledgeTransaction sql, float[] vector) =>
        sql.IsSqlite ? MemoryMarshal.AsBytes(vector.AsSpan()).ToArray() : vector;

    /// <summary>A vector of a row. It is valid until the next row is read, and on SQLite it is not copied.</summary>
    public static ReadOnlySpan<float> Read(DbDataReader row, int column) => row is SqliteDataReader file
        ? MemoryMarshal.Cast<byte, float>(raw.sqlite3_column_blob(file.Handle, column))
        : row.GetFieldValue<float[]>(column);

    /// <summary>As the original design has it: a JSON array of numbers.</summary>
    public static string Json(float[] vector)
    {
        var json = new StringBuilder(vector.Length * 12).Append('[');
        for (var i = 0; i < vector.Length; i++)
        {
            if (i > 0) json.Append(',');
            json.Append(CultureInfo.InvariantCulture, $"{vector[i]}");
        }

        return json.Append(']').ToString();
    }

    /// <summary>Those of the given texts that some passage of the collection has already, by hash.</summary>
    public static async Task<Dictionary<string, float[]>> FindAsync(
        KnowledgeTransaction sql, int collection, string model, IEnumerable<string> hashes)
    {
        var rows = await sql.ReadAsync(
            $"""
            SELECT v.hash, v.vector FROM vault_vector v
            WHERE v.collection = @collection AND v.model = @model AND v.hash {sql.In("hashes")}
            """,
            row => (Hash: row.GetString(0), Vector: Read(row, 1).ToArray()),
            ("collection", collection), ("model", model), ("hashes", sql.List(hashes))).ConfigureAwait(false);
        var found = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var (hash, vector) in rows) found.TryAdd(hash, vector);
        return found;
    }

    /// <summary>The embeddings of a document's passages, by the hash of their text: its next version has most of them too.</summary>
    public static async Task<Dictionary<string, StoredVector>> ReadAsync(KnowledgeTransaction sql, int collection, long first, int count)
    {
        if (count == 0) return [];
        var rows = await sql.ReadAsync(
            """
            SELECT v.model, v.hash, v.vector FROM vault_vector v
            WHERE v.collection = @collection AND v.passage BETWEEN @first AND @last
            """,
            row => new StoredVector(row.GetString(0), row.GetString(1), Read(row, 2).ToArray()),
            ("collection", collection), ("first", first), ("last", first + count - 1)).ConfigureAwait(false);
        var found = new Dictionary<string, StoredVector>(StringComparer.Ordinal);
        foreach (var stored in rows) found.TryAdd(stored.Hash, stored);
        return found;
    }

    /// <summary>Keeps those that the passages of a document's next version have too.</summary>
    public static async Task KeepAsync(
        KnowledgeTransaction sql, int collection, long first, string title, IReadOnlyList<Passage> passages,
        Dictionary<string, StoredVector> known)
    {
        for (var i = 0; known.Count > 0 && i < passages.Count; i++)
        {
            if (known.TryGetValue(EmbeddedText.Hash(EmbeddedText.Of(title, passages[i])), out var stored))
                await SaveAsync(sql, collection, first + i, stored).ConfigureAwait(false);
        }
    }

    /// <summary>Stores the embedding of a passage, in its own table and in that of the original design.</summary>
    public static async Task SaveAsync(KnowledgeTransaction sql, int collection, long passage, StoredVector stored)
    {
        await sql.ExecuteAsync(
            """
            INSERT INTO vault_vector (collection, passage, model, hash, vector) VALUES (@collection, @passage, @model, @hash, @vector)
            ON CONFLICT (collection, passage)
                DO UPDATE SET model = excluded.model, hash = excluded.hash, vector = excluded.vector
            """,
            ("collection", collection), ("passage", passage), ("model", stored.Model), ("hash", stored.Hash),
            ("vector", Pack(sql, stored.Vector))).ConfigureAwait(false);
        await sql.ExecuteAsync(
            "UPDATE vector_documents SET vector = @vector WHERE id = @id",
            ("vector", Json(stored.Vector)), ("id", PassageRows.Id(collection, passage))).ConfigureAwait(false);
    }

    public static Task DeleteAsync(KnowledgeTransaction sql, int collection, long first, int count) => sql.ExecuteAsync(
        "DELETE FROM vault_vector WHERE collection = @collection AND passage BETWEEN @first AND @last",
        ("collection", collection), ("first", first), ("last", first + count - 1));

    public static async Task<long> CountAsync(KnowledgeTransaction sql, int collection, string model) => await sql.FindAsync(
        "SELECT count(*) FROM vault_vector v WHERE v.collection = @collection AND v.model = @model", row => row.GetInt64(0),
        ("collection", collection), ("model", model)).ConfigureAwait(false);

    /// <summary>Whether so many passages are embedded that the collection can be graded with embeddings.</summary>
    public static async Task<bool> AreMostAsync(KnowledgeTransaction sql, int collection, string model)
    {
        var passages = await sql.FindAsync(
            "SELECT passages FROM vault_collection WHERE number = @number", row => row.GetInt64(0), ("number", collection))
            .ConfigureAwait(false);
        return await CountAsync(sql, collection, model).ConfigureAwait(false) >= Math.Max(1, MinEmbedded * passages);
    }

    /// <summary>The embeddings of the questions that the collection was graded by, as far as they are kept.</summary>
    public static async Task<Dictionary<string, float[]>> QuestionsAsync(
        KnowledgeTransaction sql, int collection, string model, IEnumerable<string> hashes) =>
        (await sql.ReadAsync(
            $"SELECT hash, vector FROM vault_embedding WHERE collection = @collection AND model = @model AND hash {sql.In("hashes")}",
            row => (Hash: row.GetString(0), Vector: Floats((byte[])row[1])),
            ("collection", collection), ("model", model), ("hashes", sql.List(hashes))).ConfigureAwait(false))
        .ToDictionary(row => row.Hash, row => row.Vector, StringComparer.Ordinal);

    /// <summary>Keeps exactly these: a sentence that is no question any more leaves nothing behind.</summary>
    public static async Task KeepQuestionsAsync(
        KnowledgeTransaction sql, int collection, string model, IReadOnlyDictionary<string, float[]> questions)
    {
        await sql.ExecuteAsync("DELETE FROM vault_embedding WHERE collection = @collection", ("collection", collection))
            .ConfigureAwait(false);
        foreach (var (hash, vector) in questions)
        {
            await sql.ExecuteAsync(
                "INSERT INTO vault_embedding (collection, model, hash, vector) VALUES (@collection, @model, @hash, @vector)",
                ("collection", collection), ("model", model), ("hash", hash), ("vector", MemoryMarshal.AsBytes(vector.AsSpan()).ToArray()))
                .ConfigureAwait(false);
        }
    }

    private static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
