using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>
/// A request to <c>POST /v1/responses</c>. Unknown members are ignored; known ones that this service cannot honour are refused by
/// name, because leaving them out would change the answer.
/// </summary>
public sealed class ResponsesRequest
{
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = OpenAiLimits.MaxDepth, AllowDuplicateProperties = false };

    private static readonly (string Name, string Why)[] s_refused =
    [
        ("conversation", "Send previous_response_id."), ("prompt", "This service keeps no prompt templates."),
        ("moderation", "This service does not moderate."), ("messages", "Send input."), ("response_format", "Send text.format."),
        ("max_tokens", "Send max_output_tokens."), ("max_completion_tokens", "Send max_output_tokens."), ("functions", "Send tools."),
        ("function_call", "Send tool_choice."), ("reasoning_effort", "Send reasoning.effort."),
        ("logit_bias", "Not every provider accepts it."), ("audio", "Answers are text only."),
        ("web_search_options", "This service does not search."),
    ];

    private static readonly string[] s_passed =
        ["temperature", "top_p", "parallel_tool_calls", "seed", "stop", "frequency_penalty", "presence_penalty", "service_tier",
         "prompt_cache_key", "prompt_cache_retention", "safety_identifier", "user"];

    private readonly JsonObject _chat;
    private readonly ResponseTools _tools;

    private ResponsesRequest(string key, JsonObject chat, ResponseTools tools, JsonObject echo) =>
        (Key, _chat, _tools, Echo) = (key, chat, tools, echo);

    /// <summary>The response's key: its id is <c>resp_</c> and this.</summary>
    public string Key { get; }

    public required string Model { get; init; }

    public bool Stream { get; init; }

    /// <summary>Whether the response is kept. Default: yes, as with OpenAI.</summary>
    public bool Store { get; init; }

    /// <summary>Whether the response goes on without a reader.</summary>
    public bool Background { get; init; }

    public string? PreviousResponseId { get; init; }

    /// <summary>The new items, each with a type and an id.</summary>
    public required IReadOnlyList<JsonObject> Input { get; init; }

    /// <summary>The tools that were left out, because the answer does not depend on them.</summary>
    public IReadOnlyList<string> Dropped => _tools.Dropped;

    internal ResponseTools Tools => _tools;

    internal string? Instructions { get; init; }

    /// <summary>Whether the answer's reasoning is shown as a summary; else as text.</summary>
    internal bool WantsSummary { get; init; }

    /// <summary>Whether reasoning items carry what the provider wants back, sealed.</summary>
    internal bool WantsSealed { get; init; }

    /// <summary>Whether something is sealed in the answer, or comes sealed with the request.</summary>
    public bool UsesSeal => WantsSealed || Input.Any(item => item.Text("encrypted_content") is not null);

    /// <summary>The response as it begins: every member, so that no client misses one.</summary>
    internal JsonObject Echo { get; }

    /// <summary>The collections of notes that the metadata name; null for none.</summary>
    public string? Collections => (Echo["metadata"] as JsonObject)?.Text("vault_collections");

    /// <summary>Whether the answer is to be JSON.</summary>
    public bool WantsJson => ((Echo["text"] as JsonObject)?["format"] as JsonObject)?.Text("type") is "json_object" or "json_schema";

    /// <exception cref="OpenAiRequestException">The request is invalid; the message says why.</exception>
    public static ResponsesRequest Parse(ReadOnlyMemory<byte> utf8, OpenAiLimits limits, string key, DateTimeOffset now)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, s_json);
        }
        catch (JsonException error)
        {
            throw new OpenAiRequestException(
                $"We could not parse the JSON body of your request: there is an error in line {error.LineNumber}, byte "
                + $"{error.BytePositionInLine}, a member twice, or it is nested deeper than {OpenAiLimits.MaxDepth} levels.",
                code: "invalid_json");
        }

        using (document)
        {
            try
            {
                return Read(document.RootElement.Object("body"), limits, key, now);
            }
            catch (InvalidOperationException)
            {
                throw ChatRequest.NotUnicode();
            }
        }
    }

    /// <summary>As <see cref="ChatRequest.IsDeterministic"/>.</summary>
    public bool IsDeterministic =>
        _chat["temperature"] is JsonValue temperature && temperature.TryGetValue<double>(out var value) && value == 0;

    /// <summary>The call to the AI service.</summary>
    /// <param name="history">The items before the new ones.</param>
    /// <param name="open">Opens a sealed text of this user.</param>
    /// <exception cref="OpenAiRequestException">The items do not belong together.</exception>
    public AiCall ToCall(
        IEnumerable<JsonObject> history, IEnumerable<JsonObject> input, string user, string requestId, bool mayUseCache,
        OpenAiLimits limits, Func<string?, JsonObject?> open)
    {
        var chat = _chat.DeepClone().AsObject();
        chat["messages"] = new ResponseMessages(_tools, open).Of(Instructions, history.Concat(input));
        if (chat["messages"] is JsonArray { Count: 0 })
            throw new OpenAiRequestException("'input' must have at least one message.", "input", "missing_required_parameter");
        try
        {
            return ChatRequest.Parse(JsonSerializer.SerializeToUtf8Bytes(chat, ResponseJson.Options), limits)
                .ToCall(user, requestId, mayUseCache, limits.Deadline);
        }
        catch (OpenAiRequestException fault) when (fault.Param is { } param)
        {
            throw new OpenAiRequestException(fault.Message, Translated(param), fault.Code);
        }
    }

    /// <summary>The caller's word for a member of the chat request.</summary>
    private static string Translated(string param) =>
        param.StartsWith("messages", StringComparison.Ordinal) ? "input"
        : param.StartsWith("response_format", StringComparison.Ordinal) ? "text.format"
        : param == "reasoning_effort" ? "reasoning.effort"
        : param == "max_completion_tokens" ? "max_output_tokens"
        : param.Replace(".function.", ".", StringComparison.Ordinal);

    private static ResponsesRequest Read(JsonElement root, OpenAiLimits limits, string key, DateTimeOffset now)
    {
        var model = root.Text("model");
        if (string.IsNullOrWhiteSpace(model)) throw JsonReading.Missing("model");
        foreach (var (name, why) in s_refused)
            if (root.Member(name) is { } value && !IsEmpty(value)) throw ChatRequest.Unsupported(name, why);
        if (root.Member("context_management") is { } management && !IsEmpty(management))
            throw ChatRequest.Unsupported("context_management", "Use truncation.");
        if (root.Whole("n", 1, 128) > 1) throw ChatRequest.Unsupported("n", "Only one answer is returned.");
        if (root.Whole("top_logprobs", 0, 20) > 0) throw ChatRequest.Unsupported("top_logprobs", "Not every provider returns them.");
        var include = Include(root);
        var store = root.Flag("store") ?? true;
        var background = root.Flag("background") ?? false;
        if (background && !store) throw new OpenAiRequestException("'background' needs 'store'.", "background");
        var tools = new ResponseTools();
        if (root.Member("tools") is { } list) tools.Add(list, "tools");
        if (root.Member("input") is null && root.Member("previous_response_id") is null) throw JsonReading.Missing("input");
        var number = 0;
        List<JsonObject> input = root.Member("input") is { } items
            ? ResponseItems.Read(items, limits, kind => ResponseIds.Item(kind, key, 1_000 + number++))
            : [];
        for (var i = 0; i < input.Count; i++)
        {
            if (input[i].Text("type") == "additional_tools" && input[i]["tools"] is { } more)
                tools.Add(JsonSerializer.SerializeToElement(more), $"input[{i}].tools");
        }

        // Beside other tools, agents list it as a matter of course; alone, or with its sources asked for, the answer depends on it.
        if (tools.Dropped.Count > 0
            && (tools.Functions.Count == 0 || include.Any(name => name.StartsWith("web_search_call.results", StringComparison.Ordinal))))
            throw new OpenAiRequestException("This service does not search the web.", "tools", "unsupported_tool");
        var reasoning = root.Member("reasoning")?.Object("reasoning");
        if (reasoning?.Text("mode", "reasoning.") is "pro") throw ChatRequest.Unsupported("reasoning.mode", "No provider here has it.");
        var chat = Chat(root, model, tools, reasoning);
        return new ResponsesRequest(key, chat, tools, Begin(root, key, model, store, background, tools, now))
        {
            Model = model,
            Stream = root.Flag("stream") ?? false,
            Store = store,
            Background = background,
            PreviousResponseId = root.Text("previous_response_id"),
            Instructions = root.Text("instructions"),
            Input = input,
            WantsSummary = (reasoning?.Text("summary") ?? reasoning?.Text("generate_summary")) is not null,
            WantsSealed = include.Contains("reasoning.encrypted_content"),
        };
    }

    private static List<string> Include(JsonElement root)
    {
        if (root.Member("include") is not { } list) return [];
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
            throw JsonReading.Wrong("include", "a list of strings");
        var names = list.EnumerateArray().Select(name => name.GetString()!).ToList();
        return names.Contains("message.output_text.logprobs")
            ? throw ChatRequest.Unsupported("include", "Not every provider returns message.output_text.logprobs.")
            : names;
    }

    private static JsonObject Chat(JsonElement root, string model, ResponseTools tools, JsonElement? reasoning)
    {
        // In the background it may take as long as a stream.
        var chat = new JsonObject { ["model"] = model, ["stream"] = root.Flag("stream") == true || root.Flag("background") == true };
        foreach (var name in s_passed)
            if (root.Member(name) is { } value) chat[name] = ResponseJson.Node(value);
        if (root.Whole("max_output_tokens", 1, 1_000_000) is { } most) chat["max_completion_tokens"] = most;
        if (root.Member("tool_choice") is { } choice && !(choice.ValueKind == JsonValueKind.String && tools.Functions.Count == 0
            && choice.GetString() is "auto" or "none"))
        {
            chat["tool_choice"] = tools.Choice(choice);
        }

        if (tools.Functions.Count > 0) chat["tools"] = tools.Functions.DeepClone();
        else
        {
            chat.Remove("parallel_tool_calls");
            chat.Remove("tool_choice");
        }

        if (reasoning?.Text("effort", "reasoning.") is { } effort) chat["reasoning_effort"] = effort == "max" ? "xhigh" : effort;
        if (root.Member("text")?.Object("text") is not { } text) return chat;
        if (text.Text("verbosity", "text.") is { } verbosity) chat["verbosity"] = verbosity;
        if (text.Member("format")?.Object("text.format") is not { } format) return chat;
        switch (format.Text("type", "text.format."))
        {
            case "text" or null:
                break;
            case "json_object":
                chat["response_format"] = new JsonObject { ["type"] = "json_object" };
                break;
            case "json_schema":
                var schema = ResponseJson.Node(format).AsObject();
                schema.Remove("type");
                chat["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = schema };
                break;
            default:
                throw JsonReading.Wrong("text.format.type", "text, json_object or json_schema");
        }

        return chat;
    }

    private static JsonObject Begin(
        JsonElement root, string key, string model, bool store, bool background, ResponseTools tools, DateTimeOffset now)
    {
        JsonNode? Or(string name, JsonNode? otherwise) => root.Member(name) is { } value ? ResponseJson.Node(value) : otherwise;
        var text = Or("text", null) as JsonObject ?? [];
        if (text["format"] is null) text["format"] = new JsonObject { ["type"] = "text" };
        if (text["verbosity"] is null) text["verbosity"] = "medium";
        var reasoning = Or("reasoning", null) as JsonObject ?? [];
        if (!reasoning.ContainsKey("effort")) reasoning["effort"] = null;
        if (!reasoning.ContainsKey("summary")) reasoning["summary"] = null;
        var metadata = Metadata(root);
        return new JsonObject
        {
            ["id"] = ResponseIds.Prefix + key,
            ["object"] = "response",
            ["created_at"] = now.ToUnixTimeSeconds(),
            ["status"] = background ? "queued" : "in_progress",
            ["background"] = background,
            ["completed_at"] = null,
            ["error"] = null,
            ["incomplete_details"] = null,
            ["instructions"] = Or("instructions", null),
            ["max_output_tokens"] = Or("max_output_tokens", null),
            ["max_tool_calls"] = Or("max_tool_calls", null),
            ["model"] = model,
            ["output"] = new JsonArray(),
            ["parallel_tool_calls"] = Or("parallel_tool_calls", true),
            ["previous_response_id"] = Or("previous_response_id", null),
            ["prompt_cache_key"] = Or("prompt_cache_key", null),
            ["reasoning"] = reasoning,
            ["safety_identifier"] = Or("safety_identifier", null),
            ["service_tier"] = "default",
            ["store"] = store,
            ["temperature"] = Or("temperature", 1),
            ["text"] = text,
            ["tool_choice"] = Or("tool_choice", "auto"),
            ["tools"] = tools.Shown.DeepClone(),
            ["top_logprobs"] = 0,
            ["top_p"] = Or("top_p", 1),
            ["truncation"] = Or("truncation", "disabled"),
            ["usage"] = null,
            ["user"] = Or("user", null),
            ["metadata"] = metadata,
        };
    }

    private static JsonObject Metadata(JsonElement root)
    {
        const int most = 16, name = 64, value = 512;
        if (root.Member("metadata")?.Object("metadata") is not { } given) return [];
        var pairs = given.EnumerateObject().ToList();
        if (pairs.Count > most || pairs.Exists(pair => pair.Name.Length > name || pair.Value.ValueKind != JsonValueKind.String
            || pair.Value.GetString()!.Length > value))
        {
            throw JsonReading.Wrong("metadata", $"at most {most} strings of at most {value} characters, with names of at most {name}");
        }

        return ResponseJson.Node(given).AsObject();
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}
