using System.Text;
using System.Text.Json.Nodes;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>The events of a response that is over, made from what was stored: each text and each call in one piece.</summary>
public static class ResponseReplay
{
    public static IEnumerable<byte[]> Events(byte[] response)
    {
        var whole = JsonNode.Parse(response)!.AsObject();
        var begun = whole.DeepClone().AsObject();
        (begun["status"], begun["output"], begun["usage"]) = ("in_progress", new JsonArray(), null);
        long number = 0;
        yield return Event("response.created", new JsonObject { ["response"] = begun.DeepClone() });
        yield return Event("response.in_progress", new JsonObject { ["response"] = begun });
        var output = whole["output"] as JsonArray ?? [];
        for (var i = 0; i < output.Count; i++)
        {
            var item = output[i]!.AsObject();
            yield return Event("response.output_item.added", new JsonObject { ["output_index"] = i, ["item"] = Empty(item) });
            foreach (var (type, data) in Pieces(item))
            {
                (data["item_id"], data["output_index"]) = ((string?)item["id"], i);
                yield return Event(type, data);
            }

            yield return Event("response.output_item.done", new JsonObject { ["output_index"] = i, ["item"] = item.DeepClone() });
        }

        var status = (string?)whole["status"] is "completed" or "incomplete" ? (string?)whole["status"] : "failed";
        yield return Event($"response.{status}", new JsonObject { ["response"] = whole });

        byte[] Event(string type, JsonObject data)
        {
            (data["type"], data["sequence_number"]) = (type, number++);
            return Encoding.UTF8.GetBytes($"event: {type}\ndata: {data.ToJsonString(ResponseJson.Options)}\n\n");
        }
    }

    /// <summary>The item as it was when it was begun.</summary>
    private static JsonObject Empty(JsonObject item)
    {
        var empty = item.DeepClone().AsObject();
        if (empty.ContainsKey("status")) empty["status"] = "in_progress";
        foreach (var name in (ReadOnlySpan<string>)["content", "summary"])
            if (empty.ContainsKey(name)) empty[name] = new JsonArray();
        foreach (var name in (ReadOnlySpan<string>)["arguments", "input"])
            if (empty.ContainsKey(name)) empty[name] = "";
        return empty;
    }

    private static IEnumerable<(string Type, JsonObject Data)> Pieces(JsonObject item)
    {
        if ((string?)item["arguments"] is { } arguments)
        {
            yield return ("response.function_call_arguments.delta", new JsonObject { ["delta"] = arguments });
            yield return ("response.function_call_arguments.done", new JsonObject
            {
                ["name"] = (string?)item["name"], ["arguments"] = arguments,
            });
        }

        if (item["input"] is JsonValue input)
        {
            yield return ("response.custom_tool_call_input.delta", new JsonObject { ["delta"] = input.DeepClone() });
            yield return ("response.custom_tool_call_input.done", new JsonObject { ["input"] = input.DeepClone() });
        }

        foreach (var (list, index) in new[] { (item["summary"], "summary_index"), (item["content"], "content_index") })
        {
            var parts = list as JsonArray ?? [];
            for (var i = 0; i < parts.Count; i++)
            {
                var part = parts[i]!.AsObject();
                var (kind, member) = ((string?)part["type"] ?? "output_text", part.ContainsKey("refusal") ? "refusal" : "text");
                var (names, text) = (index == "summary_index" ? "reasoning_summary" : "content", (string?)part[member] ?? "");
                var words = kind == "summary_text" ? "reasoning_summary_text" : kind;
                var begun = part.DeepClone();
                begun[member] = "";
                yield return ($"response.{names}_part.added", new JsonObject { [index] = i, ["part"] = begun });
                yield return ($"response.{words}.delta", new JsonObject { [index] = i, ["delta"] = text });
                yield return ($"response.{words}.done", new JsonObject { [index] = i, [member] = text });
                yield return ($"response.{names}_part.done", new JsonObject { [index] = i, ["part"] = part.DeepClone() });
            }
        }
    }
}
