using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>Reads a line as the apps do: which parts they would show bold, italic or struck.</summary>
internal static partial class WhatsAppReading
{
    /// <param name="code">Where no mark counts.</param>
    public static IEnumerable<TextSpan> Of(string line, IReadOnlyList<TextSpan> code)
    {
        foreach (var (mark, style) in new[] { ('*', TextStyle.Bold), ('_', TextStyle.Italic), ('~', TextStyle.Strikethrough) })
        {
            if (!line.Contains(mark, StringComparison.Ordinal)) continue;
            for (var at = 0; at < line.Length - 2; at++)
            {
                if (line[at] != mark || !Opens(line, at) || IsCode(at, code)) continue;
                if (CloseOf(line, at, mark, code) is not { } close) break;
                yield return new TextSpan(style, at, close - at + 1);
                at = close;
            }
        }
    }

    /// <summary>What stands between backticks.</summary>
    public static List<TextSpan> Code(string line)
    {
        var code = new List<TextSpan>();
        for (var open = line.IndexOf('`', StringComparison.Ordinal); open >= 0;)
        {
            var mark = line.AsSpan(open).StartsWith("```") ? "```" : "`";
            var close = line.IndexOf(mark, open + mark.Length, StringComparison.Ordinal);
            if (close < 0) break;
            code.Add(new TextSpan(TextStyle.Code, open, close + mark.Length - open));
            open = line.IndexOf('`', close + mark.Length);
        }

        return code;
    }

    /// <summary>URLs, in which no mark counts.</summary>
    public static IEnumerable<TextSpan> Links(string line) =>
        line.Contains("://", StringComparison.Ordinal)
            ? Url().Matches(line).Select(url => new TextSpan(TextStyle.Link, url.Index, url.Length))
            : [];

    [GeneratedRegex(@"https?://[^\s`]*[^\s`*_~.,;:!?)'\]]")]
    private static partial Regex Url();

    private static int? CloseOf(string line, int open, char mark, IReadOnlyList<TextSpan> code)
    {
        for (var at = open + 2; at < line.Length; at++)
            if (line[at] == mark && Closes(line, at) && !IsCode(at, code)) return at;
        return null;
    }

    private static bool Opens(string line, int at) =>
        (at == 0 || !char.IsLetterOrDigit(line[at - 1])) && at + 1 < line.Length && !char.IsWhiteSpace(line[at + 1])
        && line[at + 1] != line[at];

    private static bool Closes(string line, int at) =>
        !char.IsWhiteSpace(line[at - 1]) && line[at - 1] != line[at] && (at + 1 == line.Length || !char.IsLetterOrDigit(line[at + 1]));

    private static bool IsCode(int at, IReadOnlyList<TextSpan> code) => code.Any(span => span.Offset <= at && at < span.End);
}
