using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>Turns a prompt into an answer with one fenced scene file.</summary>
internal static class CatalogueCode
{
    private const int NearestCount = 5;

    /// <exception cref="NoTopicException">No topic fits.</exception>
    public static string Answer(string prompt, string language = "en", string? question = null)
    {
        var facts = PromptFacts.Of(prompt);
        var topic = TopicSelector.Select(prompt, facts, language) ?? throw new NoTopicException(question ?? NoTopic(prompt, language));
        return $"From the offline catalogue: {topic.NameIn(language)}.\n\n```python\n{TopicFiller.Fill(topic, facts, language)}```\n";
    }

    private static string NoTopic(string prompt, string language) =>
        new CatalogueTexts(language)["none"].Replace(
            "{0}", string.Join(", ", TopicSelector.Nearest(prompt, NearestCount, language)), StringComparison.Ordinal)
        + " " + new CatalogueTexts(language)["operator"];
}
