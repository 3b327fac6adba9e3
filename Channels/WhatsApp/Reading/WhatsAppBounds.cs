using System.Diagnostics.CodeAnalysis;
using System.Text;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Limits user-supplied text to the lengths that <see cref="ChannelEvent"/> promises, in UTF-16 units.</summary>
internal static class WhatsAppBounds
{
    public const int Id = 256;
    public const int Text = 65_536;
    public const int Line = 1_000;
    public const int Name = 256;
    public const int Kind = 64;
    public const int MimeType = 128;

    /// <summary>The start of the text, without splitting a surrogate pair.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int max) =>
        text is null || text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>The text as one line without control characters, or null if nothing is left.</summary>
    public static string? OneLine(string? text, int max)
    {
        if (text is null) return null;

        var line = new StringBuilder(Math.Min(text.Length, max + 1));
        foreach (var c in text)
        {
            if (line.Length > max) break;
            if (!char.IsWhiteSpace(c) && !char.IsControl(c)) line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        var cut = Cut(line.ToString(), max).TrimEnd();
        return cut.Length == 0 ? null : cut;
    }

    /// <summary>The non-null parts, joined into one line.</summary>
    public static string? Join(string separator, params ReadOnlySpan<string?> parts)
    {
        var there = new List<string>(parts.Length);
        foreach (var part in parts)
            if (OneLine(part, Line) is { } line) there.Add(line);
        return OneLine(string.Join(separator, there), Line);
    }

    /// <summary>An event id made of the parts, or of their digest if they are too long.</summary>
    public static string EventId(string prefix, params ReadOnlySpan<string> parts)
    {
        var id = $"{prefix}:{string.Join(':', parts!)}";
        return id.Length <= Id ? id : $"{prefix}:{GrainKeys.DerivedId(parts)}";
    }
}
