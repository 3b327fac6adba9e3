using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>Writes one answer in OpenAI's format: whole, or chunk by chunk as server-sent events.</summary>
/// <param name="id">The request's id.</param>
/// <param name="created">Seconds since 1970.</param>
/// <param name="includeUsage">Whether a stream ends with a usage chunk.</param>
/// <param name="numbered">Whether each event has an id, from 1.</param>
public sealed class ChatWriter(string id, long created, bool includeUsage, bool numbered = false) : IDisposable
{
    private static readonly JsonWriterOptions s_json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
    private byte[]? _head;
    private Utf8JsonWriter? _writer;
    private bool _hasRole;
    private int _toolCalls;
    private long _number;

    /// <summary>Writes a whole answer.</summary>
    public void WriteAnswer(IBufferWriter<byte> output, AiResponse answer)
    {
        using var json = new Utf8JsonWriter(output, s_json);
        json.WriteStartObject();
        json.WriteString("id"u8, "chatcmpl-" + id);
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, created);
        json.WriteString("model"u8, answer.Model);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        var contents = answer.Messages.SelectMany(m => m.Contents).ToList();
        var text = string.Concat(contents.OfType<TextContent>().Select(c => c.Text));
        var calls = contents.OfType<FunctionCallContent>().ToList();
        if (text.Length == 0 && calls.Count > 0) json.WriteNull("content"u8);
        else json.WriteString("content"u8, text);
        json.WriteNull("refusal"u8);
        if (string.Concat(contents.OfType<TextReasoningContent>().Select(c => c.Text)) is { Length: > 0 } reasoning)
            json.WriteString("reasoning_content"u8, reasoning);
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in calls) WriteToolCall(json, call, index: null);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, FinishReason(answer, calls.Count > 0));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WritePropertyName("usage"u8);
        WriteUsage(json, answer.Usage);
        json.WriteEndObject();
    }

    /// <summary>Writes a chunk as an event; the last one also has the finish reason and, if requested, the usage.</summary>
    public void WriteChunk(IBufferWriter<byte> output, AiChunk chunk)
    {
        if (!_hasRole || HasContent(chunk.Update))
        {
            Begin(output, chunk.Model);
            var json = Writer(output);
            WriteDelta(json, chunk.Update);
            json.Flush();
            output.Write("""
                ,"logprobs":null,"finish_reason":null}]
                """u8);
            output.Write(includeUsage ? ",\"usage\":null}\n\n"u8 : "}\n\n"u8);
        }

        if (chunk.Completed is { } answer) WriteEnd(output, answer);
    }

    /// <summary>Writes the event that ends a successful stream.</summary>
    public void WriteDone(IBufferWriter<byte> output)
    {
        Number(output);
        output.Write("data: [DONE]\n\n"u8);
    }

    /// <summary>Writes the event that ends a failed stream. No "[DONE]" follows it.</summary>
    public static void WriteError(IBufferWriter<byte> output, OpenAiError error)
    {
        output.Write("event: error\ndata: "u8);
        error.Write(output);
        output.Write("\n\n"u8);
    }

    public void Dispose() => _writer?.Dispose();

    private void WriteEnd(IBufferWriter<byte> output, AiResponse answer)
    {
        Begin(output, answer.Model);
        output.Write("{},\"logprobs\":null,\"finish_reason\":\""u8);
        Write(output, FinishReason(answer, _toolCalls > 0));
        output.Write("\"}],\"vault\":"u8);
        var json = Writer(output);
        json.WriteStartObject();
        json.WriteString("provider"u8, answer.Provider);
        json.WriteString("model"u8, answer.Model);
        json.WriteNumber("cost"u8, answer.Cost);
        json.WriteBoolean("cached"u8, answer.IsCached);
        json.WriteNumber("attempts"u8, answer.Attempts);
        json.WriteEndObject();
        json.Flush();
        output.Write(includeUsage ? ",\"usage\":null}\n\n"u8 : "}\n\n"u8);
        if (!includeUsage) return;
        Number(output);
        output.Write(_head);
        output.Write("],\"usage\":"u8);
        json.Reset(output);
        WriteUsage(json, answer.Usage);
        json.Flush();
        output.Write("}\n\n"u8);
    }

    /// <summary>Writes an event up to its delta, which is the same for every event of a stream.</summary>
    private void Begin(IBufferWriter<byte> output, string model)
    {
        _head ??= Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"data: {{\"id\":\"chatcmpl-{id}\",\"object\":\"chat.completion.chunk\",\"created\":{created},"
            + $"\"model\":{JsonSerializer.Serialize(model)},\"choices\":["));
        Number(output);
        output.Write(_head);
        output.Write("{\"index\":0,\"delta\":"u8);
    }

    private void Number(IBufferWriter<byte> output)
    {
        if (numbered) Write(output, string.Create(CultureInfo.InvariantCulture, $"id: {++_number}\n"));
    }

    private void WriteDelta(Utf8JsonWriter json, ChatResponseUpdate update)
    {
        json.WriteStartObject();
        if (!_hasRole)
        {
            _hasRole = true;
            json.WriteString("role"u8, "assistant"u8);
            if (!update.Contents.OfType<TextContent>().Any()) json.WriteString("content"u8, ""u8);
        }

        string? text = null, reasoning = null;
        foreach (var content in update.Contents)
        {
            if (content is TextContent piece) text += piece.Text;
            else if (content is TextReasoningContent thought) reasoning += thought.Text;
        }

        if (text is not null) json.WriteString("content"u8, text);
        if (reasoning is not null) json.WriteString("reasoning_content"u8, reasoning);
        if (update.Contents.OfType<FunctionCallContent>().Any())
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in update.Contents.OfType<FunctionCallContent>()) WriteToolCall(json, call, _toolCalls++);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static bool HasContent(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is TextContent { Text.Length: > 0 } or TextReasoningContent { Text.Length: > 0 } or FunctionCallContent)
                return true;
        }

        return false;
    }

    private static void WriteToolCall(Utf8JsonWriter json, FunctionCallContent call, int? index)
    {
        json.WriteStartObject();
        if (index is { } number) json.WriteNumber("index"u8, number);
        json.WriteString("id"u8, call.CallId);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, call.Arguments is null ? "{}" : JsonSerializer.Serialize(call.Arguments));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static void WriteUsage(Utf8JsonWriter json, AiUsage usage)
    {
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens"u8, usage.Input);
        json.WriteNumber("completion_tokens"u8, usage.Output);
        json.WriteNumber("total_tokens"u8, usage.Total);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInput);
        json.WriteNumber("audio_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.Reasoning);
        json.WriteNumber("audio_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>One of OpenAI's finish reasons, since clients know no others.</summary>
    private static string FinishReason(AiResponse answer, bool hasToolCalls) =>
        answer.FinishReason == ChatFinishReason.Length ? "length"
        : answer.FinishReason == ChatFinishReason.ContentFilter ? "content_filter"
        : answer.FinishReason == ChatFinishReason.ToolCalls || hasToolCalls ? "tool_calls"
        : "stop";

    private Utf8JsonWriter Writer(IBufferWriter<byte> output)
    {
        if (_writer is null) return _writer = new Utf8JsonWriter(output, s_json);
        _writer.Reset(output);
        return _writer;
    }

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
