using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>Writes one answer in OpenAI's format: whole, or chunk by chunk as server-sent events.</summary>
/// <param name="id">The request's id.</param>
/// <param name="created">Seconds since 1970.</param>
/// <param name="includeUsage">Whether a stream ends with a usage chunk.</param>
/// <param name="numbered">Whether each event has an id, from 1.</param>
/// <param name="functions">Whether a call is the old function_call, for a request with functions.</param>
/// <param name="tier">What is said of the service tier if the provider says nothing; null: nothing.</param>
public sealed class ChatWriter(
    string id, long created, bool includeUsage, bool numbered = false, bool functions = false, string? tier = null) : IDisposable
{
    private static readonly ConcurrentDictionary<(string Provider, string Model), string> s_fingerprints = new();
    private static readonly JsonWriterOptions s_json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
    private byte[]? _head;
    private Utf8JsonWriter? _writer;
    private readonly HashSet<int> _custom = [];
    private bool _hasRole;
    private bool _hasCalls;
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
        json.WriteString("system_fingerprint"u8, answer.Fingerprint ?? Fingerprint(answer.Provider, answer.Model));
        if ((answer.ServiceTier ?? tier) is { } served) json.WriteString("service_tier"u8, served);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        var contents = answer.Messages.SelectMany(m => m.Contents).ToList();
        var calls = contents.OfType<FunctionCallContent>().ToList();
        var text = string.Concat(contents.Where(c => !c.IsRefusal()).OfType<TextContent>().Select(c => c.Text));
        var refusal = string.Concat(contents.Where(c => c.IsRefusal()).OfType<TextContent>().Select(c => c.Text));
        if (text.Length == 0 && (calls.Count > 0 || refusal.Length > 0)) json.WriteNull("content"u8);
        else json.WriteString("content"u8, text);
        if (refusal.Length > 0) json.WriteString("refusal"u8, refusal);
        else json.WriteNull("refusal"u8);
        ReasoningWriter.Write(json, contents.OfType<TextReasoningContent>());
        foreach (var content in contents.OfType<TextContent>()) WriteOwn(json, content);
        if (calls.Count > 0 && functions)
        {
            json.WriteStartObject("function_call"u8);
            json.WriteString("name"u8, calls[0].Name);
            json.WriteString("arguments"u8, calls[0].ArgumentsText());
            json.WriteEndObject();
        }
        else if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in calls) WriteToolCall(json, call);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        WriteLogProbs(json, contents.Find(c => LogProbs(c) is not null));
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
            _head ??= Head(chunk);
            Begin(output);
            var json = Writer(output);
            WriteDelta(json, chunk.Update);
            WriteLogProbs(json, Find(chunk.Update, static c => LogProbs(c) is not null));
            json.Flush();
            output.Write(",\"finish_reason\":null}]"u8);
            // No "usage": null, which some clients refuse, and none needs.
            output.Write("}\n\n"u8);
        }

        if (chunk.Completed is not { } answer) return;
        _head ??= Head(chunk);
        WriteEnd(output, answer);
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
        Begin(output);
        output.Write("{},\"logprobs\":null,\"finish_reason\":\""u8);
        Write(output, FinishReason(answer, _hasCalls));
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
        output.Write("}\n\n"u8);
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
    private void Begin(IBufferWriter<byte> output)
    {
        Number(output);
        output.Write(_head);
        output.Write("{\"index\":0,\"delta\":"u8);
    }

    private byte[] Head(AiChunk chunk)
    {
        var marks = chunk.Update.AdditionalProperties;
        var fingerprint = marks?.GetValueOrDefault(OwnProperties.Fingerprint) as string ?? Fingerprint(chunk.Provider, chunk.Model);
        var served = marks?.GetValueOrDefault(OwnProperties.Tier) as string ?? tier;
        var mark = served is null ? "" : $"\"service_tier\":{JsonSerializer.Serialize(served)},";
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"data: {{\"id\":\"chatcmpl-{id}\",\"object\":\"chat.completion.chunk\",\"created\":{created},"
            + $"\"model\":{JsonSerializer.Serialize(chunk.Model)},\"system_fingerprint\":{JsonSerializer.Serialize(fingerprint)},"
            + $"{mark}\"choices\":["));
    }

    /// <summary>Some clients refuse an answer without one: the same for the same model of the same provider.</summary>
    private static string Fingerprint(string provider, string model) => s_fingerprints.GetOrAdd(
        (provider, model),
        static of => "fp_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{of.Provider}/{of.Model}")))[..10]);

    private void Number(IBufferWriter<byte> output)
    {
        if (numbered) Write(output, string.Create(CultureInfo.InvariantCulture, $"id: {++_number}\n"));
    }

    private void WriteDelta(Utf8JsonWriter json, ChatResponseUpdate update)
    {
        json.WriteStartObject();
        string? text = null, refusal = null;
        foreach (var content in update.Contents)
        {
            if (content is not TextContent piece) continue;
            if (piece.IsRefusal()) refusal += piece.Text;
            else text += piece.Text;
        }

        var (call, several) = Calls(update);
        if (!_hasRole)
        {
            _hasRole = true;
            json.WriteString("role"u8, "assistant"u8);
            // An answer that begins with a call has no text, and one that begins with thoughts has none yet.
            if (text is null && (call is not null || refusal is not null)) json.WriteNull("content"u8);
            else if (text is null) json.WriteString("content"u8, ""u8);
        }

        if (text is not null) json.WriteString("content"u8, text);
        if (refusal is not null) json.WriteString("refusal"u8, refusal);
        if (Find(update, static c => c is TextReasoningContent) is not null)
            ReasoningWriter.Write(json, update.Contents.OfType<TextReasoningContent>());
        foreach (var content in update.Contents)
            if (content is TextContent { AdditionalProperties: not null }) WriteOwn(json, content);
        if (call is not null) WriteCalls(json, update, call, several);
        json.WriteEndObject();
    }

    private void WriteCalls(Utf8JsonWriter json, ChatResponseUpdate update, FunctionCallDelta first, bool several)
    {
        _hasCalls = true;
        if (functions)
        {
            // There was place for one.
            if (first.Index > 0) return;
            json.WriteStartObject("function_call"u8);
            if (first.Name is not null) json.WriteString("name"u8, first.Name);
            json.WriteString("arguments"u8, first.Arguments);
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray("tool_calls"u8);
        if (!several) WriteToolCall(json, first);
        else foreach (var delta in update.Contents.OfType<FunctionCallDelta>()) WriteToolCall(json, delta);
        json.WriteEndArray();
    }

    private static (FunctionCallDelta? First, bool Several) Calls(ChatResponseUpdate update)
    {
        FunctionCallDelta? first = null;
        foreach (var content in update.Contents)
        {
            if (content is not FunctionCallDelta delta) continue;
            if (first is not null) return (first, true);
            first = delta;
        }

        return (first, false);
    }

    private static bool HasContent(ChatResponseUpdate update) => Find(update, static content => content switch
    {
        TextContent text => text.Text.Length > 0 || text.AdditionalProperties is not null,
        TextReasoningContent thought => thought.Text.Length > 0 || thought.ProtectedData is not null,
        _ => content is FunctionCallDelta,
    }) is not null;

    private static AIContent? Find(ChatResponseUpdate update, Func<AIContent, bool> match)
    {
        foreach (var content in update.Contents)
            if (match(content)) return content;
        return null;
    }

    private static void WriteToolCall(Utf8JsonWriter json, FunctionCallContent call)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, call.CallId);
        WriteFunction(json, call.Name, call.ArgumentsText(), call.Text("type") == "custom", isFirst: true);
        WriteOwn(json, call);
        json.WriteEndObject();
    }

    private void WriteToolCall(Utf8JsonWriter json, FunctionCallDelta call)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, call.Index);
        if (call.CallId is not null) json.WriteString("id"u8, call.CallId);
        if (call.Text("type") == "custom") _custom.Add(call.Index);
        WriteFunction(json, call.Name, call.Arguments, _custom.Contains(call.Index), isFirst: call.CallId is not null);
        WriteOwn(json, call);
        json.WriteEndObject();
    }

    private static void WriteFunction(Utf8JsonWriter json, string? name, string arguments, bool isCustom, bool isFirst)
    {
        if (isFirst) json.WriteString("type"u8, isCustom ? "custom"u8 : "function"u8);
        json.WriteStartObject(isCustom ? "custom"u8 : "function"u8);
        if (name is not null) json.WriteString("name"u8, name);
        json.WriteString(isCustom ? "input"u8 : "arguments"u8, arguments);
        json.WriteEndObject();
    }

    /// <summary>What a provider put there for itself: the client sends it back with the message.</summary>
    private static void WriteOwn(Utf8JsonWriter json, AIContent content)
    {
        foreach (var (name, value) in content.AdditionalProperties ?? [])
        {
            if (value is not JsonElement element || !RequestMembers.Own.Contains(name)) continue;
            json.WritePropertyName(name);
            element.WriteTo(json);
        }
    }

    private static JsonElement? LogProbs(AIContent content) =>
        content.AdditionalProperties?.GetValueOrDefault(RequestMembers.LogProbs) as JsonElement?;

    private static void WriteLogProbs(Utf8JsonWriter json, AIContent? content)
    {
        if (content is null)
        {
            json.WriteNull("logprobs"u8);
            return;
        }

        json.WritePropertyName("logprobs"u8);
        LogProbs(content)!.Value.WriteTo(json);
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
    private string FinishReason(AiResponse answer, bool hasToolCalls) =>
        answer.FinishReason == ChatFinishReason.Length ? "length"
        : answer.FinishReason == ChatFinishReason.ContentFilter ? "content_filter"
        : answer.FinishReason == ChatFinishReason.ToolCalls || hasToolCalls ? functions ? "function_call" : "tool_calls"
        : "stop";

    private Utf8JsonWriter Writer(IBufferWriter<byte> output)
    {
        if (_writer is null) return _writer = new Utf8JsonWriter(output, s_json);
        _writer.Reset(output);
        return _writer;
    }

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
