using System.Text.RegularExpressions;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Scenes;

/// <summary>Scenes to judge the validator by: our own, good and broken, and the examples of the installed Manim's documentation.</summary>
internal static partial class Corpus
{
    public static IEnumerable<string> Good => Names("Good");

    public static IEnumerable<string> Broken => Names("Broken");

    public static string Read(string kind, string name) => File.ReadAllText(Path.Combine(Folder(kind), name + ".py"));

    /// <summary>
    /// The blocks of <c>.. manim::</c> in Manim's own sources, without those that need what scenes do not have here: another
    /// renderer, files, the network, an interpreter's prompt.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Examples()
    {
        var package = Path.Combine(ManimRoot.Path, "usr/lib/python3/dist-packages/manim");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(package, "*.py", SearchOption.AllDirectories))
        {
            foreach (Match block in Block().Matches(File.ReadAllText(file)))
            {
                var lines = block.Groups["body"].Value.Split('\n').Where(line => !Option().IsMatch(line)).ToList();
                var indent = lines.Where(line => line.Trim().Length > 0)
                    .Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
                var code = "from manim import *\n"
                    + string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : "")).Trim('\n') + "\n";
                if (!Unfit().IsMatch(code)) found[$"{Path.GetRelativePath(package, file)}: {block.Groups["name"].Value}"] = code;
            }
        }

        return found;
    }

    private static IEnumerable<string> Names(string kind) =>
        Directory.EnumerateFiles(Folder(kind), "*.py")
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    private static string Folder(string kind) => Path.Combine(AppContext.BaseDirectory, "Scenes", kind);

    [GeneratedRegex(@"^(?<indent> *)\.\. manim:: (?<name>\w+)[^\n]*\n(?<body>(?:(?:\k<indent> +[^\n]*)?\n)*)", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*:[a-z_]+:")]
    private static partial Regex Option();

    [GeneratedRegex(@">>>|OpenGL|Typst|import requests|add_sound\(")]
    private static partial Regex Unfit();
}
