using System.Text.RegularExpressions;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>Chooses the topic that a prompt asks for, by phrases and with tolerance for typing errors.</summary>
internal static partial class TopicSelector
{
    private const double WeakShare = 0.5;
    private const int MinJoined = 8;

    /// <summary>Words that ask for something other than an explanation of mathematics.</summary>
    private static readonly string[] OffTopic =
    [
        "poem", "joke", "story", "song", "essay", "recipe", "lyric", "haiku", "novel", "email", "translate", "weather", "capital",
        "president", "movie",
        "football", "password", "letter", "tweet", "resume", "dance", "hypothesis", "hypotheses", "conjecture",
    ];

    /// <summary>The topic, or null if none fits or the prompt is about something else.</summary>
    /// <param name="prompt">What was asked.</param>
    /// <param name="facts">The mathematics in it.</param>
    /// <param name="language">The language in which it was asked, as a two-letter code.</param>
    public static Topic? Select(string prompt, PromptFacts facts, string language = "en") =>
        language == "en" ? Select(prompt, facts) : Spoken(prompt, facts, language) ?? International(prompt, facts);

    /// <summary>The topic that a prompt in another language than English names.</summary>
    private static Topic? Spoken(string prompt, PromptFacts facts, string language)
    {
        var words = SpokenWords.Of(Clip(prompt));
        var (topic, score) = TopicLibrary.Topics
            .Where(topic => topic.Translations.ContainsKey(language))
            .SelectMany(topic => topic.Translations[language].Phrases,
                (topic, phrase) => (topic, Score: SpokenWords.Score(words, phrase)))
            .MaxBy(found => found.Score);
        if (score == 0) return null;
        var named = topic.Translations[language].Phrases.SelectMany(known => known.Words);
        return TakesNumbers(topic, facts, words.Except(named)) ? topic : null;
    }

    /// <summary>Names that are the same in all languages, such as Monty Hall.</summary>
    private static Topic? International(string prompt, PromptFacts facts)
    {
        var words = PromptWords.Of(Clip(prompt));
        return TopicLibrary.Topics
            .SelectMany(topic => topic.Keywords, (topic, keyword) => (topic, keyword))
            .Where(found => !found.keyword.Weak && Find(found.keyword.Words, words, out var exact) >= 0 && exact)
            .Where(found => TakesNumbers(found.topic, facts, words.Except(found.keyword.Words)))
            .OrderByDescending(found => found.keyword.Words.Length)
            .Select(found => found.topic)
            .FirstOrDefault();
    }

    /// <summary>Whether a topic has a place for the numbers that were said: none is left out in silence.</summary>
    private static bool TakesNumbers(Topic topic, PromptFacts facts, IEnumerable<string> words)
    {
        var numbers = words.Count(word => char.IsDigit(word[0]));
        return numbers == 0
            || topic.List is not null
            || facts.Numbers.Count <= topic.Slots.Count
            || (topic.Function is not null && facts.Function is not null);
    }

    private static Topic? Select(string prompt, PromptFacts facts)
    {
        var words = PromptWords.Of(Clip(prompt));
        if (words.Any(OffTopic.Contains))
            return null;
        var best = Ranked(words, hasFormula: facts.Function is not null).FirstOrDefault();
        if (best.Score > 0)
            return HasPlaceFor(best.Topic, prompt, facts, words) ? best.Topic : null;
        if (facts.Written.Equations().Count == 6)
            return Topic("linear_system");
        if (facts.Written.Complex().Count == 4)
            return Topic("complex");
        var content = words.Count(PromptWords.IsContent);
        return facts.Function is not null && content <= 4 ? Topic("plot") : null;
    }

    /// <summary>Whether a topic uses the numbers of a prompt; one that draws a function says itself which it could not read.</summary>
    private static bool HasPlaceFor(Topic topic, string prompt, PromptFacts facts, IEnumerable<string> words) =>
        topic.List is not null
        || topic.Function is not null
        || topic.Numbers is TopicNumbers.Equations or TopicNumbers.Complex
        || !words.Except(topic.Keywords.SelectMany(keyword => keyword.Words)).Any(word => char.IsDigit(word[0]))
        || facts.Numbers.Count <= topic.Slots.Count
        || NumberPattern().Count(prompt) <= topic.Slots.Count;

    [GeneratedRegex(@"\d+(?:[./]\d+)*")]
    private static partial Regex NumberPattern();

    private static Topic Topic(string id) => TopicLibrary.Topics.First(topic => topic.Id == id);

    /// <summary>The names of the closest topics, most similar first.</summary>
    public static IReadOnlyList<string> Nearest(string prompt, int count, string language = "en")
    {
        var words = PromptWords.Of(Clip(prompt)).Where(PromptWords.IsContent).ToArray();
        return
        [
            .. TopicLibrary.Topics
                .OrderByDescending(topic => topic.Keywords.Max(keyword =>
                    keyword.Words.Count(part => words.Any(word => PromptWords.Alike(word, part)))))
                .ThenByDescending(topic => topic.Id is "derivative" or "pythagoras" or "unit_circle" or "bubble_sort" or "plot")
                .Take(count)
                .Select(topic => topic.NameIn(language)),
        ];
    }

    private static IEnumerable<(Topic Topic, double Score)> Ranked(string[] words, bool hasFormula)
    {
        var content = Math.Max(1, words.Count(PromptWords.IsContent));
        return TopicLibrary.Topics
            .Select(topic => (
                Topic: topic,
                Score: topic.Keywords.Max(keyword => Score(keyword, words, content, hasFormula && topic.Function is not null))))
            .Where(found => found.Score > 0)
            .OrderByDescending(found => found.Score);
    }

    /// <summary>Longer phrases beat shorter ones, strong beat weak, exact beat alike, earlier words break ties.</summary>
    private static double Score(TopicKeyword keyword, string[] words, int content, bool fitsFormula)
    {
        var at = Find(keyword.Words, words, out var exact);
        at = at < 0 ? FindJoined(keyword.Words, words) : at;
        if (at < 0)
            return 0;
        var own = keyword.Words.Count(PromptWords.IsContent);
        if (keyword.Weak && !fitsFormula && own < WeakShare * content)
            return 0;
        return (keyword.Words.Length * 4) + (keyword.Weak ? 0 : 3) + (exact ? 1 : 0) - (at / (words.Length + 1.0));
    }

    private static int Find(string[] phrase, string[] words, out bool exact)
    {
        for (var i = 0; i + phrase.Length <= words.Length; i++)
        {
            var window = words.AsSpan(i, phrase.Length);
            exact = window.SequenceEqual(phrase);
            if (exact || AllAlike(window, phrase))
                return i;
        }

        exact = false;
        return -1;
    }

    /// <summary>A phrase written as one word ("bubblesort") or a long word written as two ("deri vative").</summary>
    private static int FindJoined(string[] phrase, string[] words)
    {
        var joined = string.Concat(phrase);
        if (joined.Length < MinJoined)
            return -1;
        for (var i = 0; i < words.Length; i++)
        {
            if (phrase.Length > 1 ? PromptWords.Alike(words[i], joined) : i + 1 < words.Length && words[i] + words[i + 1] == joined)
                return i;
        }

        return -1;
    }

    private static bool AllAlike(ReadOnlySpan<string> words, string[] phrase)
    {
        for (var i = 0; i < phrase.Length; i++)
        {
            if (!PromptWords.Alike(words[i], phrase[i]))
                return false;
        }

        return true;
    }

    private static string Clip(string prompt) => prompt.Length > PromptFacts.MaxPrompt ? prompt[..PromptFacts.MaxPrompt] : prompt;
}
