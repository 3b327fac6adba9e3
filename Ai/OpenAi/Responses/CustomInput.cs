using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>
/// The input of a custom tool, whose call is a function call with one string: <c>{"input":"…"}</c>. Decodes the string while its JSON
/// arrives in pieces. If the model wrote something else, all of it is the input.
/// </summary>
internal sealed class CustomInput
{
    private const string Member = "input";
    private readonly StringBuilder _raw = new();
    private int _at = -1;
    private bool _ended;

    /// <summary>The arguments of the function call for this input.</summary>
    public static string Encode(string input) => new JsonObject { [Member] = input }.ToJsonString(ResponseJson.Options);

    /// <summary>The whole input, once all arguments are there.</summary>
    public static string Decode(string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Member, out var input)
                && input.ValueKind == JsonValueKind.String)
                return input.GetString()!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not what was asked for, but what the model said.
        }

        return arguments;
    }

    /// <summary>Takes the next piece of the arguments.</summary>
    /// <returns>The next piece of the input; empty while none is complete.</returns>
    public string Take(string piece)
    {
        _raw.Append(piece);
        if (_at < 0) _at = FindStart(_raw.ToString());
        var decoded = new StringBuilder();
        while (_at >= 0 && !_ended && _at < _raw.Length)
        {
            var sign = _raw[_at];
            if (sign == '"')
            {
                _ended = true;
                break;
            }

            if (sign != '\\')
            {
                // Half a character waits for the other half.
                if (char.IsHighSurrogate(sign) && _at + 1 >= _raw.Length) break;
                decoded.Append(sign);
                _at++;
                continue;
            }

            var (text, length) = Escape();
            if (length == 0) break;
            decoded.Append(text);
            _at += length;
        }

        return decoded.ToString();
    }

    /// <summary>The escape at the place reached, and its length in the JSON text; 0 while it is not complete.</summary>
    private (string Text, int Length) Escape()
    {
        if (_at + 1 >= _raw.Length) return ("", 0);
        if (_raw[_at + 1] != 'u')
        {
            return (_raw[_at + 1] switch
            {
                'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 'f' => "\f", var other => other.ToString(),
            }, 2);
        }

        if (Unit(_at) is not { } unit) return ("", 0);
        if (!char.IsHighSurrogate(unit)) return (unit.ToString(), 6);
        if (_at + 6 < _raw.Length && _raw[_at + 6] != '\\') return ("\uFFFD", 6);
        return Unit(_at + 6) is { } low ? (new string([unit, low]), 12) : ("", 0);
    }

    private char? Unit(int at) => at + 6 <= _raw.Length
        && ushort.TryParse(_raw.ToString(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    /// <summary>Where the value of the only member begins; -1 while that is not known.</summary>
    private static int FindStart(string raw)
    {
        var at = raw.IndexOf($"\"{Member}\"", StringComparison.Ordinal);
        if (at < 0 || raw.AsSpan(0, at).Trim() is not "{") return -1;
        at += Member.Length + 2;
        while (at < raw.Length && (char.IsWhiteSpace(raw[at]) || raw[at] == ':')) at++;
        return at < raw.Length && raw[at] == '"' ? at + 1 : -1;
    }
}
