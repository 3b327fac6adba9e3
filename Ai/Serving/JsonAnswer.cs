using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using NJsonSchema;
using NJsonSchema.References;

namespace ObsidianVault.Ai.Serving;

/// <summary>Whether a text is JSON, and follows a schema.</summary>
internal static class JsonAnswer
{
    private const int MaxSchemas = 200;
    private const int MaxSchema = 64 * 1024;
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

    /// <summary>Null where the schema is not for our checker: then the provider's word counts.</summary>
    private static JsonSchema? Read(string schema)
    {
        if (schema.Length > MaxSchema) return null;
        if (s_schemas.TryGetValue(schema, out var known)) return known;
        JsonSchema? read = null;
        try
        {
            if (SchemaBounds.Hold(schema)) read = JsonSchema.FromJsonAsync(schema, null, s => new LocalReferences(new JsonSchemaAppender(s, new DefaultTypeNameGenerator()))).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The provider accepted it.
        }

        if (s_schemas.Count >= MaxSchemas) s_schemas.Clear();
        return s_schemas[schema] = read;
    }

    /// <summary>Finds what a schema refers to within itself, and never fetches.</summary>
    private sealed class LocalReferences(JsonSchemaAppender appender) : JsonReferenceResolver(appender)
    {
        public override Task<IJsonReference> ResolveFileReferenceAsync(string filePath, CancellationToken cancellationToken = default) => throw new NotSupportedException("A schema may not refer to a file.");

        public override Task<IJsonReference> ResolveUrlReferenceAsync(string url, CancellationToken cancellationToken = default) => throw new NotSupportedException("A schema may not refer to an address.");
    }
}
