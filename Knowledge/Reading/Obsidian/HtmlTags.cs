using System.Net;
using System.Text;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>Text of the HTML that stands in a note.</summary>
internal static class HtmlTags
{
    private static readonly string[] s_silent = ["script", "style", "template", "noscript"];

    /// <summary>Without tags, and without what scripts and styles hold; lines stay.</summary>
    public static string Remove(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            if (open < 0 || open + 1 == html.Length) open = html.Length;
            text.Append(html, at, open - at);
            if (open >= html.Length) break;
            if (!char.IsAsciiLetter(html[open + 1]) && html[open + 1] is not ('/' or '!' or '?'))
            {
                text.Append('<');
                at = open + 1;
                continue;
            }

            at = TagEnd(html, open);
            var silent = s_silent.FirstOrDefault(name => html.AsSpan(open + 1).StartsWith(name, StringComparison.OrdinalIgnoreCase));
            if (silent is null) continue;
            var close = html.IndexOf("</" + silent, at, StringComparison.OrdinalIgnoreCase);
            at = close < 0 ? html.Length : TagEnd(html, close);
        }

        return WebUtility.HtmlDecode(text.ToString()).Trim();
    }

    private static int TagEnd(string html, int open)
    {
        var quote = '\0';
        for (var at = open + 1; at < html.Length; at++)
        {
            if (quote != '\0') quote = html[at] == quote ? '\0' : quote;
            else if (html[at] is '"' or '\'') quote = html[at];
            else if (html[at] == '>') return at + 1;
        }

        // A quote that is never closed: the tag ends with its first ">".
        var end = html.IndexOf('>', open);
        return end < 0 ? html.Length : end + 1;
    }
}
