using System.Text.RegularExpressions;

namespace ObsidianVault.Channels.Formatting;

/// <summary>Removes from a model's answer what it does not say to the person, and reads the HTML that models mix in as Markdown.</summary>
internal static partial class Cleaning
{
    private static readonly (Func<Regex> Tag, RunStyle Style)[] s_styles =
    [
        (Bold, RunStyle.Bold), (Italic, RunStyle.Italic), (Underlined, RunStyle.Underline), (Struck, RunStyle.Strikethrough),
        (Spoiler, RunStyle.Spoiler),
    ];

    public static string Clean(string markdown)
    {
        var text = Tokens.Without(markdown.ReplaceLineEndings("\n").Replace("\uFEFF", "", StringComparison.Ordinal));
        text = Thinking().Replace(text, "");
        text = Citations().Replace(text, "");
        if (Wrapped().Match(text) is { Success: true } wrapped && !HasFence().IsMatch(wrapped.Groups["inside"].Value.Split("\n```")[0]))
            text = wrapped.Groups["inside"].Value;
        return text.Trim('\n', ' ') is { Length: > 0 } ? text.TrimEnd().TrimStart('\n') : "";
    }

    /// <summary>Outside of code only.</summary>
    public static string ReadHtml(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal)) return text;
        text = LineBreak().Replace(text, "  \n");
        text = Anchor().Replace(text, "[$2]($1)");
        text = Heading().Replace(text, m => $"\n\n{new string('#', m.Groups[1].Value[0] - '0')} {m.Groups[2].Value.Trim()}\n\n");
        text = Row().Replace(text, m => "\n| " + Cell().Replace(m.Groups[1].Value.Trim(), c => c.Groups[1].Value.Trim() + " | ").Trim()
            + (m.Value.Contains("<th", StringComparison.OrdinalIgnoreCase)
                ? "\n|" + string.Concat(Enumerable.Repeat("---|", Cell().Count(m.Groups[1].Value)))
                : ""));
        foreach (var (name, style) in s_styles)
            text = name().Replace(text, m => Tokens.Mark(style, true) + m.Groups[1].Value + Tokens.Mark(style, false));
        text = Item().Replace(text, "\n- ");
        text = Summary().Replace(text, "\n\n**$1**\n\n");
        text = Subscript().Replace(text, m => Formulas.Script.Below(m.Groups[1].Value));
        text = Superscript().Replace(text, m => Formulas.Script.Above(m.Groups[1].Value));
        text = Block().Replace(text, "\n\n");
        return Ignored().Replace(text, "");
    }

    [GeneratedRegex(
        @"\A\s*<(think|thinking|reasoning)>.*?(?:</\1>|\z)\s*|\A(?:(?!<think>)[\s\S])*?^\s*</think(?:ing)?>\s*",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Thinking();

    [GeneratedRegex(
        @"\s?【\d{1,3}(?::\d{1,3})?†[^】\n]{0,80}】|\s?\[cite(?:_start|_end)?(?::\s?[\d,\s]{1,40})?\]"
        + @"|\uE200[^\uE201\n]{0,200}\uE201|[\uE200-\uE2FF]")]
    private static partial Regex Citations();

    [GeneratedRegex(
        @"\A\s*(?<fence>`{3,}|~{3,})(?:markdown|md)[ \t]*\n(?<inside>.*?)(?:\n\k<fence>[ \t]*)?\s*\z",
        RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"\A(?:`{3,}|~{3,})\s*\z")]
    private static partial Regex HasFence();

    [GeneratedRegex("<(?:b|strong)>([^<]{1,1000})</(?:b|strong)>", RegexOptions.IgnoreCase)]
    private static partial Regex Bold();

    [GeneratedRegex("<(?:i|em)>([^<]{1,1000})</(?:i|em)>", RegexOptions.IgnoreCase)]
    private static partial Regex Italic();

    [GeneratedRegex("<(?:u|ins)>([^<]{1,1000})</(?:u|ins)>", RegexOptions.IgnoreCase)]
    private static partial Regex Underlined();

    [GeneratedRegex("<(?:s|del|strike)>([^<]{1,1000})</(?:s|del|strike)>", RegexOptions.IgnoreCase)]
    private static partial Regex Struck();

    [GeneratedRegex(@"(?:<tg-spoiler>|>!)([^<!\n]{1,1000})(?:</tg-spoiler>|!<)", RegexOptions.IgnoreCase)]
    private static partial Regex Spoiler();

    [GeneratedRegex(@"<br\s*/?>\n?", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"<a\s[^>\n]{0,200}?href\s*=\s*[""']([^""'\n]{1,2000})[""'][^>\n]{0,200}>([^<\n]{0,500})</a>", RegexOptions.IgnoreCase)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"<h([1-6])(?:\s[^>\n]{0,200})?>(.{0,500}?)</h\1>", RegexOptions.IgnoreCase)]
    private static partial Regex Heading();

    [GeneratedRegex(@"<tr(?:\s[^>\n]{0,200})?>(.{0,2000}?)</tr>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex(@"<t[hd](?:\s[^>\n]{0,200})?>(.{0,1000}?)</t[hd]>\s*", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex(@"\s*<li(?:\s[^>\n]{0,200})?>\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Item();

    [GeneratedRegex(@"<summary>(.{0,500}?)</summary>", RegexOptions.IgnoreCase)]
    private static partial Regex Summary();

    [GeneratedRegex("<sub>([^<]{1,40})</sub>", RegexOptions.IgnoreCase)]
    private static partial Regex Subscript();

    [GeneratedRegex("<sup>([^<]{1,40})</sup>", RegexOptions.IgnoreCase)]
    private static partial Regex Superscript();

    [GeneratedRegex(@"</?(?:p|div|ul|ol|table|thead|tbody|details|center|section|article)(?:\s[^>\n]{0,200})?>", RegexOptions.IgnoreCase)]
    private static partial Regex Block();

    [GeneratedRegex(
        @"</li>|</?(?:span|font|kbd|mark|small|big)(?:\s[^>\n]{0,200})?>|<!--.{0,2000}?-->",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Ignored();
}
