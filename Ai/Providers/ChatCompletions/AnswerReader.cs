using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>
/// Reads an answer of a chat completions API, whole or chunk by chunk, in any of the shapes that backends give it. It finds errors
/// wherever they are, and records the usage. One reader reads one answer.
/// </summary>
/// <param name="tools">The names of the request's tools.</param>
/// <param name="withLogProbs">Whether the caller asked for the probabilities of tokens.</param>
/// <param name="apart">Whether thoughts within the text are kept apart from it.</param>
internal sealed class AnswerReader(
    Dialect dialect, ProviderExchange exchange, RetryHint hint, IReadOnlyCollection<string> tools, bool withLogProbs, bool apart)
{
    private static readonly JsonReaderOptions s_json = new() { AllowMultipleValues = true, MaxDepth = 64 };

    /// <summary>What is longer is no name.</summary>
    private const int MaxMark = 100;

    private readonly CallPieces _calls = new(tools);
    private readonly TextPieces _text = new();
    private readonly TextPieces _refusal = new();
    private readonly TextPieces _reasoning = new();
    private readonly ThoughtFilter? _thoughts = apart ? new ThoughtFilter() : null;
    private List<AIContent> _contents = [];
    private ProviderHttpException? _failure;
    private bool _hasDelta;

    /// <summary>Why the answer ended; null if nothing said so.</summary>
    public ChatFinishReason? Finish { get; private set; }

    /// <summary>Whether there was a choice with anything in it.</summary>
    public bool HasOutput { get; private set; }

    /// <summary>What the provider said of the answer as a whole; null if nothing.</summary>
    public AdditionalPropertiesDictionary? Marks { get; private set; }

    /// <summary>Whether a complete message was read, rather than pieces of one.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The contents of an event; empty if it has none.</summary>
    /// <param name="isError">Whether the event says of itself that it is an error.</param>
    /// <exception cref="ProviderHttpException">It is an error, or its finish reason means that the provider failed.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public List<AIContent> Read(ReadOnlySpan<byte> json, bool isError = false)
    {
        if (isError) throw ErrorAnswer.Exception(dialect, 200, json, hint);
        // Python writes what JSON does not have.
        if (json.IndexOf("NaN"u8) >= 0 || json.IndexOf("Infinity"u8) >= 0) json = JsonRepair.WithoutNonNumbers(json);
        _contents = [];
        var reader = new Utf8JsonReader(json, s_json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject) ReadRoot(ref reader, json);
            // Gemini's errors are a list of one.
            else if (reader.TokenType == JsonTokenType.StartArray) continue;
            else if (reader.TokenType == JsonTokenType.String) throw ErrorAnswer.Exception(dialect, 200, json, hint);
        }

        return _contents;
    }

    /// <summary>What was held back until the end of the answer.</summary>
    /// <param name="isDone">Whether the stream said that it is complete.</param>
    public List<AIContent> End(bool isDone)
    {
        _contents = [];
        AddText(_text.End());
        if (_thoughts?.End() is { } rest) _contents.AddRange(rest);
        _contents.AddRange(_calls.End());
        // Some backends end with "[DONE]" alone, or send a whole answer without a reason.
        if (Finish is null && (isDone || IsWhole) && HasOutput) Finish = ChatFinishReason.Stop;
        // Some say "stop" also after calls.
        if (Finish == ChatFinishReason.Stop && _calls.Count > 0) Finish = ChatFinishReason.ToolCalls;
        return _contents;
    }

    private void ReadRoot(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        var (hasChoices, mayBeError) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        hasChoices = true;
                        if (reader.TokenType == JsonTokenType.StartObject) ReadChoice(ref reader, json);
                        else reader.Skip();
                    }
                }
                else reader.Skip();
            }
            else if (reader.ValueTextEquals("usage"u8)) ReadUsage(ref reader, json);
            else if (reader.ValueTextEquals("x_groq"u8)) exchange.Usage.TakeIn(WireJson.Value(ref reader, json));
            else if (reader.ValueTextEquals("response"u8)) ReadResponse(ref reader);
            else if (reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                mayBeError |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("service_tier"u8)) ReadMark(ref reader, OwnProperties.Tier);
            else if (reader.ValueTextEquals("system_fingerprint"u8)) ReadMark(ref reader, OwnProperties.Fingerprint);
            else if (IsErrorMember(ref reader))
            {
                reader.Read();
                mayBeError |= reader.TokenType != JsonTokenType.Null;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (_failure is not null) throw _failure;
        if (!mayBeError) return;
        var whole = json[start..(int)reader.BytesConsumed];
        var root = new Utf8JsonReader(whole);
        using var document = JsonDocument.ParseValue(ref root);
        if (ErrorAnswer.Is(document.RootElement, hasChoices)) throw ErrorAnswer.Exception(dialect, 200, whole, hint);
    }

    private void ReadMark(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length is 0 or > MaxMark) reader.Skip();
        else if (Marks?.ContainsKey(name) != true) (Marks ??= [])[name] = WireJson.Word(ref reader);
    }

    private static bool IsErrorMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("errors"u8) || reader.ValueTextEquals("detail"u8)
        || reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("code"u8) || reader.ValueTextEquals("base_resp"u8);

    /// <summary>Cloudflare's own format: the text alone.</summary>
    private void ReadResponse(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) AddText(_text.Next(ref reader));
        else reader.Skip();
    }

    private void ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var isFirst = true;
        string? logProbs = null;
        var before = _contents.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8) && isFirst) ReadMessage(ref reader, json, isWhole: false);
            else if (reader.ValueTextEquals("message"u8) && isFirst) ReadMessage(ref reader, json, isWhole: true);
            else if (reader.ValueTextEquals("finish_reason"u8) && isFirst) ReadFinish(ref reader);
            else if (reader.ValueTextEquals("text"u8) && isFirst)
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && !_hasDelta) AddText(_text.Next(ref reader));
                else reader.Skip();
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                isFirst = WireJson.Number(ref reader) is null or 0;
            }
            else if (reader.ValueTextEquals("usage"u8)) ReadUsage(ref reader, json);
            else if (reader.ValueTextEquals("logprobs"u8) && withLogProbs && isFirst)
            {
                var value = WireJson.Value(ref reader, json);
                if (!value.IsEmpty && value[0] == '{') logProbs = Encoding.UTF8.GetString(value);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (logProbs is null) return;
        if (_contents.Count == before || _contents[^1] is not TextContent) _contents.Add(new TextContent(""));
        (_contents[^1].AdditionalProperties ??= [])[RequestMembers.LogProbs] = JsonElement.Parse(logProbs);
    }

    private void ReadFinish(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            reader.Skip();
            return;
        }

        try
        {
            if (FinishWords.Read(reader.ValueSpan) is { } reason && (Finish is null || Finish == ChatFinishReason.Stop))
            {
                Finish = reason;
                HasOutput = true;
            }
        }
        catch (ProviderHttpException failure)
        {
            // The usage may come after it, and has to be paid.
            _failure ??= failure;
        }
    }

    private void ReadUsage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var value = WireJson.Value(ref reader, json);
        if (!value.IsEmpty && value[0] == '{') exchange.Usage.TakeUsage(value);
    }

    /// <summary>Reads a delta or a message.</summary>
    private void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool isWhole)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        // A message after deltas repeats them.
        var repeats = isWhole && _hasDelta;
        if (isWhole) IsWhole = !repeats;
        string? field = null, thought = null, details = null, blocks = null;
        Dictionary<string, object?>? own = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (repeats)
            {
                reader.Read();
                reader.Skip();
            }
            else if (reader.ValueTextEquals("content"u8)) ReadContent(ref reader, json, isWhole);
            else if (reader.ValueTextEquals("tool_calls"u8)) ReadCalls(ref reader, json, isWhole);
            else if (reader.ValueTextEquals("function_call"u8))
            {
                if (CallReader.ReadLegacy(ref reader, json) is { } piece) AddCall(piece, isWhole);
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String) AddRefusal(_refusal.Next(ref reader));
                else reader.Skip();
            }
            else if (ReasoningMember(ref reader) is { } name)
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || thought is { Length: > 0 }) reader.Skip();
                else (field, thought) = (name, _reasoning.Next(ref reader));
            }
            else if (reader.ValueTextEquals("reasoning_details"u8)) details = List(ref reader, json);
            else if (reader.ValueTextEquals("thinking_blocks"u8)) blocks = List(ref reader, json);
            else if (CallReader.OwnMember(ref reader) is { } member)
            {
                var value = WireJson.Value(ref reader, json);
                if (value is [(byte)'{' or (byte)'[', _, _, ..]) (own ??= [])[member] = JsonElement.Parse(value);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (!isWhole && _contents.Count > 0) _hasDelta = true;
        if (details is not null) AddReasoning(0, thought is { Length: > 0 } ? thought : TextOf(details), "reasoning_details", details);
        else if (blocks is not null) AddReasoning(0, thought is { Length: > 0 } ? thought : TextOf(blocks), "thinking_blocks", blocks);
        else if (thought is { Length: > 0 }) AddReasoning(0, thought, field!, null);
        if (own is null) return;
        if (_contents.Count == 0 || _contents[^1] is not TextContent) _contents.Add(new TextContent(""));
        foreach (var (name, value) in own) (_contents[^1].AdditionalProperties ??= [])[name] = value;
        HasOutput = true;
    }

    /// <summary>A text, or parts: of text, and of thoughts. Other parts cannot be given out as text.</summary>
    private void ReadContent(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool isWhole)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            AddText(_text.Next(ref reader));
            return;
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            // JSON that was not put into a string.
            AddText(Encoding.UTF8.GetString(WireJson.Slice(ref reader, json)));
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        var list = JsonElement.Parse(WireJson.Slice(ref reader, json));
        List<string>? thoughts = null;
        foreach (var part in list.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.String) AddText(Encoding.UTF8.GetString(RawText(part)));
            else if (part.ValueKind != JsonValueKind.Object) continue;
            else if (part.TryGetProperty("thinking", out var thinking)) (thoughts ??= []).Add(part.GetRawText());
            else if (part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
                AddText(_text.Next(RawText(text), RawText(text).Contains((byte)'\\')));
            else if (part.TryGetProperty("refusal", out var refusal) && refusal.ValueKind == JsonValueKind.String)
                AddRefusal(_refusal.Next(RawText(refusal), RawText(refusal).Contains((byte)'\\')));
        }

        if (thoughts is null) return;
        var parts = $"[{string.Join(',', thoughts)}]";
        AddReasoning(_contents.Count, TextOf(parts), "reasoning_parts", parts);
    }

    private static ReadOnlySpan<byte> RawText(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    /// <summary>The texts of reasoning details, of thinking blocks, and of Mistral's parts.</summary>
    private static string TextOf(string list)
    {
        var text = new StringBuilder();
        foreach (var element in JsonElement.Parse(list).EnumerateArray()) Append(element);
        return text.ToString();

        void Append(JsonElement element)
        {
            if (element.ValueKind != JsonValueKind.Object) return;
            foreach (var name in (ReadOnlySpan<string>)["text", "thinking", "summary"])
            {
                if (!element.TryGetProperty(name, out var value)) continue;
                if (value.ValueKind == JsonValueKind.String) text.Append(value.GetString());
                else if (value.ValueKind == JsonValueKind.Array)
                    foreach (var inner in value.EnumerateArray()) Append(inner);
            }
        }
    }

    private void ReadCalls(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool isWhole)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) AddCall(CallReader.Read(ref reader, json), isWhole);
        else if (reader.TokenType != JsonTokenType.StartArray) reader.Skip();
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject) AddCall(CallReader.Read(ref reader, json), isWhole);
                else reader.Skip();
            }
        }
    }

    private void AddCall(in CallPiece piece, bool isWhole)
    {
        HasOutput = true;
        if (_calls.Add(piece, isWhole) is { } delta) _contents.Add(delta);
        if (!isWhole) _hasDelta = true;
    }

    private void AddText(string text)
    {
        if (text.Length == 0) return;
        HasOutput = true;
        if (_thoughts is null) _contents.Add(new TextContent(text));
        else _contents.AddRange(_thoughts.Add(text));
    }

    private void AddRefusal(string text)
    {
        if (text.Length == 0) return;
        HasOutput = true;
        _contents.Add(new TextContent(text) { AdditionalProperties = new() { [OwnProperties.Refusal] = true } });
    }

    private void AddReasoning(int at, string text, string field, string? data)
    {
        HasOutput = true;
        _contents.Insert(at, new TextReasoningContent(text)
        {
            ProtectedData = data, AdditionalProperties = new() { [OwnProperties.Field] = field },
        });
    }

    private static string? ReasoningMember(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("reasoning_content"u8) ? "reasoning_content"
        : reader.ValueTextEquals("reasoning"u8) ? "reasoning"
        : reader.ValueTextEquals("reasoning_text"u8) ? "reasoning"
        : reader.ValueTextEquals("thinking"u8) ? "reasoning"
        : null;

    private static string? List(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var value = WireJson.Value(ref reader, json);
        return value is [(byte)'[', _, _, ..] ? Encoding.UTF8.GetString(value) : null;
    }
}
