using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>A tool as the client named it.</summary>
/// <param name="Namespace">The group it belongs to, or null.</param>
/// <param name="IsCustom">Whether its input is free text.</param>
internal sealed record ResponseTool(string Name, string? Namespace, bool IsCustom);

/// <summary>
/// The tools of a request as functions of a chat request, and back: groups become part of the name, free text becomes a function with
/// one string. Tools that the service itself would have to run are refused by name, except for a web search beside others.
/// </summary>
internal sealed class ResponseTools
{
    private const string FreeText =
        """
        {"type":"object","properties":{"input":{"type":"string","description":"The whole free-form text."}},
         "required":["input"],"additionalProperties":false}
        """;

    private readonly Dictionary<string, ResponseTool> _byUpstreamName = new(StringComparer.Ordinal);

    /// <summary>The <c>tools</c> of the chat request.</summary>
    public JsonArray Functions { get; } = [];

    /// <summary>The tools as the answer shows them: without those that were left out.</summary>
    public JsonArray Shown { get; } = [];

    /// <summary>The types that were left out.</summary>
    public List<string> Dropped { get; } = [];

    /// <exception cref="OpenAiRequestException">A tool is invalid or not supported.</exception>
    public void Add(JsonElement list, string path)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > OpenAiLimits.MaxTools)
            throw JsonReading.Wrong(path, $"a list of at most {OpenAiLimits.MaxTools} tools");
        var n = 0;
        foreach (var tool in list.EnumerateArray()) AddTool(tool, $"{path}[{n++}]");
        if (Functions.Count > OpenAiLimits.MaxTools)
            throw JsonReading.Wrong(path, $"at most {OpenAiLimits.MaxTools} tools, with those of groups");
    }

    /// <summary>The name that the provider knows it by.</summary>
    public string UpstreamName(string name, string? group)
    {
        foreach (var (upstream, tool) in _byUpstreamName)
            if (tool.Name == name && (tool.Namespace == group || group is null or "functions")) return upstream;
        return Fit(group is null ? name : $"{group}__{name}");
    }

    /// <summary>What the client calls it; a name that nobody gave is shown as it is.</summary>
    public ResponseTool Of(string upstreamName) =>
        _byUpstreamName.GetValueOrDefault(upstreamName) ?? new ResponseTool(upstreamName, null, false);

    /// <summary>The <c>tool_choice</c> of the chat request. Leaves only the allowed tools, if the client says which.</summary>
    public JsonNode? Choice(JsonElement choice)
    {
        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.GetString() switch
            {
                "none" or "auto" => choice.GetString(),
                "required" when Functions.Count > 0 => "required",
                "required" => throw new OpenAiRequestException("'tool_choice' is required, but there are no 'tools'.", "tool_choice"),
                _ => throw JsonReading.Wrong("tool_choice", "none, auto, required, a tool or allowed_tools"),
            };
        }

        switch (choice.Object("tool_choice").Text("type", "tool_choice."))
        {
            case "function" or "custom":
                var name = choice.Text("name", "tool_choice.") ?? choice.Member("function")?.Object("tool_choice.function").Text("name")
                    ?? throw JsonReading.Missing("tool_choice.name");
                return Named(Known(name, "tool_choice.name"));
            case "allowed_tools":
                return Allowed(choice);
            case var type:
                throw new OpenAiRequestException(
                    $"'tool_choice.type' is '{type}'; only function, custom and allowed_tools are possible.",
                    "tool_choice.type", "unsupported_tool");
        }
    }

    private static JsonObject Named(string upstream) =>
        new() { ["type"] = "function", ["function"] = new JsonObject { ["name"] = upstream } };

    private JsonNode Allowed(JsonElement choice)
    {
        if (choice.Member("tools") is not { ValueKind: JsonValueKind.Array } list) throw JsonReading.Missing("tool_choice.tools");
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        var n = 0;
        foreach (var tool in list.EnumerateArray())
        {
            var path = $"tool_choice.tools[{n++}]";
            var type = tool.Object(path).Text("type", path + ".");
            if (type is "function" or "custom")
                allowed.Add(Known(tool.Text("name", path + ".") ?? throw JsonReading.Missing(path + ".name"), path));
            else if (!Dropped.Contains(type ?? "")) throw JsonReading.Wrong(path, "one of the 'tools'");
        }

        for (var i = Functions.Count - 1; i >= 0; i--)
            if (!allowed.Contains(Functions[i]!["function"]!["name"]!.GetValue<string>())) Functions.RemoveAt(i);
        return choice.Text("mode", "tool_choice.") switch
        {
            "auto" or null => "auto",
            "required" => "required",
            _ => throw JsonReading.Wrong("tool_choice.mode", "auto or required"),
        };
    }

    private string Known(string name, string path) =>
        _byUpstreamName.FirstOrDefault(tool => tool.Value.Name == name).Key
        ?? throw new OpenAiRequestException($"'{path}' must be one of the 'tools'.", path);

    private void AddTool(JsonElement tool, string path)
    {
        var type = tool.Object(path).Text("type", path + ".") ?? throw JsonReading.Missing(path + ".type");
        switch (type)
        {
            case "function" or "custom":
                AddOne(tool, path, type == "custom", group: null, about: null);
                break;
            case "namespace":
                AddGroup(tool, path);
                break;
            case var search when search == "tool_search" || search.StartsWith("web_search", StringComparison.Ordinal):
                // Agents add it on their own; the others work without it. The answer does not list it.
                Dropped.Add(type);
                return;
            default:
                throw new OpenAiRequestException(
                    $"'{path}.type' is '{(type.Length <= 40 ? type : type[..40])}'; only function, custom and namespace are supported: "
                    + "this service runs no tools itself.", path + ".type", "unsupported_tool");
        }

        Shown.Add(ResponseJson.Node(tool));
    }

    private void AddGroup(JsonElement tool, string path)
    {
        var name = tool.Text("name", path + ".") ?? throw JsonReading.Missing(path + ".name");
        if (tool.Member("tools") is not { ValueKind: JsonValueKind.Array } list) throw JsonReading.Missing(path + ".tools");
        var n = 0;
        foreach (var one in list.EnumerateArray())
        {
            var at = $"{path}.tools[{n++}]";
            var type = one.Object(at).Text("type", at + ".");
            if (type is not ("function" or "custom"))
                throw new OpenAiRequestException($"'{at}.type' must be function or custom.", at + ".type", "unsupported_tool");
            AddOne(one, at, type == "custom", name, tool.Text("description", path + "."));
        }
    }

    private void AddOne(JsonElement tool, string path, bool isCustom, string? group, string? about)
    {
        var name = tool.Text("name", path + ".");
        if (string.IsNullOrEmpty(name) || name.Length > OpenAiLimits.MaxNameLength) throw JsonReading.Wrong(path + ".name", "a name");
        var upstream = Fit(group is null ? name : $"{group}__{name}");
        if (!_byUpstreamName.TryAdd(upstream, new ResponseTool(name, group, isCustom)))
            throw new OpenAiRequestException($"'{path}.name': there are two tools named {name}.", path + ".name");
        var description = tool.Text("description", path + ".") ?? "";
        if (!string.IsNullOrEmpty(about)) description = $"{about}\n{description}";
        var function = new JsonObject { ["name"] = upstream };
        if (isCustom)
        {
            description += "\nPut the whole free-form text into `input`.";
            if (tool.Member("format") is { } format && format.Object(path + ".format").Text("definition") is { } grammar)
                description += $"\nIt follows this {format.Text("syntax")} grammar:\n{grammar}";
            function["parameters"] = JsonNode.Parse(FreeText);
        }
        else
        {
            if (tool.Member("parameters") is { } parameters)
                function["parameters"] = ResponseJson.Node(parameters.Object(path + ".parameters"));
            if (tool.Member("strict") is { ValueKind: JsonValueKind.True }) function["strict"] = true;
        }

        function["description"] = description;
        Functions.Add(new JsonObject { ["type"] = "function", ["function"] = function });
    }

    /// <summary>At most 64 letters, digits, underscores and dashes; a name that has to change stays unique.</summary>
    private static string Fit(string name)
    {
        if (name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')) return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return $"{plain[..Math.Min(plain.Length, 55)]}_{hash}";
    }
}
