using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers;

/// <summary>Puts a streamed answer together.</summary>
internal static class AnswerAssembly
{
    /// <summary>The answer that the updates amount to, as one message.</summary>
    public static ChatResponse Of(IReadOnlyList<ChatResponseUpdate> updates)
    {
        ChatFinishReason? finish = null;
        string? model = null;
        AdditionalPropertiesDictionary? marks = null;
        foreach (var update in updates)
            (finish, model, marks) = (update.FinishReason ?? finish, update.ModelId ?? model, marks ?? update.AdditionalProperties);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, Contents(updates.SelectMany(u => u.Contents))))
        {
            FinishReason = finish, ModelId = model, AdditionalProperties = marks,
        };
    }

    /// <summary>
    /// Reasoning first, then text, then the complete calls. A call whose arguments are not JSON has an exception.
    /// </summary>
    public static List<AIContent> Contents(IEnumerable<AIContent> pieces)
    {
        var (text, refusal) = (new StringBuilder(), new StringBuilder());
        var reasoning = new List<Reasoning>();
        var calls = new List<Call>();
        var others = new List<AIContent>();
        AdditionalPropertiesDictionary? own = null;
        var logProbs = new List<JsonElement>();
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case TextContent { AdditionalProperties: null } plain:
                    text.Append(plain.Text);
                    break;
                case TextContent { AdditionalProperties: { } properties } marked:
                    (marked.IsRefusal() ? refusal : text).Append(marked.Text);
                    foreach (var (name, value) in properties)
                    {
                        if (name == RequestMembers.LogProbs && value is JsonElement part) logProbs.Add(part);
                        else if (name != OwnProperties.Refusal) (own ??= [])[name] = value;
                    }

                    break;
                case TextReasoningContent thought:
                    if (reasoning.Count == 0 || !reasoning[^1].Takes(thought)) reasoning.Add(new Reasoning(Field(thought)));
                    reasoning[^1].Add(thought);
                    break;
                case FunctionCallDelta delta:
                    if (delta.Index >= calls.Count) calls.Add(new Call());
                    calls[Math.Min(delta.Index, calls.Count - 1)].Add(delta);
                    break;
                case UsageContent:
                    break;
                default:
                    others.Add(piece);
                    break;
            }
        }

        var contents = new List<AIContent>();
        contents.AddRange(reasoning.Select(r => r.Whole()));
        if (logProbs.Count > 0) (own ??= [])[RequestMembers.LogProbs] = Joined(logProbs);
        if (text.Length > 0 || own is not null) contents.Add(new TextContent(text.ToString()) { AdditionalProperties = own });
        if (refusal.Length > 0)
            contents.Add(new TextContent(refusal.ToString()) { AdditionalProperties = new() { [OwnProperties.Refusal] = true } });
        contents.AddRange(others);
        contents.AddRange(calls.Select(c => c.Whole()));
        return contents;
    }

    private static string Field(TextReasoningContent thought) => thought.Text(OwnProperties.Field) ?? "";

    private static JsonElement Joined(List<JsonElement> parts)
    {
        if (parts.Count == 1) return parts[0];
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var name in (ReadOnlySpan<string>)["content", "refusal"])
            {
                var lists = parts.Where(p => p.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array).ToList();
                if (lists.Count == 0)
                {
                    json.WriteNull(name);
                    continue;
                }

                json.WriteStartArray(name);
                foreach (var list in lists)
                    foreach (var element in list.GetProperty(name).EnumerateArray()) element.WriteTo(json);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(stream.ToArray());
    }

    private sealed class Reasoning(string field)
    {
        private readonly StringBuilder _text = new();
        private readonly List<string> _data = [];
        private bool _isClosed;

        /// <summary>Anthropic's signature ends a block; lists of the other backends go on.</summary>
        public bool Takes(TextReasoningContent thought) => !_isClosed && Field(thought) == field;

        public void Add(TextReasoningContent thought)
        {
            _text.Append(thought.Text);
            if (thought.ProtectedData is not { } data) return;
            _data.Add(data);
            _isClosed = !data.StartsWith('[');
        }

        public TextReasoningContent Whole() => new(_text.ToString())
        {
            ProtectedData = _data.Count == 0 ? null : _isClosed ? _data[^1] : JsonFragments.Join(_data),
            AdditionalProperties = field.Length == 0 ? null : new() { [OwnProperties.Field] = field },
        };
    }

    private sealed class Call
    {
        private readonly StringBuilder _arguments = new();
        private readonly AdditionalPropertiesDictionary _own = [];
        private string? _id;
        private string? _name;

        public void Add(FunctionCallDelta delta)
        {
            (_id, _name) = (_id ?? delta.CallId, _name ?? delta.Name);
            _arguments.Append(delta.Arguments);
            foreach (var (name, value) in delta.AdditionalProperties ?? []) _own[name] = value;
        }

        public FunctionCallContent Whole()
        {
            var text = _arguments.ToString();
            var call = FunctionCalls.Create(_id ?? "", _name ?? "", text);
            foreach (var (name, value) in _own) call.AdditionalProperties![name] = value;
            if (!_own.ContainsKey("type") && call.Arguments is null && !FunctionCalls.IsJson(text))
                call.Exception = new JsonException("The arguments are not JSON.");
            return call;
        }
    }
}
