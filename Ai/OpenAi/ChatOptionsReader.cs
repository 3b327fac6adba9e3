using System.Text.Json;
using Microsoft.Extensions.AI;

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
        options.ToolMode = ToolMode(root, options.Tools);
        ReadFormat(root, options);
        return options;
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
            if (tool.Object(path).Text("type", path + ".") != "function")
                throw new OpenAiRequestException($"'{path}.type' must be function.", path + ".type", "unsupported_tool");
            if (tool.Member("function") is not { } function) throw JsonReading.Missing(path + ".function");
            path += ".function";
            var name = function.Object(path).Text("name", path + ".");
            if (string.IsNullOrEmpty(name) || name.Length > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                throw JsonReading.Wrong(path + ".name", "1 to 64 letters, digits, underscores or dashes");
            var parameters = function.Member("parameters")?.Object(path + ".parameters").Clone() ?? s_noParameters;
            tools.Add(new Declaration(
                name, function.Text("description", path + ".") ?? "", parameters, function.Flag("strict", path + ".") == true));
        }

        return tools.Count == 0 ? null : tools;
    }

    private static ChatToolMode? ToolMode(JsonElement root, IList<AITool>? tools)
    {
        if (root.Member("tool_choice") is not { } choice) return null;
        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.GetString() switch
            {
                "none" => ChatToolMode.None,
                "auto" => ChatToolMode.Auto,
                "required" when tools is not null => ChatToolMode.RequireAny,
                "required" => throw new OpenAiRequestException("'tool_choice' is required, but there are no 'tools'.", "tool_choice"),
                _ => throw JsonReading.Wrong("tool_choice", "none, auto, required or a function"),
            };
        }

        var name = choice.Object("tool_choice").Member("function")?.Object("tool_choice.function").Text("name", "tool_choice.function.");
        if (name is null) throw JsonReading.Missing("tool_choice.function.name");
        return tools?.Any(t => t.Name == name) == true
            ? ChatToolMode.RequireSpecific(name)
            : throw new OpenAiRequestException("'tool_choice.function.name' must be one of the 'tools'.", "tool_choice.function.name");
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
                if (schema.Member("schema")?.Object("response_format.json_schema.schema") is not { } shape)
                    throw JsonReading.Missing("response_format.json_schema.schema");
                var name = schema.Text("name", "response_format.json_schema.")
                    ?? throw JsonReading.Missing("response_format.json_schema.name");
                options.ResponseFormat = ChatResponseFormat.ForJsonSchema(
                    shape.Clone(), name, schema.Text("description", "response_format.json_schema."));
                if (schema.Flag("strict", "response_format.json_schema.") == true) (options.AdditionalProperties ??= [])["strict"] = true;
                break;
            default:
                throw JsonReading.Wrong("response_format.type", "text, json_object or json_schema");
        }
    }

    private static ReasoningOptions? Reasoning(JsonElement root) => root.Text("reasoning_effort") switch
    {
        null => null,
        "none" => new ReasoningOptions { Effort = ReasoningEffort.None },
        "minimal" or "low" => new ReasoningOptions { Effort = ReasoningEffort.Low },
        "medium" => new ReasoningOptions { Effort = ReasoningEffort.Medium },
        "high" => new ReasoningOptions { Effort = ReasoningEffort.High },
        "xhigh" => new ReasoningOptions { Effort = ReasoningEffort.ExtraHigh },
        _ => throw JsonReading.Wrong("reasoning_effort", "none, minimal, low, medium, high or xhigh"),
    };

    /// <summary>A tool that the caller runs, as the caller described it.</summary>
    private sealed class Declaration(string name, string description, JsonElement schema, bool strict) : AIFunctionDeclaration
    {
        private static readonly IReadOnlyDictionary<string, object?> s_strict = new Dictionary<string, object?> { ["strict"] = true };
        private static readonly IReadOnlyDictionary<string, object?> s_plain = new Dictionary<string, object?>();

        public override string Name => name;

        public override string Description => description;

        public override JsonElement JsonSchema => schema;

        // The OpenAI client reads "strict" from here.
        public override IReadOnlyDictionary<string, object?> AdditionalProperties => strict ? s_strict : s_plain;
    }
}
