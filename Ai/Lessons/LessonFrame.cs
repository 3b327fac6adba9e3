using System.Globalization;
using System.Text.RegularExpressions;

namespace ObsidianVault.Ai.Lessons;

/// <summary>
/// The class <c>Lesson</c>, which scenes may extend. It is part of the file that is rendered, shown and downloaded, so that the file runs
/// anywhere; models read and write the file without it. See docs/adr/0046.
/// </summary>
public static partial class LessonFrame
{
    private const string Import = "from manim import *";
    private const string First = "# The frame of the lesson: colours, places and captions. The scene itself follows below.";
    private const string Last = "# The scene.";

    /// <summary>The class and its colours, without an import of Manim.</summary>
    public static string Source { get; } = Read();

    private static readonly string[] s_block = [First, .. Source.TrimEnd().Split('\n'), "", "", Last];

    /// <summary>The file with the class, if one of its scenes extends it and the file does not have it yet.</summary>
    public static string Complete(string code)
    {
        if (!Extends().IsMatch(code) || Defines().IsMatch(code)) return code;
        var lines = Lines(code);
        var at = Array.FindIndex(lines, line => line.StartsWith(Import, StringComparison.Ordinal));
        if (at >= 0) return string.Join('\n', [.. lines[..(at + 1)], "", .. s_block, .. Trimmed(lines[(at + 1)..])]);
        at = Array.FindIndex(lines, line => !line.StartsWith('#'));
        return string.Join('\n', [.. lines[..at], Import, "", .. s_block, .. Trimmed(lines[at..])]);
    }

    /// <summary>The file as its author wrote it.</summary>
    public static string Without(string code) =>
        Find(code) is { } block ? string.Join('\n', [.. Lines(code)[..block.Start], "", "", .. Lines(code)[block.End..]]) : code;

    /// <summary>The number that a line, from 1, has in the file without the class; 0 if it is within the class, or unknown.</summary>
    public static int LineWithout(string code, int line)
    {
        if (Find(code) is not { } block || line <= block.Start) return line;
        return line <= block.End ? 0 : line - (block.End - block.Start) + 2;
    }

    /// <summary>The message with the numbers of lines that it names as in the file without the class.</summary>
    public static string MessageWithout(string code, string message) => Find(code) is null ? message : LineNumber().Replace(
        message,
        match => LineWithout(code, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) is > 0 and var line
            ? string.Create(CultureInfo.InvariantCulture, $"Line {line}")
            : "The class Lesson");

    /// <summary>The lines of the class with the empty ones around it, from 0; null if the file does not have it.</summary>
    private static (int Start, int End)? Find(string code)
    {
        var lines = Lines(code);
        var (start, end) = (Array.IndexOf(lines, First), Array.IndexOf(lines, Last));
        if (start < 0 || end < start) return null;
        while (start > 0 && lines[start - 1].Length == 0) start--;
        end++;
        while (end < lines.Length && lines[end].Length == 0) end++;
        return (start, end);
    }

    private static string[] Trimmed(string[] lines) => [.. lines.SkipWhile(string.IsNullOrWhiteSpace)];

    private static string[] Lines(string code) => code.ReplaceLineEndings("\n").Split('\n');

    private static string Read()
    {
        using var stream = typeof(LessonFrame).Assembly.GetManifestResourceStream("lesson.py")
            ?? throw new InvalidOperationException("The class Lesson is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^class\s+\w+\s*\([^)\n]*\bLesson\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Extends();

    [GeneratedRegex(@"^class\s+Lesson\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Defines();

    [GeneratedRegex(@"\bLine (\d{1,6})\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LineNumber();
}
