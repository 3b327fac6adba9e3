using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>
/// Reads the body of a WhatsApp webhook after its signature was verified. Some texts arrive cut in the middle of an emoji.
/// .NET does not accept the remaining escaped surrogate as text, which would lose the whole value that contains it. Each
/// unpaired surrogate becomes U+FFFD, and so does invalid UTF-8.
/// </summary>
public static class WhatsAppBody
{
    /// <summary>
    /// The document, or null if the bytes are not JSON or are nested deeper than 64 levels, System.Text.Json's limit; Meta's
    /// go to about 12.
    /// </summary>
    public static JsonDocument? TryParse(Memory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body.Span));
        ReplaceLoneSurrogates(body.Span);
        return TolerantJson.TryParse(body);
    }

    private static void ReplaceLoneSurrogates(Span<byte> json)
    {
        for (var i = 0; i < json.Length; i++)
        {
            var next = json[i..].IndexOf((byte)'\\');
            if (next < 0) return;

            i += next;
            if (EscapeAt(json, i) is not { } unit)
            {
                i++; // skip the escaped character: it may be a backslash, which starts no escape itself
            }
            else if (char.IsHighSurrogate(unit) && EscapeAt(json, i + 6) is { } low && char.IsLowSurrogate(low))
            {
                i += 11;
            }
            else
            {
                if (char.IsSurrogate(unit)) "fffd"u8.CopyTo(json[(i + 2)..]);
                i += 5;
            }
        }
    }

    /// <summary>The UTF-16 unit of the <c>\u</c> escape that starts here, or null.</summary>
    private static char? EscapeAt(ReadOnlySpan<byte> json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort unit, out var digits, 'x') && digits == 4
            ? (char)unit
            : null;
}
