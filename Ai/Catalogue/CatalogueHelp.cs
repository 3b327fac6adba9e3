using System.Globalization;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>Chat answers from fixed texts, in the person's language.</summary>
internal static class CatalogueHelp
{
    private const int FewWords = 5;
    private const int FewWordsAboutVideos = 8;

    /// <summary>An answer to a message that the exact engine knows no answer to.</summary>
    /// <param name="prompt">The message.</param>
    /// <param name="language">Its language as a two-letter code.</param>
    /// <param name="question">What the engine asks about a formula in the message; null if it has none.</param>
    public static string Answer(string prompt, string language = "en", string? question = null)
    {
        prompt = prompt.Length > PromptFacts.MaxPrompt ? prompt[..PromptFacts.MaxPrompt] : prompt;
        var (say, words) = (new CatalogueTexts(language), SpokenWords.Of(prompt));
        // Words such as "long" and "list" are of a video and of the catalogue only where little else is said.
        var asks = words.Length <= FewWordsAboutVideos;
        if (asks && CatalogueTexts.Says(words, "topics"))
        {
            var count = TopicLibrary.Topics.Count.ToString(CultureInfo.InvariantCulture);
            return $"{say["face"]} {Fill(say["topics"], count)}\n{TopicList(language)}\n\n{say["pick"]} {say["operator"]}";
        }

        if (asks && CatalogueTexts.Says(words, "status"))
            return $"{say["face"]} {say["status"]}";
        if (TopicSelector.Select(prompt, PromptFacts.Of(prompt), language) is { } topic)
            return $"{Taught(topic, language)}{Fill(say["watch"], Sent(topic, language))}\n\n{say["face"]} {say["operator"]}";
        if (question is not null)
            return question;
        if (words.Length <= FewWords && CatalogueTexts.Says(words, "thanks"))
            return $"{say["welcome"]}\n\n{say["face"]}";
        var greeted = words.Length <= FewWords && (words.Length == 0 || CatalogueTexts.Says(words, "greeting"));
        var first = greeted ? say["hello"] : say["needs"];
        return $"{first} {say["face"]}\n\n{say["can"]}\n\n{say["commands"]}\n\n{say["operator"]}";
    }

    /// <summary>The sentences of a topic's scene, which teach it in words.</summary>
    private static string Taught(Topic topic, string language)
    {
        var sentences = topic.Sentences(language);
        return sentences.Count < 2 ? "" : string.Join('\n', sentences.Select(sentence => "- " + sentence)) + "\n\n";
    }

    /// <summary>German nouns keep their capitals.</summary>
    private static string Sent(Topic topic, string language) =>
        language == "de" ? topic.NameIn(language) : topic.NameIn(language).ToLowerInvariant();

    private static string TopicList(string language) =>
        string.Join('\n', TopicLibrary.Topics.Select(topic => "- " + topic.NameIn(language)).Order(StringComparer.OrdinalIgnoreCase));

    private static string Fill(string text, string value) => text.Replace("{0}", value, StringComparison.Ordinal);
}
