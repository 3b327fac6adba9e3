namespace ObsidianVault.Grains.Interfaces.Text;

/// <summary>The blocks of a text between ``` or ~~~, as messengers and models write them.</summary>
public static class CodeFences
{
    private const int MaxBlocks = 50;
    private const int MaxInfo = 30;

    /// <summary>
    /// What stands in each block, without the language's name. A block that nothing closes goes to the end of the text. What
    /// follows the marks on their line is the language only if it is one word: WhatsApp's marks stand right before the code.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var blocks = new List<string>();
        for (var at = 0; blocks.Count < MaxBlocks && Next(text, at) is var open and >= 0;)
        {
            var run = RunAt(text, open);
            var start = open + run;
            var close = CloseOf(text, start, text[open], run);
            blocks.Add(Content(text[start..close]));
            at = close + RunAt(text, close);
        }

        return blocks;
    }

    private static int Next(string text, int at)
    {
        var ticks = text.IndexOf("```", at, StringComparison.Ordinal);
        var waves = text.IndexOf("~~~", at, StringComparison.Ordinal);
        return ticks < 0 ? waves : waves < 0 ? ticks : Math.Min(ticks, waves);
    }

    private static int CloseOf(string text, int start, char mark, int run)
    {
        for (var at = start; (at = text.IndexOf(new string(mark, 3), at, StringComparison.Ordinal)) >= 0; at += RunAt(text, at))
            if (RunAt(text, at) >= run) return at;
        return text.Length;
    }

    private static int RunAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] == text[at]) end++;
        return end - at;
    }

    private static string Content(string inside)
    {
        var line = inside.IndexOf('\n', StringComparison.Ordinal);
        if (line < 0) return inside.Trim();
        var info = inside[..line].Trim();
        var named = info.Length <= MaxInfo && !info.Contains(' ', StringComparison.Ordinal) && info.All(IsOfName);
        return (named ? inside[(line + 1)..] : inside).Trim('\r', '\n').TrimEnd();
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-' or '_' or '.' or '{' or '}' or '=';
}
