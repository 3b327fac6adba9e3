using System.Globalization;
using ObsidianVault.Ai.Lessons;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>The topics, read once from the embedded templates.</summary>
internal static class TopicLibrary
{
    private const string Folder = "catalogue/";
    private const string PreludeFile = Folder + "_prelude.py";
    private const string Mark = "#: ";

    private static readonly Lazy<IReadOnlyList<Topic>> Loaded = new(Load);

    public static IReadOnlyList<Topic> Topics => Loaded.Value;

    /// <summary>Imports, the class Lesson and drawing functions at the start of each scene file.</summary>
    public static string Prelude { get; } = $"from manim import *\n\n{LessonFrame.Source}\n\n{Read(PreludeFile)}";

    /// <summary>The prelude with its footer in a language.</summary>
    public static string PreludeIn(string language) =>
        Prelude.Replace("\"offline catalogue\"", $"\"{new CatalogueTexts(language)["offline"]}\"", StringComparison.Ordinal);

    /// <summary>The table of <see cref="CatalogueTexts"/>.</summary>
    public static string ReadTexts() => Read(Folder + "_texts.tsv");

    private static List<Topic> Load() =>
    [
        .. typeof(TopicLibrary).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".py", StringComparison.Ordinal))
            .Where(name => name != PreludeFile)
            .Order(StringComparer.Ordinal)
            .Select(name => Parse(name[Folder.Length..^".py".Length], Read(name)) with
            {
                Translations = TopicTranslation.Parse(Read(Path.ChangeExtension(name, ".tsv"))),
            }),
    ];

    /// <summary>Front matter is the leading lines "#: key: value".</summary>
    internal static Topic Parse(string id, string text)
    {
        var lines = text.Split('\n');
        var front = lines.TakeWhile(line => line.StartsWith(Mark, StringComparison.Ordinal))
            .Select(line => line[Mark.Length..].Split(": ", 2))
            .ToLookup(pair => pair[0], pair => pair[1].Trim());
        var range = Numbers(front["range"].FirstOrDefault() ?? "-3 3");
        return new()
        {
            Id = id,
            Title = front["title"].Single(),
            Name = front["name"].Single(),
            Keywords = [.. Keywords(front["strong"], weak: false), .. Keywords(front["weak"], weak: true)],
            Function = front["function"].FirstOrDefault(),
            RangeFrom = range[0],
            RangeTo = range[1],
            Point = Numbers(front["point"].FirstOrDefault() ?? "1")[0],
            Quadratic = front["quadratic"].Any(),
            Chain = front["chain"].Any(),
            Numbers = front["complex"].Any() ? TopicNumbers.Complex
                : front["equations"].Any() ? TopicNumbers.Equations
                : front["linear"].Any() ? TopicNumbers.Linear
                : TopicNumbers.Plain,
            AllSlots = front["all-slots"].Any(),
            Slots = [.. front["slot"].Select(Slot)],
            List = front["list"].Select(List).FirstOrDefault(),
            Template = string.Join('\n', lines.SkipWhile(line => line.StartsWith(Mark, StringComparison.Ordinal))).Trim() + "\n",
        };
    }

    private static IEnumerable<TopicKeyword> Keywords(IEnumerable<string> lines, bool weak) =>
        lines.SelectMany(line => line.Split(','))
            .Select(phrase => new TopicKeyword(PromptWords.Of(phrase), weak));

    /// <summary>"NAME default min max", then "whole" for integers, then "| " and the words that name the number.</summary>
    private static TopicSlot Slot(string line)
    {
        var halves = line.Split(" | ");
        var parts = halves[0].Split(' ');
        var numbers = Numbers(string.Join(' ', parts[1..4]));
        return new(parts[0], numbers[0], numbers[1], numbers[2], parts.Length > 4, halves.Length > 1 ? halves[1].Split(", ") : []);
    }

    /// <summary>"default numbers | min max | min-count max-count".</summary>
    private static TopicList List(string line)
    {
        var parts = line.Split('|');
        var (limits, counts) = (Numbers(parts[1]), Numbers(parts[2]));
        return new(Numbers(parts[0]), limits[0], limits[1], (int)counts[0], (int)counts[1]);
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => double.Parse(part, CultureInfo.InvariantCulture))];

    private static string Read(string name)
    {
        using var stream = typeof(TopicLibrary).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The embedded template {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
