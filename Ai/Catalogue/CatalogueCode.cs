using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>Turns a prompt into an answer with one fenced scene file.</summary>
internal static class CatalogueCode
{
    private const int NearestCount = 5;

    /// <exception cref="NoTopicException">No topic fits.</exception>
    public static string Answer(string prompt)
    {
        var facts = PromptFacts.Of(prompt);
        var topic = TopicSelector.Select(prompt, facts) ?? throw new NoTopicException(NoTopic(prompt));
        return $"From the offline catalogue: {topic.Name}.\n\n```python\n{TopicFiller.Fill(topic, facts)}```\n";
    }

    private static string NoTopic(string prompt) =>
        "I am the built-in offline catalogue and have no video on that. The closest topics are: "
        + string.Join(", ", TopicSelector.Nearest(prompt, NearestCount))
        + ". " + CatalogueHelp.HowToGetMore;
}
