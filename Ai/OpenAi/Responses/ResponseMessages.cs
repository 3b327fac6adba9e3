using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>
/// Turns items into the messages of a chat request. A turn of the model is its reasoning, texts and calls; the outputs of its calls
/// follow it, in the order of the calls, and everything else waits until they are there.
/// </summary>
internal sealed class ResponseMessages(ResponseTools tools, Func<string?, JsonObject?> open)
{
    private readonly JsonArray _messages = [];
    private readonly List<JsonNode> _deferred = [];
    private readonly List<JsonObject> _calls = [];
    private readonly Dictionary<string, JsonObject> _outputs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _called = new(StringComparer.Ordinal);
    private readonly List<JsonNode> _pictures = [];
    private JsonObject? _kept;
    private string? _text;
    private string? _refusal;
    private bool _isTurn;

    /// <exception cref="OpenAiRequestException">A call and its output do not belong together.</exception>
    public JsonArray Of(string? instructions, IEnumerable<JsonObject> items)
    {
        if (!string.IsNullOrEmpty(instructions)) _messages.Add(new JsonObject { ["role"] = "system", ["content"] = instructions });
        foreach (var item in items) Take(item);
        End();
        return _messages;
    }

    private bool IsAnswered => _calls.Count > 0 && _outputs.Count == _calls.Count;

    private void Take(JsonObject item)
    {
        switch (item.Text("type"))
        {
            case "message" when item.Text("role") == "assistant":
                Turn();
                TakeText(item);
                break;
            case "message":
                TakeOther(item);
                break;
            case "reasoning":
                Turn();
                TakeReasoning(item);
                break;
            case "function_call" or "custom_tool_call":
                Turn();
                TakeCall(item);
                break;
            case "function_call_output" or "custom_tool_call_output":
                TakeOutput(item);
                break;
            case "compaction" when open(item.Text("encrypted_content"))?.Text("text") is { } summary:
                TakeOther(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(Part(summary)) });
                break;
        }
    }

    private void Turn()
    {
        if (IsAnswered) End();
        _isTurn = true;
    }

    private void TakeText(JsonObject item)
    {
        foreach (var part in Parts(item["content"]))
        {
            if (part.Text("type") == "refusal") _refusal += part.Text("refusal");
            else _text += part.Text("text");
        }

        Keep(item[ResponseJson.Private] as JsonObject);
    }

    private void TakeReasoning(JsonObject item)
    {
        if (item[ResponseJson.Private] is JsonObject kept) Keep(kept);
        else if (open(item.Text("encrypted_content")) is { } opened) Keep(opened);
    }

    /// <summary>What the provider wants back with the turn: members of the message, and of its calls.</summary>
    private void Keep(JsonObject? kept)
    {
        if (kept is null) return;
        _kept ??= new JsonObject();
        foreach (var (name, value) in kept)
        {
            if (_kept[name] is JsonObject there && value is JsonObject more) foreach (var (n, v) in more) there[n] = v?.DeepClone();
            else _kept[name] = value?.DeepClone();
        }
    }

    private void TakeCall(JsonObject item)
    {
        var id = item.Text("call_id")!;
        // A client that continues a stored response may send its calls again.
        if (!_called.Add(id)) return;
        var isCustom = item.Text("type") == "custom_tool_call";
        var call = new JsonObject
        {
            ["id"] = id,
            ["type"] = "function",
            ["function"] = new JsonObject
            {
                ["name"] = tools.UpstreamName(item.Text("name")!, item.Text("namespace")),
                ["arguments"] = isCustom ? CustomInput.Encode(item.Text("input") ?? "") : item.Text("arguments") ?? "{}",
            },
        };
        Keep(item[ResponseJson.Private] as JsonObject);
        _calls.Add(call);
    }

    private void TakeOutput(JsonObject item)
    {
        var id = item.Text("call_id")!;
        if (_calls.All(call => call.Text("id") != id))
        {
            if (_called.Contains(id)) return; // a repeated output of an earlier turn
            throw new OpenAiRequestException($"No tool call found for function call output with call_id {Shown(id)}.", "input");
        }

        if (_outputs.ContainsKey(id)) return;
        var text = item["output"] switch
        {
            JsonValue value when value.TryGetValue<string>(out var plain) => plain,
            JsonArray parts => string.Concat(Parts(parts).Select(part => TextOf(part) ?? Picture(part))),
            var other => other!.ToJsonString(ResponseJson.Options),
        };
        _outputs[id] = new JsonObject { ["role"] = "tool", ["tool_call_id"] = id, ["content"] = text };
    }

    private string Picture(JsonObject part)
    {
        if (PictureOf(part) is not { } picture) return "";
        _pictures.Add(picture);
        return "[The picture follows.]";
    }

    private void TakeOther(JsonObject item)
    {
        var parts = new JsonArray();
        foreach (var part in Parts(item["content"]))
        {
            if (TextOf(part) is { } text) parts.Add(Part(text));
            else if (PictureOf(part) is { } picture) parts.Add(picture);
        }

        JsonNode content = parts is [JsonObject only] && only.Text("type") == "text" ? only.Text("text")! : parts;
        var role = item.Text("role");
        var message = new JsonObject { ["role"] = role == "developer" ? "system" : role, ["content"] = content };
        if (_calls.Count > 0 && !IsAnswered) _deferred.Add(message);
        else
        {
            End();
            _messages.Add(message);
        }
    }

    /// <summary>Writes the turn with the outputs of its calls, and what waited for them.</summary>
    private void End()
    {
        if (_calls.FirstOrDefault(call => !_outputs.ContainsKey(call.Text("id")!)) is { } open)
            throw new OpenAiRequestException($"No tool output found for function call {Shown(open.Text("id")!)}.", "input");
        if (_isTurn && (_text is { Length: > 0 } || _refusal is not null || _calls.Count > 0)) _messages.Add(Message());
        foreach (var call in _calls) _messages.Add(_outputs[call.Text("id")!]);
        if (_pictures.Count > 0) _messages.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray([.. _pictures]) });
        foreach (var waiting in _deferred) _messages.Add(waiting);
        _calls.Clear();
        _outputs.Clear();
        _pictures.Clear();
        _deferred.Clear();
        (_kept, _text, _refusal, _isTurn) = (null, null, null, false);
    }

    private JsonObject Message()
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = string.IsNullOrEmpty(_text) ? null : _text };
        if (_refusal is not null) message["refusal"] = _refusal;
        if (_kept?["message"] is JsonObject members)
            foreach (var (name, value) in members) message[name] = value?.DeepClone();
        if (_calls.Count == 0) return message;
        foreach (var call in _calls)
        {
            if (_kept?["calls"]?[call.Text("id")!] is not JsonObject more) continue;
            foreach (var (name, value) in more) call[name] = value?.DeepClone();
        }

        message["tool_calls"] = new JsonArray([.. _calls]);
        return message;
    }

    private static IEnumerable<JsonObject> Parts(JsonNode? content) => (content as JsonArray)?.OfType<JsonObject>() ?? [];

    private static JsonObject Part(string text) => new() { ["type"] = "text", ["text"] = text };

    private static string? TextOf(JsonObject part) => part.Text("type") switch
    {
        "input_text" or "output_text" or "text" => part.Text("text"),
        "refusal" => part.Text("refusal"),
        "input_file" => $"{part.Text("filename") ?? "file"}:\n{ResponseItems.TextOf(JsonSerializer.SerializeToElement(part))}\n",
        _ => null,
    };

    private static JsonObject? PictureOf(JsonObject part)
    {
        var url = part["image_url"] is JsonObject nested ? nested.Text("url") : part.Text("image_url");
        if (url is null) return null;
        var image = new JsonObject { ["url"] = url };
        if ((part.Text("detail") ?? (part["image_url"] as JsonObject)?.Text("detail")) is { } detail)
            image["detail"] = detail == "original" ? "high" : detail;
        return new JsonObject { ["type"] = "image_url", ["image_url"] = image };
    }

    private static string Shown(string id) => id.Length <= 80 ? id : id[..80];
}
