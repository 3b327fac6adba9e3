using System.Text;
using System.Text.Json;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Sorts the pieces of an answer's calls. Backends number them, name them, or neither; some use one index for all calls, or a new id
/// for each piece of one. What is given out has indexes from 0 and an id and a name in the first piece of each call.
/// </summary>
/// <param name="tools">The names of the request's tools.</param>
internal sealed class CallPieces(IReadOnlyCollection<string> tools)
{
    /// <summary>More calls than any model makes at once; the rest is a malformed answer.</summary>
    private const int MaxCalls = 256;

    private readonly List<Call> _calls = [];

    public int Count => _calls.Count;

    /// <param name="isWhole">Whether it is an element of a complete list, so that it is a call of its own.</param>
    /// <returns>What to give out; null if there is nothing new.</returns>
    public FunctionCallDelta? Add(in CallPiece piece, bool isWhole)
    {
        var call = isWhole ? null : Find(piece);
        var isNew = call is null;
        if (call is null)
        {
            if (_calls.Count >= MaxCalls) throw new JsonException("There are too many calls.");
            call = new Call(_calls.Count, piece.Index, piece.Id, Unique(piece.Id), piece.IsCustom);
            _calls.Add(call);
        }
        else if (string.IsNullOrEmpty(call.WireId) && !string.IsNullOrEmpty(piece.Id)) call.WireId = piece.Id;

        if (!string.IsNullOrEmpty(piece.Name)) call.AddName(piece.Name, tools);
        var text = call.AddArguments(call.Decode(piece));
        if (piece.Extra is not null) call.AddExtra(piece.Extra);
        // A name that comes in pieces is not given out before it is whole.
        if (call.Name.Length == 0 || (!call.IsAnnounced && call.IsNameOpen(tools) && text.Length == 0)) return null;
        var isFirst = !call.IsAnnounced;
        if (!isFirst && !isNew && text.Length == 0 && piece.Extra is null) return null;
        call.IsAnnounced = true;
        return Delta(call, isFirst, isFirst ? call.Shown() : text, isFirst ? call.Extra : piece.Extra);
    }

    /// <summary>Ends the calls; what was held back comes out now.</summary>
    /// <exception cref="JsonException">A call has no name.</exception>
    public IEnumerable<FunctionCallDelta> End()
    {
        foreach (var call in _calls)
        {
            if (call.Name.Length == 0) throw new JsonException("A call has no name.");
            var (isFirst, rest) = (!call.IsAnnounced, call.End());
            if (!isFirst && rest.Length == 0) continue;
            call.IsAnnounced = true;
            yield return Delta(call, isFirst, rest, isFirst ? call.Extra : null);
        }
    }

    /// <summary>The call that the piece continues; null if it begins one.</summary>
    private Call? Find(in CallPiece piece)
    {
        var (index, id, hasName) = (piece.Index, piece.Id, !string.IsNullOrEmpty(piece.Name));
        if (index is not null && _calls.FindLast(c => c.WireIndex == index) is { } numbered)
            return Begins(numbered, piece) ? null : numbered;
        if (!string.IsNullOrEmpty(id) && _calls.FindLast(c => c.WireId == id) is { } named)
        {
            if (!hasName) return named;
            // With a name, it may be another call that happens to have the same id, unless this one is still being written.
            if (named.IsComplete) return index is null && Repeats(named, piece) ? named : null;
            return named.IsEmpty && index is not null ? null : named;
        }

        // Neither is known: a name begins a call, and anything else continues the last one.
        return hasName || _calls.Count == 0 ? null : _calls[^1];
    }

    /// <summary>Whether a piece with the index of this call begins another call all the same.</summary>
    private bool Begins(Call call, in CallPiece piece)
    {
        if (string.IsNullOrEmpty(piece.Name)) return false;
        var (ours, theirs) = (call.WireId ?? "", piece.Id ?? "");
        if (ours.Length > 0 && theirs.Length > 0 && ours != theirs) return call.IsEmpty || call.IsComplete;
        if (ours.Length > 0 && ours == theirs) return false;
        // No ids to go by.
        if (call.IsComplete) return !Repeats(call, piece);
        return call.IsEmpty && call.Name.Length > 0 && piece.Name != call.Name && !call.MayContinue(piece.Name, tools);
    }

    /// <summary>Whether the piece is the whole call once more, as some backends send it at the end.</summary>
    private static bool Repeats(Call call, in CallPiece piece) =>
        piece.Name == call.Name && piece.Arguments is { } arguments && call.Equals(arguments, piece.IsEscaped, piece.IsJson);

    private static FunctionCallDelta Delta(Call call, bool isFirst, string arguments, IReadOnlyDictionary<string, object?>? extra)
    {
        var delta = new FunctionCallDelta
        {
            Index = call.Index, CallId = isFirst ? call.Id : null, Name = isFirst ? call.Name : null, Arguments = arguments,
        };
        if (isFirst && call.IsCustom) (delta.AdditionalProperties ??= [])["type"] = "custom";
        foreach (var (name, value) in extra ?? System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>.Empty)
            (delta.AdditionalProperties ??= [])[name] = value;
        return delta;
    }

    private string Unique(string? id)
    {
        if (string.IsNullOrEmpty(id)) return "call_" + Guid.NewGuid().ToString("N")[..24];
        var unique = id;
        for (var n = 1; _calls.Exists(c => c.Id == unique); n++)
            unique = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}_{n}");
        return unique;
    }

    private sealed class Call(int index, int? wireIndex, string? wireId, string id, bool isCustom)
    {
        private readonly StringBuilder _text = new();
        private readonly TextPieces _pieces = new();
        private Dictionary<string, object?>? _extra;
        private JsonProgress _progress;
        private int _shown;
        private bool _isHeld;

        public int Index => index;

        public int? WireIndex => wireIndex;

        public string? WireId { get; set; } = wireId;

        public string Id => id;

        public bool IsCustom => isCustom;

        public string Name { get; private set; } = "";

        public bool IsAnnounced { get; set; }

        public bool IsEmpty => _text.Length == 0;

        public bool IsComplete => _progress.IsComplete;

        /// <summary>Members of the provider's own, so far.</summary>
        public IReadOnlyDictionary<string, object?>? Extra => _extra;

        public string Decode(in CallPiece piece) =>
            piece.Arguments is not { } bytes ? ""
            : piece.IsJson ? Encoding.UTF8.GetString(bytes)
            : _pieces.Next(bytes, piece.IsEscaped);

        public bool Equals(byte[] arguments, bool isEscaped, bool isJson) =>
            (isJson ? Encoding.UTF8.GetString(arguments) : new TextPieces().Next(arguments, isEscaped)) == _text.ToString();

        public void AddName(string name, IReadOnlyCollection<string> tools)
        {
            if (Name.Length == 0) Name = name;
            else if (!IsAnnounced && MayContinue(name, tools)) Name += name;
        }

        /// <summary>Whether the name so far and this one are the parts of a tool's name, while neither is one by itself.</summary>
        public bool MayContinue(string name, IReadOnlyCollection<string> tools) =>
            IsEmpty && !tools.Contains(Name) && tools.Any(t => t.StartsWith(Name + name, StringComparison.Ordinal));

        public bool IsNameOpen(IReadOnlyCollection<string> tools) =>
            IsEmpty && !tools.Contains(Name) && tools.Any(t => t.StartsWith(Name, StringComparison.Ordinal));

        public void AddExtra(IReadOnlyDictionary<string, object?> extra)
        {
            _extra ??= [];
            foreach (var (name, value) in extra) _extra[name] = value;
        }

        /// <returns>What of the text is new and may be given out.</returns>
        public string AddArguments(string text)
        {
            if (text.Length == 0) return "";
            if (!isCustom && _text.Length > 1 && text[0] == '{')
            {
                // The whole arguments once more at the end.
                if (_progress.IsComplete && _text.Equals(text)) return "";
                // All of the arguments so far, and more: the difference is what is new.
                var length = _text.Length;
                if (text.Length > length && !_progress.MayOpen(length) && _text.Equals(text.AsSpan(0, length))) text = text[length..];
            }

            _text.Append(text);
            _progress.Take(text);
            // A JSON string as a whole may contain the arguments; that shows at the end.
            if (!isCustom && (_isHeld || (_shown == 0 && _progress.First == '"')))
            {
                _isHeld = true;
                return "";
            }

            _shown = _text.Length;
            return text;
        }

        /// <summary>All of the arguments that may be given out so far.</summary>
        public string Shown() => _isHeld ? "" : _text.ToString();

        public string End()
        {
            var rest = _pieces.End();
            _text.Append(rest);
            if (isCustom) return rest;
            if (_isHeld)
            {
                var inner = Unwrapped(_text.ToString());
                _text.Clear().Append(inner);
                return inner;
            }

            if (string.IsNullOrWhiteSpace(_text.ToString()))
            {
                _text.Clear().Append("{}");
                return "{}";
            }

            // Nothing was given out yet where the name came last.
            return IsAnnounced ? rest : _text.ToString();
        }

        /// <summary>Small models write the arguments as a JSON string within the string.</summary>
        private static string Unwrapped(string text)
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                if (document.RootElement.ValueKind != JsonValueKind.String) return text;
                var inner = document.RootElement.GetString()!;
                using var within = JsonDocument.Parse(inner);
                return within.RootElement.ValueKind == JsonValueKind.Object ? inner : text;
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                return text;
            }
        }
    }
}

/// <summary>A piece of a call, as sent.</summary>
/// <param name="Arguments">What is between the quotes, or the bytes of another JSON value.</param>
/// <param name="IsEscaped">Whether the string has escapes.</param>
/// <param name="IsJson">Whether it is JSON itself rather than a string.</param>
/// <param name="Extra">Members of the provider's own.</param>
internal readonly record struct CallPiece(
    int? Index,
    string? Id,
    string? Name,
    byte[]? Arguments,
    bool IsEscaped,
    bool IsJson,
    bool IsCustom,
    IReadOnlyDictionary<string, object?>? Extra);

/// <summary>How far a JSON text that comes in pieces has got.</summary>
internal struct JsonProgress
{
    private int _depth;
    private bool _isString;
    private bool _isEscaped;
    private char _last;

    /// <summary>The first character that is not white space.</summary>
    public char First { get; private set; }

    /// <summary>Whether an object or a list was opened and closed.</summary>
    public readonly bool IsComplete => First is '{' or '[' && _depth <= 0 && !_isString;

    /// <summary>Whether a brace may follow here. Within a string anything may, though hardly all that was written before.</summary>
    public readonly bool MayOpen(int length) => _isString ? length < 8 : _last is ':' or ',' or '[';

    public void Take(string text)
    {
        foreach (var sign in text)
        {
            if (_isString)
            {
                if (_isEscaped) _isEscaped = false;
                else if (sign == '\\') _isEscaped = true;
                else if (sign == '"') _isString = false;
                continue;
            }

            if (char.IsWhiteSpace(sign)) continue;
            if (First == 0) First = sign;
            _last = sign;
            if (sign == '"') _isString = true;
            else if (sign is '{' or '[') _depth++;
            else if (sign is '}' or ']') _depth--;
        }
    }
}
