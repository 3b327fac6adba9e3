using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>Writes the tools of a request, and which of them the model may call.</summary>
internal sealed class ToolWriter(Utf8JsonWriter json, Dialect dialect, Func<string, bool> sends)
{
    public void Write(ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } tools) return;
        var allowed = options.AdditionalProperties?.GetValueOrDefault(RequestMembers.AllowedTools) as JsonElement?;
        // OpenAI takes the list of allowed tools beside all of them, so that its cache of the prompt holds. The others get these alone.
        var isNative = allowed is not null && dialect.Has.Contains(RequestMembers.AllowedTools);
        if (allowed is { } list && !isNative) tools = [.. tools.Where(t => IsIn(list, t.Name))];
        json.WriteStartArray("tools"u8);
        foreach (var tool in tools) WriteTool(tool);
        json.WriteEndArray();
        if (isNative)
        {
            json.WriteStartObject("tool_choice"u8);
            json.WriteString("type"u8, RequestMembers.AllowedTools);
            json.WritePropertyName(RequestMembers.AllowedTools);
            allowed!.Value.WriteTo(json);
            json.WriteEndObject();
        }
        else WriteChoice(options.ToolMode, tools);
        if (options.AllowMultipleToolCalls is { } several && sends("parallel_tool_calls"))
            json.WriteBoolean("parallel_tool_calls"u8, several);
    }

    private void WriteTool(AITool tool)
    {
        json.WriteStartObject();
        if (tool is CustomTool custom)
        {
            json.WriteString("type"u8, "custom"u8);
            json.WritePropertyName("custom"u8);
            custom.Definition.WriteTo(json);
            json.WriteEndObject();
            return;
        }

        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, tool.Name);
        if (tool.Description.Length > 0) json.WriteString("description"u8, tool.Description);
        if (tool is AIFunctionDeclaration function)
        {
            json.WritePropertyName("parameters"u8);
            SchemaWriter.Write(json, function.JsonSchema, dialect);
        }

        if (tool.AdditionalProperties.GetValueOrDefault(RequestMembers.Strict) is true && sends(RequestMembers.Strict))
            json.WriteBoolean("strict"u8, value: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteChoice(ChatToolMode? mode, IList<AITool> tools)
    {
        switch (mode)
        {
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                var isCustom = tools.Any(t => t is CustomTool && t.Name == name);
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, isCustom ? "custom"u8 : "function"u8);
                json.WriteStartObject(isCustom ? "custom"u8 : "function"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                json.WriteString("tool_choice"u8, "required"u8);
                break;
            case NoneChatToolMode:
                json.WriteString("tool_choice"u8, "none"u8);
                break;
            case AutoChatToolMode:
                json.WriteString("tool_choice"u8, "auto"u8);
                break;
            default:
                break;
        }
    }

    internal static bool IsIn(JsonElement allowed, string name) =>
        allowed.TryGetProperty("tools", out var tools)
        && tools.ValueKind == JsonValueKind.Array
        && tools.EnumerateArray().Any(t => NameOf(t) == name);

    internal static string? NameOf(JsonElement tool)
    {
        if (tool.ValueKind != JsonValueKind.Object) return null;
        foreach (var kind in (ReadOnlySpan<string>)["function", "custom"])
            if (tool.TryGetProperty(kind, out var inner) && inner.ValueKind == JsonValueKind.Object) tool = inner;
        return tool.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
    }
}
