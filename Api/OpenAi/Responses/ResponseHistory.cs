using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Ai.OpenAi.Responses;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Responses;

namespace ObsidianVault.Api.OpenAi.Responses;

/// <summary>What came before a request: the responses that it continues, and the items that it refers to.</summary>
internal sealed class ResponseHistory(IClusterClient cluster, string user, int maxBytes)
{
    /// <summary>A longer chain of responses is refused.</summary>
    private const int MaxChain = 500;

    /// <summary>Of how many responses a request may send items back.</summary>
    private const int MaxReferences = 200;

    private readonly Dictionary<string, StoredResponse?> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonArray> _outputs = new(StringComparer.Ordinal);

    /// <summary>The items of the response and of all that it continues, oldest first.</summary>
    public async Task<JsonArray> ReadAsync(string? responseId)
    {
        var chain = new List<StoredResponse>();
        var bytes = 0;
        for (var id = responseId; id is not null; id = chain[^1].Parent)
        {
            if (ResponseIds.KeyOf(id) is not { } key || await FindAsync(key) is not { } stored
                || stored.Status is not ("completed" or "incomplete"))
            {
                throw new OpenAiRequestException(
                    id == responseId ? $"Previous response with id '{Shown(id)}' not found."
                        : $"Previous response with id '{Shown(responseId!)}' continues one that is not there any more.",
                    "previous_response_id", "previous_response_not_found");
            }

            if (stored.Input is null)
            {
                throw new OpenAiRequestException(
                    $"The input of '{Shown(id)}' was too large to be kept. Send the conversation itself.",
                    "previous_response_id", "previous_response_not_found");
            }

            chain.Add(stored);
            if ((bytes += stored.Input.Length + stored.Output.Length) > maxBytes || chain.Count > MaxChain)
            {
                throw new OpenAiRequestException(
                    "The conversation is too long to be continued. Start a new one.", "previous_response_id", "context_length_exceeded");
            }
        }

        var items = new JsonArray();
        foreach (var stored in Enumerable.Reverse(chain))
        {
            foreach (var item in Array(stored.Input!)) items.Add(item!.DeepClone());
            foreach (var item in Array(stored.Output)) items.Add(item!.DeepClone());
        }

        return items;
    }

    /// <summary>The items with those that they refer to, and with what providers want back of the items that we made.</summary>
    public async Task<JsonArray> ResolveAsync(IReadOnlyList<JsonObject> items)
    {
        var resolved = new JsonArray();
        foreach (var item in items)
        {
            var type = (string?)item["type"];
            if (type == "item_reference")
            {
                var id = item["id"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
                resolved.Add(await ItemAsync(id) is { } kept ? kept.DeepClone() : throw NotFound(id));
            }
            else
            {
                var copy = item.DeepClone();
                if (type is "reasoning" or "function_call" or "custom_tool_call" && await MadeHereAsync(item) is { } made
                    && made[ResponseJson.Private] is { } wanted)
                {
                    copy[ResponseJson.Private] = wanted.DeepClone();
                }

                resolved.Add(copy);
            }
        }

        return resolved;
    }

    private static OpenAiRequestException NotFound(string id) => new(
        $"Item with id '{Shown(id)}' not found. Items are not persisted when `store` is set to false. Try again with `store` set to true, "
        + "or remove this item from your input.", "input", "item_not_found", StatusCodes.Status404NotFound);

    private async Task<JsonObject?> MadeHereAsync(JsonObject item)
    {
        foreach (var name in (ReadOnlySpan<string>)["id", "call_id"])
        {
            if (item[name] is JsonValue value && value.TryGetValue<string>(out var id) && ResponseIds.MakerOf(id) is not null)
                return await ItemAsync(id);
        }

        return null;
    }

    private async Task<JsonObject?> ItemAsync(string id)
    {
        if (ResponseIds.MakerOf(id) is not { } key || await FindAsync(key) is not { } stored) return null;
        if (!_outputs.TryGetValue(key, out var output)) _outputs[key] = output = Array(stored.Output);
        return output.OfType<JsonObject>().FirstOrDefault(item => (string?)item["id"] == id || (string?)item["call_id"] == id)
            ?? (stored.Input is null ? null : Array(stored.Input).OfType<JsonObject>().FirstOrDefault(item => (string?)item["id"] == id));
    }

    private async Task<StoredResponse?> FindAsync(string key)
    {
        if (_found.TryGetValue(key, out var known)) return known;
        if (_found.Count >= MaxReferences + MaxChain) return null;
        return _found[key] = await cluster.GetGrain<IResponseGrain>(GrainKeys.Response(key)).GetAsync(user);
    }

    private static JsonArray Array(byte[] json) => JsonNode.Parse(json) as JsonArray ?? [];

    private static string Shown(string id) => id.Length <= 80 ? id : id[..80];
}
