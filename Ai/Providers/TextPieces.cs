using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// Decodes the JSON strings of one text that comes in pieces. A piece may end within a character, as bytes or as half of a surrogate
/// pair: the half waits for the rest. What never becomes a character is U+FFFD.
/// </summary>
internal sealed class TextPieces
{
    private byte[] _rest = [];
    private char _half;

    /// <summary>The text of the string at the reader, with what waited before it.</summary>
    public string Next(ref Utf8JsonReader reader)
    {
        var bytes = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        return Next(bytes, reader.ValueIsEscaped);
    }

    /// <param name="bytes">What is between the quotes.</param>
    /// <param name="isEscaped">Whether it contains a backslash.</param>
    public string Next(ReadOnlySpan<byte> bytes, bool isEscaped)
    {
        if (!isEscaped && _half == 0 && _rest.Length == 0)
        {
            if (bytes.IsEmpty) return "";
            if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length + 1);
        while (!bytes.IsEmpty)
        {
            var slash = isEscaped ? bytes.IndexOf((byte)'\\') : -1;
            var plain = slash < 0 ? bytes : bytes[..slash];
            if (!plain.IsEmpty) Decode(text, plain);
            if (slash < 0 || slash + 1 >= bytes.Length) break;
            bytes = bytes[(slash + 1)..];
            if (bytes[0] == 'u' && bytes.Length >= 5
                && ushort.TryParse(bytes.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                Add(text, (char)unit);
                bytes = bytes[5..];
                continue;
            }

            Add(text, (char)bytes[0] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var sign => sign });
            bytes = bytes[1..];
        }

        return text.ToString();
    }

    /// <summary>What still waits at the end: a sign in place of the half character, or nothing.</summary>
    public string End()
    {
        var waits = _half != 0 || _rest.Length > 0;
        (_half, _rest) = ('\0', []);
        return waits ? "\uFFFD" : "";
    }

    private void Decode(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        if (_rest.Length > 0) bytes = (byte[])[.. _rest, .. bytes];
        var rest = Rune.DecodeLastFromUtf8(bytes, out _, out var length) == OperationStatus.NeedMoreData ? length : 0;
        _rest = rest == 0 ? [] : bytes[^rest..].ToArray();
        foreach (var sign in Encoding.UTF8.GetString(bytes[..^rest])) Add(text, sign);
    }

    private void Add(StringBuilder text, char sign)
    {
        if (_half != 0)
        {
            if (char.IsLowSurrogate(sign))
            {
                text.Append(_half).Append(sign);
                _half = '\0';
                return;
            }

            text.Append('\uFFFD');
            _half = '\0';
        }

        if (char.IsHighSurrogate(sign)) _half = sign;
        else text.Append(char.IsLowSurrogate(sign) ? '\uFFFD' : sign);
    }
}
