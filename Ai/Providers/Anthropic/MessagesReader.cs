using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers.Anthropic;

/// <summary>Reads an answer of Anthropic's messages API, whole or event by event. One reader reads one answer.</summary>
internal sealed class MessagesReader(Dialect dialect, ProviderExchange exchange, RetryHint hint)
{
    private readonly CallPieces _calls = new([]);
    private readonly Dictionary<int, Block> _blocks = [];
    private List<AIContent> _contents = [];

    public ChatFinishReason? Finish { get; private set; }

    public bool HasOutput { get; private set; }

    /// <summary>Whether the last event of a stream was read.</summary>
    public bool IsOver { get; private set; }

    /// <inheritdoc cref="ChatCompletions.AnswerReader.Read"/>
    public List<AIContent> Read(ReadOnlySpan<byte> json, bool isError)
    {
        if (isError) throw ErrorAnswer.Exception(dialect, 200, json, hint);
        _contents = [];
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("The event is not an object.");
        switch (Text(root, "type"))
        {
            case "message_start":
                exchange.Usage.Take(json);
                break;
            case "message":
                exchange.Usage.Take(json);
                ReadWhole(root);
                break;
            case "content_block_start" when Object(root, "content_block") is { } block:
                Start(Index(root), block);
                break;
            case "content_block_delta" when Object(root, "delta") is { } delta:
                Continue(Index(root), delta);
                break;
            case "content_block_stop":
                Stop(Index(root));
                break;
            case "message_delta":
                exchange.Usage.Take(json);
                if (Object(root, "delta") is { } end) ReadStop(end);
                break;
            case "message_stop":
                IsOver = true;
                break;
            case "error":
                throw ErrorAnswer.Exception(dialect, 200, json, hint);
            default:
                if (ErrorAnswer.Is(root, hasChoices: false)) throw ErrorAnswer.Exception(dialect, 200, json, hint);
                break;
        }

        return _contents;
    }

    /// <summary>What was held back until the end.</summary>
    public List<AIContent> End()
    {
        _contents = [];
        foreach (var index in _blocks.Keys.Order().ToList()) Stop(index);
        _contents.AddRange(_calls.End());
        if (Finish == ChatFinishReason.Stop && _calls.Count > 0) Finish = ChatFinishReason.ToolCalls;
        return _contents;
    }

    private void ReadWhole(JsonElement message)
    {
        if (message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var block in content.EnumerateArray())
            {
                if (block.ValueKind != JsonValueKind.Object) continue;
                Start(index, block);
                Stop(index++);
            }
        }

        ReadStop(message);
    }

    private void ReadStop(JsonElement element)
    {
        if (Text(element, "stop_reason") is not { } word) return;
        Finish = FinishWords.Read(System.Text.Encoding.UTF8.GetBytes(word));
        HasOutput = true;
    }

    private void Start(int index, JsonElement element)
    {
        var block = _blocks[index] = new Block(Text(element, "type") ?? "");
        switch (block.Type)
        {
            case "text":
                AddText(block, element, "text");
                break;
            case "thinking":
                AddThought(block, element, "thinking");
                block.Signature = Text(element, "signature") ?? "";
                break;
            case "redacted_thinking":
                block.Signature = Text(element, "data") ?? "";
                break;
            case "tool_use":
                HasOutput = true;
                block.Call = _calls.Count;
                // Some backends send the whole input here and no pieces after it.
                if (Object(element, "input") is { } input && input.EnumerateObject().Any())
                    block.Input = JsonMarshal.GetRawUtf8Value(input).ToArray();
                Add(new CallPiece { Index = block.Call, Id = Text(element, "id"), Name = Text(element, "name") });
                break;
            default:
                break;
        }
    }

    private void Continue(int index, JsonElement delta)
    {
        if (!_blocks.TryGetValue(index, out var block)) block = _blocks[index] = new Block("text");
        switch (Text(delta, "type"))
        {
            case "text_delta":
                AddText(block, delta, "text");
                break;
            case "thinking_delta":
                AddThought(block, delta, "thinking");
                break;
            case "signature_delta":
                block.Signature += Text(delta, "signature");
                break;
            case "input_json_delta" when Raw(delta, "partial_json") is { } text:
                block.Input = null;
                Add(new CallPiece { Index = block.Call, Arguments = text, IsEscaped = text.AsSpan().Contains((byte)'\\') });
                break;
            default:
                break;
        }
    }

    private void Stop(int index)
    {
        if (!_blocks.Remove(index, out var block)) return;
        var rest = block.Pieces.End();
        if (rest.Length > 0 && block.Type == "text") _contents.Add(new TextContent(rest));
        if (block.Input is { } input) Add(new CallPiece { Index = block.Call, Arguments = input, IsJson = true });
        if (block.Type is not ("thinking" or "redacted_thinking") || block.Signature.Length == 0) return;
        HasOutput = true;
        _contents.Add(new TextReasoningContent("")
        {
            ProtectedData = ThinkingBlocks.Write(block.Type, block.Thought.ToString() + rest, block.Signature),
            AdditionalProperties = new() { ["field"] = ThinkingBlocks.Field },
        });
    }

    private void Add(in CallPiece piece)
    {
        if (_calls.Add(piece, isWhole: piece.Name is not null) is { } delta) _contents.Add(delta);
    }

    private void AddText(Block block, JsonElement element, string name)
    {
        if (Next(block, element, name) is not { Length: > 0 } text) return;
        HasOutput = true;
        _contents.Add(new TextContent(text));
    }

    private void AddThought(Block block, JsonElement element, string name)
    {
        if (Next(block, element, name) is not { Length: > 0 } text) return;
        HasOutput = true;
        block.Thought.Append(text);
        _contents.Add(new TextReasoningContent(text) { AdditionalProperties = new() { ["field"] = ThinkingBlocks.Field } });
    }

    private static string? Next(Block block, JsonElement element, string name) =>
        Raw(element, name) is { } raw ? block.Pieces.Next(raw, raw.AsSpan().Contains((byte)'\\')) : null;

    private static byte[]? Raw(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? JsonMarshal.GetRawUtf8Value(value)[1..^1].ToArray()
            : null;

    private static string? Text(JsonElement element, string name) =>
        Raw(element, name) is { } raw ? new TextPieces().Next(raw, raw.AsSpan().Contains((byte)'\\')) : null;

    private static JsonElement? Object(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static int Index(JsonElement element) =>
        element.TryGetProperty("index", out var index) && index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var number)
            ? number
            : 0;

    private sealed class Block(string type)
    {
        public string Type => type;

        public TextPieces Pieces { get; } = new();

        public System.Text.StringBuilder Thought { get; } = new();

        public string Signature { get; set; } = "";

        public int Call { get; set; }

        /// <summary>A call's whole input, until a piece of it comes.</summary>
        public byte[]? Input { get; set; }
    }
}
