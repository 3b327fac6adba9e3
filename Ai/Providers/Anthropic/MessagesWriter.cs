using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.Providers.ChatCompletions;

namespace ObsidianVault.Ai.Providers.Anthropic;

/// <summary>Writes a request to Anthropic's messages API, which refuses empty texts, and turns that do not alternate.</summary>
internal sealed class MessagesWriter(Dialect dialect, string model, IReadOnlySet<string> refused)
{
    /// <summary>The least budget for thinking that the API takes.</summary>
    private const int LeastBudget = 1_024;

    public ReadOnlyMemory<byte> Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        options ??= new ChatOptions();
        var turns = Turns.Of(Conversation.For(dialect, messages));
        var output = new ArrayBufferWriter<byte>(2_048);
        using var json = new Utf8JsonWriter(output, RequestWriter.Json);
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteNumber("max_tokens"u8, options.MaxOutputTokens ?? 4_096);
        var writer = new BlockWriter(json);
        WriteSystem(json, writer, messages, options.Instructions);
        json.WriteStartArray("messages"u8);
        foreach (var turn in turns) writer.Write(turn);
        json.WriteEndArray();
        if (stream) json.WriteBoolean("stream"u8, value: true);
        if (options.StopSequences?.Where(s => !string.IsNullOrWhiteSpace(s)).ToList() is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop_sequences"u8);
            foreach (var stop in stops) json.WriteStringValue(stop);
            json.WriteEndArray();
        }

        WriteTools(json, writer, options);
        writer.WriteCacheControl(options.AdditionalProperties);
        WriteThinking(json, options, turns);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    /// <summary>One text; or one block each, where the cache of the prompt may end within them.</summary>
    private static void WriteSystem(Utf8JsonWriter json, BlockWriter writer, IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        var texts = messages.Where(m => m.Role == ChatRole.System).SelectMany(m => m.Contents).OfType<TextContent>()
            .Where(t => !string.IsNullOrWhiteSpace(t.Text)).ToList();
        if (!texts.Exists(t => t.AdditionalProperties?.ContainsKey(RequestMembers.CacheControl) == true))
        {
            var system = string.Join("\n\n", messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text)
                .Where(t => !string.IsNullOrWhiteSpace(t)));
            if (instructions is { Length: > 0 }) system = system.Length == 0 ? instructions : $"{instructions}\n\n{system}";
            if (system.Length > 0) json.WriteString("system"u8, system);
            return;
        }

        json.WriteStartArray("system"u8);
        if (instructions is { Length: > 0 }) writer.WriteText(instructions);
        foreach (var text in texts) writer.WriteText(text.Text, text);
        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, BlockWriter writer, ChatOptions options)
    {
        var tools = options.Tools?.OfType<AIFunctionDeclaration>().ToList() ?? [];
        if (options.AdditionalProperties?.GetValueOrDefault(RequestMembers.AllowedTools) is JsonElement allowed)
            tools = [.. tools.Where(t => ToolWriter.IsIn(allowed, t.Name))];
        if (tools.Count == 0) return;
        json.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, tool.Name);
            if (!string.IsNullOrWhiteSpace(tool.Description)) json.WriteString("description"u8, tool.Description);
            json.WritePropertyName("input_schema"u8);
            WriteSchema(json, tool.JsonSchema);
            writer.WriteCacheControl(tool.AdditionalProperties);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        var (type, name) = options.ToolMode switch
        {
            RequiredChatToolMode { RequiredFunctionName: { } one } => ("tool", one),
            RequiredChatToolMode => ("any", null),
            NoneChatToolMode => ("none", null),
            AutoChatToolMode => ("auto", null),
            _ => (options.AllowMultipleToolCalls is null ? null : "auto", null),
        };
        if (type is null) return;
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, type);
        if (name is not null) json.WriteString("name"u8, name);
        if (options.AllowMultipleToolCalls == false && type != "none") json.WriteBoolean("disable_parallel_tool_use"u8, value: true);
        json.WriteEndObject();
    }

    /// <summary>The input of a tool is an object, and the schema has to say so.</summary>
    private static void WriteSchema(Utf8JsonWriter json, JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out _))
        {
            schema.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "object"u8);
        if (schema.ValueKind == JsonValueKind.Object)
            foreach (var member in schema.EnumerateObject()) member.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>As the caller wrote it, or else from how hard to think.</summary>
    private void WriteThinking(Utf8JsonWriter json, ChatOptions options, IReadOnlyList<Turn> turns)
    {
        if (refused.Contains("thinking")) return;
        if (options.AdditionalProperties?.GetValueOrDefault("thinking") is JsonElement own)
        {
            json.WritePropertyName("thinking"u8);
            own.WriteTo(json);
            return;
        }

        var share = RequestMembers.EffortOf(options) switch
        {
            "low" => 8,
            "medium" => 4,
            "high" or "xhigh" or "max" => 2,
            _ => 0,
        };
        // It cannot think where a call is forced, nor go on from calls whose thoughts did not come back.
        if (share == 0 || options.ToolMode is RequiredChatToolMode || Turns.LacksThoughts(turns)) return;
        var budget = (options.MaxOutputTokens ?? 4_096) / share;
        if (budget < LeastBudget) return;
        json.WriteStartObject("thinking"u8);
        json.WriteString("type"u8, "enabled"u8);
        json.WriteNumber("budget_tokens"u8, budget);
        json.WriteEndObject();
    }
}
