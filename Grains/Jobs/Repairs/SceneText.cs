using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Jobs.Repairs;

/// <summary>Cuts scenes out of a piece of Manim code, by its lines alone.</summary>
internal static partial class SceneText
{
    /// <summary>
    /// The code without the scene class that contains the line (from 1); null if no class does, or no other scene is left.
    /// </summary>
    public static string? Without(string code, int line)
    {
        var lines = code.Split('\n');
        if (line < 1 || line > lines.Length) return null;
        var start = line - 1;
        while (start >= 0 && !IsTop(lines[start])) start--;
        if (start < 0 || !Scene().IsMatch(lines[start])) return null;
        var end = start + 1;
        while (end < lines.Length && !IsTop(lines[end])) end++;
        while (start > 0 && lines[start - 1].StartsWith('@')) start--;
        string[] rest = [.. lines[..start], .. lines[end..]];
        var header = line - 1 == start ? start : Array.FindIndex(lines, start, l => Scene().IsMatch(l));
        var name = Scene().Match(lines[header]).Groups["name"].Value;
        // A scene that others extend or refer to cannot be left out.
        var isUsed = rest.Any(l => Regex.IsMatch(l, $@"\b{Regex.Escape(name)}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
        return !isUsed && rest.Any(l => Scene().Match(l) is { Success: true } other && other.Groups["name"].Value != "Lesson")
            ? string.Join('\n', rest)
            : null;
    }

    private static bool IsTop(string line) => line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] is not ('#' or ')' or ']' or '}');

    [GeneratedRegex(@"^class\s+(?<name>\w+)\s*\([^)]*(?:Scene|Lesson)[^)]*\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scene();
}
