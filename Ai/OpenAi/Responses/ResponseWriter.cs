using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>
/// Writes one response: its events in OpenAI's order, or the whole object. Every event has a sequence number, from 0 without gaps.
/// </summary>
/// <param name="seal">Seals what the provider wants back; null where the response is kept here.</param>
public sealed class ResponseWriter(ResponsesRequest request, Func<JsonObject, string>? seal, TimeProvider time)
{
    private readonly JsonObject _response = request.Echo.DeepClone().AsObject();
    private readonly List<Item> _items = [];
    private readonly Dictionary<int, Item> _calls = [];
    private readonly List<byte[]> _events = [];
    private Item? _open;
    private string? _part;
    private bool _begun;
    private long _number;

    /// <summary>The response as it stands.</summary>
    public JsonObject Response => _response;

    /// <summary>The output with what only this service sees of it.</summary>
    public JsonArray Kept { get; } = [];

    /// <summary>The events that were written since the last call.</summary>
    public IReadOnlyList<byte[]> TakeEvents()
    {
        byte[][] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    /// <summary>Writes the first two events, unless they have been written.</summary>
    public void Begin()
    {
        if (_begun) return;
        _begun = true;
        Emit("response.created", new JsonObject { ["response"] = _response.DeepClone() });
        if (request.Background)
        {
            Emit("response.queued", new JsonObject { ["response"] = _response.DeepClone() });
            _response["status"] = "in_progress";
        }

        Emit("response.in_progress", new JsonObject { ["response"] = _response.DeepClone() });
    }

    /// <summary>Writes what a chunk adds; the last one ends the response.</summary>
    public void Write(AiChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        Begin();
        foreach (var content in chunk.Update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent { Text.Length: > 0 } thought:
                    Think(thought.Text);
                    break;
                case TextContent { Text.Length: > 0 } text when IsRefusal(text):
                    Say("refusal", text.Text);
                    break;
                case TextContent text:
                    if (text.Text.Length > 0) Say("output_text", text.Text);
                    Annotate(text);
                    break;
                case FunctionCallDelta piece:
                    Call(piece);
                    break;
            }
        }

        if (chunk.Completed is { } answer) Complete(answer);
    }

    /// <summary>The response without a stream.</summary>
    public void Complete(AiResponse answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Begin();
        var contents = answer.Messages.SelectMany(message => message.Contents).ToList();
        if (_items.Count == 0)
        {
            foreach (var content in contents)
            {
                if (content is TextReasoningContent { Text.Length: > 0 } thought) Think(thought.Text);
                else if (content is TextContent { Text.Length: > 0 } text)
                {
                    Say(IsRefusal(text) ? "refusal" : "output_text", text.Text);
                    Annotate(text);
                }
            }
        }

        // Calls that no delta announced: an answer in one piece, or from the cache.
        var calls = contents.OfType<FunctionCallContent>().ToList();
        for (var i = 0; i < calls.Count; i++)
        {
            if (_calls.ContainsKey(i)) continue;
            Call(new FunctionCallDelta { Index = i, CallId = calls[i].CallId, Name = calls[i].Name, Arguments = calls[i].ArgumentsText() });
        }

        var isCut = answer.FinishReason == ChatFinishReason.Length;
        var isFiltered = answer.FinishReason == ChatFinishReason.ContentFilter && _items.Exists(item => item.Json.Text("type") != "message"
            || item.Parts.Exists(part => part.Text("type") == "output_text"));
        // An empty answer is legal after tools; without an item, agents would ask again and again.
        if (_items.Count == 0) Say("output_text", "");
        Keep(answer, calls);
        CloseAll(isCut || isFiltered);
        _response["model"] = request.Model;
        _response["usage"] = Usage(answer.Usage);
        _response["vault"] = new JsonObject
        {
            ["provider"] = answer.Provider, ["model"] = answer.Model, ["cost"] = answer.Cost, ["cached"] = answer.IsCached,
            ["attempts"] = answer.Attempts,
        };
        if (isCut || isFiltered)
        {
            _response["incomplete_details"] = new JsonObject { ["reason"] = isCut ? "max_output_tokens" : "content_filter" };
            _response["status"] = "incomplete";
        }
        else
        {
            _response["completed_at"] = time.GetUtcNow().ToUnixTimeSeconds();
            _response["status"] = "completed";
        }
    }

    /// <summary>Ends a response that has begun and cannot go on: <c>error</c> for those who read it, then <c>response.failed</c>.</summary>
    /// <param name="status">failed or cancelled.</param>
    public void Fail(OpenAiError error, string status = "failed")
    {
        ArgumentNullException.ThrowIfNull(error);
        Begin();
        CloseAll(isIncomplete: true);
        var details = new JsonObject
        {
            ["type"] = error.Type, ["code"] = error.Code, ["message"] = error.Message, ["param"] = error.Param,
        };
        Emit("error", new JsonObject
        {
            ["code"] = error.Code, ["message"] = error.Message, ["param"] = error.Param, ["error"] = details,
        });
        _response["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        _response["status"] = "failed";
        Emit("response.failed", new JsonObject { ["response"] = _response.DeepClone() });
        _response["status"] = status;
        if (status == "cancelled") _response["error"] = null;
    }

    /// <summary>The response was not kept after all.</summary>
    public void NotKept() => _response["store"] = false;

    /// <summary>The event that ends the response; separate, so that it can be stored before anybody hears of it.</summary>
    public void WriteEnd() =>
        Emit($"response.{_response.Text("status")}", new JsonObject { ["response"] = _response.DeepClone() });

    /// <summary>An event that says that the connection is alive. It belongs to no response, and has the number of the next event.</summary>
    public static byte[] KeepAlive(long number) =>
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"event: keepalive\ndata: {{\"type\":\"keepalive\",\"sequence_number\":{number}}}\n\n"));

    private static bool IsRefusal(TextContent text) => text.AdditionalProperties?.GetValueOrDefault("refusal") is true
        or JsonElement { ValueKind: JsonValueKind.True };

    private void Think(string text)
    {
        if (_open?.Json.Text("type") != "reasoning")
        {
            Close();
            Open("rs", "reasoning", item => item["summary"] = new JsonArray());
            if (request.WantsSummary)
            {
                Emit("response.reasoning_summary_part.added", At(_open!, "summary_index", new JsonObject
                {
                    ["part"] = new JsonObject { ["type"] = "summary_text", ["text"] = "" },
                }));
            }
            else
            {
                Emit("response.content_part.added", At(_open!, "content_index", new JsonObject
                {
                    ["part"] = new JsonObject { ["type"] = "reasoning_text", ["text"] = "" },
                }));
            }
        }

        _open!.Text.Append(text);
        Emit(
            request.WantsSummary ? "response.reasoning_summary_text.delta" : "response.reasoning_text.delta",
            At(_open, request.WantsSummary ? "summary_index" : "content_index", new JsonObject { ["delta"] = text }));
    }

    private void Say(string part, string text)
    {
        if (_open?.Json.Text("type") != "message")
        {
            Close();
            Open("msg", "message", item =>
            {
                item["status"] = "in_progress";
                item["role"] = "assistant";
                item["content"] = new JsonArray();
            });
        }

        if (_part != part)
        {
            ClosePart();
            _part = part;
            Emit("response.content_part.added", At(_open!, "content_index", new JsonObject { ["part"] = Part(part, "") }));
        }

        if (text.Length == 0) return;
        _open!.Text.Append(text);
        var delta = At(_open, "content_index", new JsonObject { ["delta"] = text });
        if (part == "output_text") delta["logprobs"] = new JsonArray();
        Emit($"response.{part}.delta", delta);
    }

    /// <summary>Adds what a text is annotated with, whose members this API has in one level.</summary>
    private void Annotate(TextContent text)
    {
        var annotations = text.AdditionalProperties?.GetValueOrDefault("annotations");
        if (_open is not { } item || _part != "output_text") return;
        if (annotations is not JsonElement { ValueKind: JsonValueKind.Array } given) return;
        foreach (var annotation in given.EnumerateArray().Select(ResponseJson.Node).OfType<JsonObject>())
        {
            if (annotation.Text("type") is { } type && annotation[type] is JsonObject own)
            {
                annotation.Remove(type);
                foreach (var (name, value) in own) annotation[name] = value?.DeepClone();
            }

            Emit("response.output_text.annotation.added", At(item, "content_index", new JsonObject
            {
                ["annotation_index"] = item.Annotations.Count, ["annotation"] = annotation.DeepClone(),
            }));
            item.Annotations.Add(annotation);
        }
    }

    private void Call(FunctionCallDelta piece)
    {
        if (!_calls.TryGetValue(piece.Index, out var call))
        {
            Close();
            var tool = request.Tools.Of(piece.Name ?? "");
            var id = ResponseIds.Item("call", request.Key, _items.Count);
            call = Open(tool.IsCustom ? "ctc" : "fc", tool.IsCustom ? "custom_tool_call" : "function_call", item =>
            {
                item["status"] = "in_progress";
                item["call_id"] = id;
                item["name"] = tool.Name;
                if (tool.Namespace is { } group) item["namespace"] = group;
                item[tool.IsCustom ? "input" : "arguments"] = "";
            });
            call.Input = tool.IsCustom ? new CustomInput() : null;
            _calls[piece.Index] = call;
            // Others may go on meanwhile: a call is closed at the end.
            _open = null;
        }

        if (piece.Arguments.Length == 0) return;
        call.Text.Append(piece.Arguments);
        var text = call.Input is { } input ? input.Take(piece.Arguments) : piece.Arguments;
        if (text.Length == 0) return;
        call.Given.Append(text);
        Emit(
            call.Input is null ? "response.function_call_arguments.delta" : "response.custom_tool_call_input.delta",
            At(call, null, new JsonObject { ["delta"] = text }));
    }

    private Item Open(string kind, string type, Action<JsonObject> fill)
    {
        var item = new Item(_items.Count, new JsonObject { ["id"] = ResponseIds.Item(kind, request.Key, _items.Count), ["type"] = type });
        fill(item.Json);
        _items.Add(item);
        _open = item;
        Emit("response.output_item.added", new JsonObject { ["output_index"] = item.Index, ["item"] = item.Json.DeepClone() });
        return item;
    }

    private void ClosePart()
    {
        if (_open is not { } item || _part is not { } part) return;
        var text = item.Text.ToString();
        var done = At(item, "content_index", new JsonObject { [part == "refusal" ? "refusal" : "text"] = text });
        if (part == "output_text") done["logprobs"] = new JsonArray();
        Emit($"response.{part}.done", done);
        var whole = Part(part, text);
        if (part == "output_text") whole["annotations"] = new JsonArray([.. item.Annotations]);
        Emit("response.content_part.done", At(item, "content_index", new JsonObject { ["part"] = whole.DeepClone() }));
        item.Parts.Add(whole);
        item.Text.Clear();
        item.Annotations.Clear();
        _part = null;
    }

    /// <summary>Closes the open message or reasoning.</summary>
    private void Close(bool isIncomplete = false)
    {
        if (_open is not { } item) return;
        if (item.Json.Text("type") == "message")
        {
            ClosePart();
            item.Json["content"] = new JsonArray([.. item.Parts]);
            item.Json["status"] = isIncomplete ? "incomplete" : "completed";
            Done(item);
        }
        else
        {
            CloseThought(item);
        }

        _open = null;
    }

    private void CloseThought(Item item)
    {
        var text = item.Text.ToString();
        if (request.WantsSummary)
        {
            var part = new JsonObject { ["type"] = "summary_text", ["text"] = text };
            Emit("response.reasoning_summary_text.done", At(item, "summary_index", new JsonObject { ["text"] = text }));
            Emit("response.reasoning_summary_part.done", At(item, "summary_index", new JsonObject { ["part"] = part.DeepClone() }));
            item.Json["summary"] = new JsonArray(part);
        }
        else
        {
            var part = new JsonObject { ["type"] = "reasoning_text", ["text"] = text };
            Emit("response.reasoning_text.done", At(item, "content_index", new JsonObject { ["text"] = text }));
            Emit("response.content_part.done", At(item, "content_index", new JsonObject { ["part"] = part.DeepClone() }));
            item.Json["content"] = new JsonArray(part);
        }

        // Sealed text goes out with the item, so the item of a stateless client waits for the whole answer.
        if (request.WantsSealed) item.IsPending = true;
        else Done(item);
    }

    private void CloseAll(bool isIncomplete)
    {
        Close(isIncomplete);
        foreach (var item in _items)
        {
            if (item.IsPending) Done(item);
            else if (!item.IsDone) CloseCall(item, isIncomplete);
        }

        _response["output"] = new JsonArray([.. _items.Select(item => (JsonNode)ResponseJson.Public(item.Json))]);
        Kept.Clear();
        foreach (var item in _items) Kept.Add(item.Json.DeepClone());
    }

    private void CloseCall(Item item, bool isIncomplete)
    {
        var arguments = item.Text.ToString();
        if (item.Input is null)
        {
            if (string.IsNullOrWhiteSpace(arguments)) arguments = "{}";
            item.Json["arguments"] = arguments;
            Emit("response.function_call_arguments.done", At(item, null, new JsonObject
            {
                ["name"] = item.Json["name"]!.DeepClone(), ["arguments"] = arguments,
            }));
        }
        else
        {
            var input = CustomInput.Decode(arguments);
            // Text that was not the JSON that was asked for comes as one piece.
            if (item.Given.Length == 0 && input.Length > 0)
                Emit("response.custom_tool_call_input.delta", At(item, null, new JsonObject { ["delta"] = input }));
            item.Json["input"] = input;
            Emit("response.custom_tool_call_input.done", At(item, null, new JsonObject { ["input"] = input }));
        }

        item.Json["status"] = isIncomplete ? "incomplete" : "completed";
        Done(item);
    }

    private void Done(Item item)
    {
        (item.IsDone, item.IsPending) = (true, false);
        Emit("response.output_item.done", new JsonObject { ["output_index"] = item.Index, ["item"] = ResponseJson.Public(item.Json) });
    }

    /// <summary>Keeps with the items what the provider wants to have back with the turn.</summary>
    private void Keep(AiResponse answer, List<FunctionCallContent> calls)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new ChatWriter(request.Key, 0, includeUsage: false)) writer.WriteAnswer(output, answer);
        var message = JsonNode.Parse(output.WrittenSpan)!["choices"]![0]!["message"]!.AsObject();
        var members = new JsonObject();
        foreach (var (name, value) in message)
            if (name is not ("role" or "content" or "refusal" or "tool_calls" or "annotations" or "audio") && value is not null)
                members[name] = value.DeepClone();
        var more = new JsonObject();
        var written = message["tool_calls"] as JsonArray ?? [];
        for (var i = 0; i < written.Count && i < calls.Count; i++)
        {
            var extra = new JsonObject();
            foreach (var (name, value) in written[i]!.AsObject())
                if (name is not ("id" or "type" or "function" or "index") && value is not null) extra[name] = value.DeepClone();
            if (extra.Count > 0 && _calls.TryGetValue(i, out var call)) more[call.Json.Text("call_id")!] = extra;
        }

        if (members.Count == 0 && more.Count == 0) return;
        var kept = new JsonObject();
        if (members.Count > 0) kept["message"] = members;
        if (more.Count > 0) kept["calls"] = more;
        var isOpaque = more.Count > 0 || members.Any(member => member.Key is not ("reasoning_content" or "reasoning"));
        var thought = _items.Find(item => item.Json.Text("type") == "reasoning");
        if (thought is null && isOpaque && request.WantsSealed)
        {
            // A signature without a thought still has to reach a client that keeps the conversation itself.
            Close();
            thought = Open("rs", "reasoning", item => item["summary"] = new JsonArray());
            thought.IsPending = true;
            _open = null;
        }

        // With whatever a client sends back: the thought, or each call.
        if (thought is not null)
        {
            thought.Json[ResponseJson.Private] = kept.DeepClone();
            if (request.WantsSealed && seal is not null) thought.Json["encrypted_content"] = seal(kept);
        }

        foreach (var call in _calls.Values) call.Json[ResponseJson.Private] = kept.DeepClone();
    }

    private static JsonObject Part(string type, string text) => type == "refusal"
        ? new JsonObject { ["type"] = type, ["refusal"] = text }
        : new JsonObject { ["type"] = type, ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() };

    private static JsonObject At(Item item, string? index, JsonObject more)
    {
        var data = new JsonObject { ["item_id"] = item.Json.Text("id"), ["output_index"] = item.Index };
        if (index is not null) data[index] = index == "content_index" ? item.Parts.Count : 0;
        foreach (var (name, value) in more.ToList())
        {
            more.Remove(name);
            data[name] = value;
        }

        return data;
    }

    private static JsonObject Usage(AiUsage usage) => new()
    {
        ["input_tokens"] = usage.Input,
        ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInput, ["cache_write_tokens"] = usage.CacheWrite },
        ["output_tokens"] = usage.Output,
        ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning },
        ["total_tokens"] = usage.Total,
    };

    private void Emit(string type, JsonObject data)
    {
        if (!request.Stream && !request.Background) return;
        var whole = new JsonObject { ["type"] = type, ["sequence_number"] = _number++ };
        foreach (var (name, value) in data.ToList())
        {
            data.Remove(name);
            whole[name] = value;
        }

        _events.Add(Encoding.UTF8.GetBytes($"event: {type}\ndata: {whole.ToJsonString(ResponseJson.Options)}\n\n"));
    }

    private sealed class Item(int index, JsonObject json)
    {
        public int Index => index;

        public JsonObject Json => json;

        public StringBuilder Text { get; } = new();

        /// <summary>What the client has of a custom tool's input.</summary>
        public StringBuilder Given { get; } = new();

        public List<JsonObject> Parts { get; } = [];

        /// <summary>Of the part that is open.</summary>
        public List<JsonObject> Annotations { get; } = [];

        public CustomInput? Input { get; set; }

        public bool IsDone { get; set; }

        /// <summary>Closed, but for what is only known at the end.</summary>
        public bool IsPending { get; set; }
    }
}
