using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using NJsonSchema;

namespace ObsidianVault.Ai;

/// <summary>Whether a text is JSON, and follows a schema.</summary>
internal static class JsonAnswer
{
    private const int MaxSchemas = 200;
    private static readonly ConcurrentDictionary<string, JsonSchema?> s_schemas = new(StringComparer.Ordinal);

    public static bool Follows(string text, ChatResponseFormatJson format)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return false;
        }

        if (format.Schema is not { } schema || Read(schema.GetRawText()) is not { } known) return true;
        try
        {
            return known.Validate(text).Count == 0;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Numbers or nesting that the checker does not take: the text is JSON, more cannot be said.
            return true;
        }
    }

    /// <summary>Null where the checker does not understand the schema: then the provider's word counts.</summary>
    private static JsonSchema? Read(string schema)
    {
        if (s_schemas.TryGetValue(schema, out var known)) return known;
        JsonSchema? read = null;
        try
        {
            // References to other documents are not followed: a caller must not make us fetch anything.
            if (!schema.Contains("\"$ref\"", StringComparison.Ordinal) || OnlyLocal(schema))
                read = JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The provider accepted it.
        }

        if (s_schemas.Count >= MaxSchemas) s_schemas.Clear();
        return s_schemas[schema] = read;
    }

    private static bool OnlyLocal(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return OnlyLocal(document.RootElement);
    }

    private static bool OnlyLocal(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(p =>
            p.Name == "$ref" && p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()!.StartsWith('#') : OnlyLocal(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(OnlyLocal),
        _ => true,
    };
}
