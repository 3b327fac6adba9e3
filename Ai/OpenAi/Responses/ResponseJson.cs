using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>JSON of the Responses API.</summary>
public static class ResponseJson
{
    /// <summary>What only this service sees of an item: what a provider wants to have back.</summary>
    public const string Private = "_vault";

    internal static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string? Text(this JsonObject item, string name) =>
        item[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The item as its client may see it.</summary>
    public static JsonObject Public(JsonObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var copy = item.DeepClone().AsObject();
        copy.Remove(Private);
        return copy;
    }

    internal static JsonNode Node(JsonElement element) => JsonNode.Parse(element.GetRawText())!;
}
