namespace ObsidianVault.Ai.Catalogue;

/// <summary>A number the prompt may set.</summary>
/// <param name="Name">Placeholder name in the template.</param>
/// <param name="Default">The value if the prompt gives none.</param>
/// <param name="Min">Smallest value the picture can show.</param>
/// <param name="Max">Largest value the picture can show.</param>
/// <param name="Whole">Whether only integers make sense.</param>
/// <param name="Words">Words that name the number in a prompt, as in "ratio 1/3" or "n = 6".</param>
internal sealed record TopicSlot(string Name, double Default, double Min, double Max, bool Whole, IReadOnlyList<string> Words)
{
    public bool Fits(double value) => value >= Min && value <= Max && (!Whole || value % 1 == 0);
}

/// <summary>A row of integers the prompt may set, such as what to sort.</summary>
internal sealed record TopicList(IReadOnlyList<double> Default, double Min, double Max, int MinCount, int MaxCount);

/// <summary>Which numbers of a prompt fill the slots of a topic.</summary>
internal enum TopicNumbers
{
    /// <summary>Any, in order of appearance.</summary>
    Plain,

    /// <summary>Slope and intercept of a linear function, otherwise like <see cref="Plain"/>.</summary>
    Linear,

    /// <summary>Real and imaginary parts of two complex numbers.</summary>
    Complex,

    /// <summary>Coefficients of two linear equations in x and y.</summary>
    Equations,
}

/// <summary>A phrase that indicates a topic; a weak one (an everyday word) counts only if the prompt says little else.</summary>
internal sealed record TopicKeyword(string[] Words, bool Weak);

/// <summary>One template of the catalogue with the front matter of its file.</summary>
internal sealed record Topic
{
    private const int ShortestSentence = 30;

    public required string Id { get; init; }

    /// <summary>The title of the video, which may contain {{F_TEXT}}.</summary>
    public required string Title { get; init; }

    /// <summary>Short name for lists.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<TopicKeyword> Keywords { get; init; }

    /// <summary>The default function of x; null if the topic has none.</summary>
    public string? Function { get; init; }

    public double RangeFrom { get; init; } = -3;

    public double RangeTo { get; init; } = 3;

    /// <summary>Default point of interest on x.</summary>
    public double Point { get; init; } = 1;

    /// <summary>Only quadratic functions fit.</summary>
    public bool Quadratic { get; init; }

    /// <summary>Whether the function must be a composition, as the chain rule needs.</summary>
    public bool Chain { get; init; }

    /// <summary>Where the slots' values come from.</summary>
    public TopicNumbers Numbers { get; init; }

    /// <summary>Whether the slots are set all together or not at all, as in a matrix.</summary>
    public bool AllSlots { get; init; }

    public IReadOnlyList<TopicSlot> Slots { get; init; } = [];

    public TopicList? List { get; init; }

    /// <summary>What it says in other languages than English, by two-letter code.</summary>
    public IReadOnlyDictionary<string, TopicTranslation> Translations { get; init; } =
        new Dictionary<string, TopicTranslation>(StringComparer.Ordinal);

    /// <summary>The short name in a language; English where there is none.</summary>
    public string NameIn(string language) => Translations.GetValueOrDefault(language)?.Name ?? Name;

    /// <summary>What the scene says under its pictures, in its order, without the sentences that hold values.</summary>
    /// <remarks>The table of translations knows the scene's texts; its string literals alone would be names and formulas too.</remarks>
    public IReadOnlyList<string> Sentences(string language) =>
    [
        .. (Translations.Values.FirstOrDefault()?.Texts ?? [])
            .Select(row => row.English)
            .Where(english => english.Length >= ShortestSentence && english.AsSpan().IndexOfAny("{}\\") < 0)
            .Select(english => (English: english, At: Template.IndexOf($"\"{english}\"", StringComparison.Ordinal)))
            .Where(found => found.At >= 0)
            .OrderBy(found => found.At)
            .Select(found => Translated(found.English, language)),
    ];

    private string Translated(string english, string language) =>
        Translations.GetValueOrDefault(language)?.Texts.FirstOrDefault(row => row.English == english).Text ?? english;

    /// <summary>Python text after the front matter, with {{placeholders}}.</summary>
    public required string Template { get; init; }
}
