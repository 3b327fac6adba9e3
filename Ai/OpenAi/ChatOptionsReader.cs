using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>Reads the options of a chat request.</summary>
internal static class ChatOptionsReader
{
    private const int MaxStopLength = 500;
    private static readonly JsonElement s_noParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    public static ChatOptions Read(JsonElement root)
    {
        var options = new ChatOptions
        {
            Temperature = root.Number("temperature", 0, 2),
            TopP = root.Number("top_p", 0, 1),
            FrequencyPenalty = root.Number("frequency_penalty", -2, 2),
            PresencePenalty = root.Number("presence_penalty", -2, 2),
            Seed = root.Whole("seed", long.MinValue, long.MaxValue),
            MaxOutputTokens = (int?)(root.Whole("max_completion_tokens", 1, 1_000_000) ?? root.Whole("max_tokens", 1, 1_000_000)),
            StopSequences = Stops(root),
            AllowMultipleToolCalls = root.Flag("parallel_tool_calls"),
            Tools = Tools(root),
            Reasoning = Reasoning(root),
        };
        options.ToolMode = ToolMode(root, options);
        if (IsLegacy(root)) ReadLegacy(root, options);
        ReadFormat(root, options);
        ReadOthers(root, options);
        return options;
    }

    /// <summary>Whether it has the members that came before tools: the answer then has function_call.</summary>
    public static bool IsLegacy(JsonElement root) => root.Member("functions") is not null && root.Member("tools") is null;

    private static void ReadLegacy(JsonElement root, ChatOptions options)
    {
        var list = root.Member("functions")!.Value;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > OpenAiLimits.MaxTools)
            throw JsonReading.Wrong("functions", $"a list of at most {OpenAiLimits.MaxTools} functions");
        options.Tools = [.. list.EnumerateArray().Select((function, n) => Function(function, $"functions[{n}]"))];
        if (options.Tools.Count == 0) options.Tools = null;
        // The old form has place for one.
        options.AllowMultipleToolCalls = options.Tools is null ? null : false;
        if (root.Member("function_call") is not { } choice) return;
        options.ToolMode = choice.ValueKind == JsonValueKind.String
            ? choice.GetString() switch
            {
                "none" => ChatToolMode.None,
                "auto" => ChatToolMode.Auto,
                _ => throw JsonReading.Wrong("function_call", "none, auto or a function"),
            }
            : Required(choice.Object("function_call").Text("name", "function_call."), options.Tools, "function_call.name");
    }

    private static List<string>? Stops(JsonElement root)
    {
        if (root.Member("stop") is not { } stop) return null;
        var stops = stop.ValueKind switch
        {
            JsonValueKind.String => [stop.GetString()!],
            JsonValueKind.Array when stop.EnumerateArray().All(s => s.ValueKind == JsonValueKind.String) =>
                stop.EnumerateArray().Select(s => s.GetString()!).ToList(),
            _ => throw JsonReading.Wrong("stop", "a string or a list of strings"),
        };
        return stops.Count <= OpenAiLimits.MaxStops && stops.TrueForAll(s => s.Length <= MaxStopLength)
            ? stops.Count == 0 ? null : stops
            : throw JsonReading.Wrong("stop", $"at most {OpenAiLimits.MaxStops} strings of at most {MaxStopLength} characters");
    }

    private static List<AITool>? Tools(JsonElement root)
    {
        if (root.Member("tools") is not { } list) return null;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > OpenAiLimits.MaxTools)
            throw JsonReading.Wrong("tools", $"a list of at most {OpenAiLimits.MaxTools} tools");
        var tools = new List<AITool>(list.GetArrayLength());
        foreach (var tool in list.EnumerateArray())
        {
            var path = $"tools[{tools.Count}]";
            switch (tool.Object(path).Text("type", path + "."))
            {
                case "function":
                    var function = tool.Member("function") ?? throw JsonReading.Missing(path + ".function");
                    tools.Add(Function(function, path + ".function", tool.Member(RequestMembers.CacheControl)));
                    break;
                case "custom":
                    tools.Add(Custom(tool.Member("custom") ?? throw JsonReading.Missing(path + ".custom"), path + ".custom"));
                    break;
                default:
                    throw new OpenAiRequestException($"'{path}.type' must be function or custom.", path + ".type", "unsupported_tool");
            }
        }

        return tools.Count == 0 ? null : tools;
    }

    /// <param name="cache">Where Anthropic's cache of the prompt may end.</param>
    private static Declaration Function(JsonElement function, string path, JsonElement? cache = null)
    {
        var name = Name(function, path);
        var parameters = function.Member("parameters")?.Object(path + ".parameters").Clone() ?? s_noParameters;
        return new Declaration(
            name, function.Text("description", path + ".") ?? "", parameters, function.Flag("strict", path + ".") == true,
            (cache ?? function.Member(RequestMembers.CacheControl))?.Clone());
    }

    private static CustomTool Custom(JsonElement custom, string path) =>
        new(Name(custom, path), custom.Text("description", path + ".") ?? "", custom.Clone());

    private static string Name(JsonElement tool, string path)
    {
        var name = tool.Object(path).Text("name", path + ".");
        return !string.IsNullOrEmpty(name) && name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? name
            : throw JsonReading.Wrong(path + ".name", "1 to 64 letters, digits, underscores or dashes");
    }

    private static ChatToolMode? ToolMode(JsonElement root, ChatOptions options)
    {
        if (root.Member("tool_choice") is not { } choice) return null;
        var tools = options.Tools;
        if (choice.ValueKind == JsonValueKind.String) return Mode(choice.GetString(), tools, "tool_choice");
        if (choice.Object("tool_choice").Text("type", "tool_choice.") == RequestMembers.AllowedTools)
        {
            const string path = "tool_choice.allowed_tools";
            var allowed = choice.Member(RequestMembers.AllowedTools)?.Object(path) ?? choice;
            if (allowed.Member("tools") is not { ValueKind: JsonValueKind.Array } list) throw JsonReading.Missing(path + ".tools");
            foreach (var tool in list.EnumerateArray()) Required(NameOf(tool), tools, path + ".tools");
            (options.AdditionalProperties ??= [])[RequestMembers.AllowedTools] = allowed.Clone();
            return Mode(allowed.Text("mode", path + ".") ?? "auto", tools, path + ".mode");
        }

        var kind = choice.Text("type", "tool_choice.") == "custom" ? "custom" : "function";
        return Required(NameOf(choice), tools, $"tool_choice.{kind}.name");
    }

    private static ChatToolMode Mode(string? word, IList<AITool>? tools, string path) => word switch
    {
        "none" => ChatToolMode.None,
        "auto" => ChatToolMode.Auto,
        "required" or "any" when tools is not null => ChatToolMode.RequireAny,
        "required" or "any" => throw new OpenAiRequestException($"'{path}' is {word}, but there are no 'tools'.", path),
        _ => throw JsonReading.Wrong(path, "none, auto, required or a function"),
    };

    private static RequiredChatToolMode Required(string? name, IList<AITool>? tools, string path)
    {
        if (name is null) throw JsonReading.Missing(path);
        return tools?.Any(t => t.Name == name) == true
            ? ChatToolMode.RequireSpecific(name)
            : throw new OpenAiRequestException($"'{path}' must be one of the 'tools'.", path);
    }

    /// <summary>The name within "function" or "custom", or beside the type.</summary>
    private static string? NameOf(JsonElement tool)
    {
        if (tool.ValueKind != JsonValueKind.Object) return null;
        return (tool.Member("function") ?? tool.Member("custom") ?? tool) is { ValueKind: JsonValueKind.Object } inner
            ? inner.Text("name", "tool_choice.function.")
            : null;
    }

    private static void ReadFormat(JsonElement root, ChatOptions options)
    {
        if (root.Member("response_format") is not { } format) return;
        switch (format.Object("response_format").Text("type", "response_format."))
        {
            case "text":
                options.ResponseFormat = ChatResponseFormat.Text;
                break;
            case "json_object":
                options.ResponseFormat = ChatResponseFormat.Json;
                break;
            case "json_schema":
                var schema = format.Member("json_schema")?.Object("response_format.json_schema")
                    ?? throw JsonReading.Missing("response_format.json_schema");
                if (schema.Member("schema")?.Object("response_format.json_schema.schema") is { } shape)
                {
                    options.ResponseFormat = ChatResponseFormat.ForJsonSchema(
                        shape.Clone(),
                        schema.Text("name", "response_format.json_schema.") ?? "answer",
                        schema.Text("description", "response_format.json_schema."));
                }
                else
                {
                    options.ResponseFormat = ChatResponseFormat.Json;
                    (options.AdditionalProperties ??= [])[RequestMembers.JsonSchema] = schema.Clone();
                }

                if (schema.Flag("strict", "response_format.json_schema.") == true) (options.AdditionalProperties ??= [])["strict"] = true;
                break;
            default:
                throw JsonReading.Wrong("response_format.type", "text, json_object or json_schema");
        }
    }

    private static ReasoningOptions? Reasoning(JsonElement root) => root.Text(RequestMembers.Effort) switch
    {
        null => null,
        "none" => new ReasoningOptions { Effort = ReasoningEffort.None },
        "minimal" or "low" => new ReasoningOptions { Effort = ReasoningEffort.Low },
        "medium" => new ReasoningOptions { Effort = ReasoningEffort.Medium },
        "high" => new ReasoningOptions { Effort = ReasoningEffort.High },
        "xhigh" or "max" => new ReasoningOptions { Effort = ReasoningEffort.ExtraHigh },
        // A word of one provider, which judges it.
        { Length: > 0 and <= 20 } word when word.All(char.IsAsciiLetterLower) => null,
        _ => throw JsonReading.Wrong(RequestMembers.Effort, "none, minimal, low, medium, high, xhigh or max"),
    };

    /// <summary>Members that go to the providers that have them, as they are.</summary>
    private static void ReadOthers(JsonElement root, ChatOptions options)
    {
        if (root.Text(RequestMembers.Effort) is { } effort) (options.AdditionalProperties ??= [])[RequestMembers.Effort] = effort;
        if (root.Whole(RequestMembers.TopLogProbs, 0, 20) is not null && root.Flag(RequestMembers.LogProbs) != true)
            throw new OpenAiRequestException("'top_logprobs' needs 'logprobs' to be true.", RequestMembers.TopLogProbs);
        foreach (var name in RequestMembers.All)
        {
            if (root.Member(name) is { } value && !IsNothing(name, value)) (options.AdditionalProperties ??= [])[name] = value.Clone();
        }
    }

    private static bool IsNothing(string name, JsonElement value) =>
        (name == RequestMembers.LogProbs && value.ValueKind == JsonValueKind.False)
        || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any() && name != RequestMembers.WebSearch);

    /// <summary>A tool that the caller runs, as the caller described it.</summary>
    private sealed class Declaration(string name, string description, JsonElement schema, bool strict, JsonElement? cache)
        : AIFunctionDeclaration
    {
        private static readonly IReadOnlyDictionary<string, object?> s_strict = new Dictionary<string, object?> { ["strict"] = true };
        private static readonly IReadOnlyDictionary<string, object?> s_plain = new Dictionary<string, object?>();

        public override string Name => name;

        public override string Description => description;

        public override JsonElement JsonSchema => schema;

        // The OpenAI client reads "strict" from here.
        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = cache is null
            ? strict ? s_strict : s_plain
            : new Dictionary<string, object?> { [RequestMembers.Strict] = strict, [RequestMembers.CacheControl] = cache };
    }
}
