using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using NJsonSchema;
using NJsonSchema.References;

namespace ObsidianVault.Ai.Serving;

/// <summary>Checks whether a text is JSON and matches a schema.</summary>
internal static class JsonSchemaCheck
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
            // Numbers or nesting that the checker does not support: the text is JSON, and nothing more can be said.
            return true;
        }
    }

    /// <summary>Null if our checker does not support the schema; the provider's own check then has to do.</summary>
    private static JsonSchema? Read(string schema)
    {
        if (schema.Length > MaxSchema) return null;
        if (s_schemas.TryGetValue(schema, out var known)) return known;
        JsonSchema? read = null;
        try
        {
            if (SchemaBounds.Hold(schema))
            {
                var loading = JsonSchema.FromJsonAsync(
                    schema, null, s => new LocalReferences(new JsonSchemaAppender(s, new DefaultTypeNameGenerator())));
                read = loading.GetAwaiter().GetResult();
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The provider accepted the schema.
        }

        if (s_schemas.Count >= MaxSchemas) s_schemas.Clear();
        return s_schemas[schema] = read;
    }

    /// <summary>Resolves references within the schema, and never fetches anything.</summary>
    private sealed class LocalReferences(JsonSchemaAppender appender) : JsonReferenceResolver(appender)
    {
        public override Task<IJsonReference> ResolveFileReferenceAsync(string filePath, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("A schema must not refer to a file.");

        public override Task<IJsonReference> ResolveUrlReferenceAsync(string url, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("A schema must not refer to a URL.");
    }
}
