using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Caching;

/// <summary>The name of a call in the cache: everything that the answer depends on, and first of all whose it is.</summary>
internal static class CacheKey
{
    /// <summary>Changes when the format of the stored answers does.</summary>
    private const string Version = "1";

    /// <param name="isShared">Whether users share the answers of the class.</param>
    /// <returns>Null if the call has parts that cannot be compared; it is then not cached.</returns>
    public static string? Of(AiCall call, bool isShared, int maxOutput)
    {
        var options = call.Options;
        // These refer to state outside the call.
        if (options?.ConversationId is not null || options?.RawRepresentationFactory is not null) return null;
        var buffer = new ArrayBufferWriter<byte>(1_024);
        try
        {
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartArray();
            json.WriteStringValue(isShared ? "shared" : "user");
            json.WriteStringValue(isShared ? "" : call.User);
            json.WriteStringValue(call.Class);
            json.WriteStringValue(call.Model);
            json.WriteStringValue(call.Language);
            json.WriteBooleanValue(call.MayBeTruncated);
            json.WriteBooleanValue(call.MustParse);
            json.WriteNumberValue(maxOutput);
            foreach (var message in call.Messages) WriteMessage(json, message);
            if (options is not null) WriteOptions(json, options);
            json.WriteEndArray();
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            return null;
        }

        return $"{Version}:{Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan))}";
    }

    private static void WriteOptions(Utf8JsonWriter json, ChatOptions options)
    {
        var copy = options.Clone();
        (copy.ModelId, copy.MaxOutputTokens) = (null, null);
        JsonSerializer.Serialize(json, copy, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatOptions)));
        foreach (var tool in options.Tools ?? [])
        {
            json.WriteStringValue(tool.GetType().Name);
            json.WriteStringValue(tool.Name);
            json.WriteStringValue(tool.Description);
            if (tool is AIFunctionDeclaration function) function.JsonSchema.WriteTo(json);
            JsonSerializer.Serialize(
                json, tool.AdditionalProperties, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IReadOnlyDictionary<string, object?>)));
        }
    }

    /// <summary>Leaves out a message's ids and times, which change from call to call.</summary>
    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartArray();
        json.WriteStringValue(message.Role.Value);
        json.WriteStringValue(message.AuthorName);
        foreach (var content in message.Contents)
        {
            // Most contents are plain texts; the serializer is for the rest.
            if (content is TextContent { Annotations: null, AdditionalProperties: null } text) json.WriteStringValue(text.Text);
            else JsonSerializer.Serialize(json, content, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent)));
        }

        json.WriteEndArray();
    }
}
