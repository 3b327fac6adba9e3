using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ObsidianVault.Api.Gateway.Bodies;

/// <summary>A place in a text, in words: lines and positions count from 1, positions in characters.</summary>
internal static class JsonPlace
{
    public static string At(ReadOnlySpan<byte> text, int index)
    {
        var before = text[..Math.Min(index, text.Length)];
        var line = before.Count((byte)'\n');
        return Said(line, before[(before.LastIndexOf((byte)'\n') + 1)..]);
    }

    public static string Of(ReadOnlySpan<byte> text, JsonException fault)
    {
        var line = (int)(fault.LineNumber ?? 0);
        var start = 0;
        for (var n = 0; n < line && start < text.Length; n++)
        {
            var end = text[start..].IndexOf((byte)'\n');
            if (end < 0) break;
            start += end + 1;
        }

        var rest = text[start..];
        return Said(line, rest[..(int)Math.Min(fault.BytePositionInLine ?? 0, rest.Length)]);
    }

    private static string Said(int line, ReadOnlySpan<byte> before) =>
        string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, position {Encoding.UTF8.GetCharCount(before) + 1}");
}
