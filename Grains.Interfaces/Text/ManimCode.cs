using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Interfaces.Text;

/// <summary>
/// The one rule for what is Manim code: meant to be rendered, correct or not. Code that imports Manim, ManimGL or an extension
/// of them, or a class that is plainly a scene; alone, in a code block, or among words. Words about code are not, nor is
/// other Python.
/// </summary>
public static partial class ManimCode
{
    /// <summary>Longer texts are not searched; no code that is accepted is as long.</summary>
    private const int MaxText = 200_000;

    /// <summary>
    /// The code in a message, or null if there is none. Of several blocks with code the whole text is given: the validator
    /// chooses, since it can tell which of them are complete.
    /// </summary>
    public static string? Find(string? text)
    {
        if (text is null or { Length: > MaxText }) return null;
        var plain = TypedText.Code(text);
        if (!Names().IsMatch(plain)) return null;
        var blocks = CodeFences.Of(text);
        var manim = blocks.Where(Is).Take(2).ToArray();
        if (manim is [var only]) return only;
        if (manim.Length > 1) return text.Trim();
        // Without a block of its own, ``` can stand in a string of the code.
        return Is(blocks.Count == 0 ? text : text[..Math.Max(0, text.IndexOf("```", StringComparison.Ordinal))]) ? Unfenced(text) : null;
    }

    /// <summary>Whether the text, without code blocks around it, is Manim code.</summary>
    public static bool Is(string code)
    {
        code = TypedText.Code(code);
        if (Construct().IsMatch(code) && (SceneClass().IsMatch(code) || Plays().IsMatch(code))) return true;
        if (Import().Match(code) is not { Success: true } import) return Squashed().IsMatch(code) || Quoted().IsMatch(code);
        return SceneClass().IsMatch(code) || Statement().IsMatch(code.Remove(import.Index, import.Length));
    }

    /// <summary>
    /// Without the words before the code. What follows it is for the validator, which knows where the code ends.
    /// </summary>
    private static string Unfenced(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            var line = TypedText.Code(text[start..(end < 0 ? text.Length : end + 1)]);
            if (Import().IsMatch(line) || SceneClass().IsMatch(line) || Statement().IsMatch(line)) break;
            // A comment, a string, JSON or a number of a line may belong to the code.
            if (line.TrimStart() is [var first, ..] && "#\"'{[>+|0123456789@".Contains(first, StringComparison.Ordinal)) return text.Trim();
            if (end < 0) return text.Trim();
            start = end + 1;
        }

        return text[start..].Trim();
    }

    /// <summary>A prompt of Python, the number of a line or the sign of a change before the code.</summary>
    private const string Lead = @"^[ \t]*(?:>>>[ \t]?|\.\.\.[ \t]?|\d{1,4}[.:|)]?[ \t]+|[+][ \t]?|\|[ \t]?)?[ \t]*";

    private const string Packages =
        @"(?:manim|manimlib|manimgl|manimce|manim_[a-z_]+|big_ol_pile_of_manim_imports|[a-z_]*manim_imports[a-z_]*)";

    [GeneratedRegex(
        Lead + @"(?:from\s+" + Packages + @"(?:\.\w+)*\s+import\s*"
        + @"(?:\*|\(|[A-Za-z_]\w*(?:\s+as\s+\w+)?(?:[ \t]*,[ \t]*\w+(?:\s+as\s+\w+)?)*[ \t]*,?)?|"
        + @"import\s+" + Packages + @"(?:\.\w+)*(?:\s+as\s+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:\s+as\s+\w+)?)*)[ \t]*(?:[;#\\].*)?\r?$",
        RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Import();

    [GeneratedRegex(
        Lead + @"class\s+\w+\s*\([^()\n]{0,300}?\b\w{0,60}(?:Scene|Slide)\b[^()\n]{0,300}\)\s*:",
        RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex SceneClass();

    [GeneratedRegex(Lead + @"(?:async\s+)?def\s+construct\s*\(\s*self\s*[):]", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Construct();

    [GeneratedRegex(@"\bself\s*\.\s*(?:play|wait)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Plays();

    /// <summary>A line that is a statement and no sentence.</summary>
    [GeneratedRegex(
        Lead + @"(?:[A-Za-z_][\w.]*(?:\[[^\]\n]{0,100}\])?(?:[ \t]*[-+*/]?=(?!=)|\()|(?:class|def)\s+\w+[^\n]{0,300}:[ \t\r]*$"
        + @"|for\s+\w[^\n]{0,100}\sin\s[^\n]{0,200}:[ \t\r]*$|(?:from\s+[\w.]+\s+)?import\s+[\w.*]+(?:\s+as\s+\w+)?[ \t\r]*$|@\w)",
        RegexOptions.Multiline)]
    private static partial Regex Statement();

    /// <summary>Code whose line ends were lost.</summary>
    [GeneratedRegex(
        @"\A\W*(?:python\s+)?from\s+" + Packages + @"(?:\.\w+)*\s+import\s+\*.*\bclass\s+\w+\s*\(\s*[\w.]*Scene\s*\)\s*:",
        RegexOptions.IgnoreCase)]
    private static partial Regex Squashed();

    /// <summary>Code within a string of JSON.</summary>
    [GeneratedRegex(
        @"""\s*(?:\\n)*(?:from\s+" + Packages + @"(?:\.\w+)*\s+import\s|import\s+" + Packages + @"\b).*class\s+\w+\s*\(",
        RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Quoted();

    [GeneratedRegex("manim|construct", RegexOptions.IgnoreCase)]
    private static partial Regex Names();
}
