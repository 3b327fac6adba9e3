namespace ObsidianVault.Ai.Catalogue;

/// <summary>Chat answers from fixed texts.</summary>
internal static class CatalogueHelp
{
    public const string HowToGetMore =
        "For other topics, the operator can connect a language model with Ai__BaseUrl, Ai__ApiKey and Ai__Model.";

    private const string Face = "This is the built-in offline catalogue, not a language model.";

    private const string Commands =
        """
        /video <topic> - makes a short video, for example: /video derivative of x^3 - 3x
        /status - shows where your videos stand
        /help - shows these commands
        /start - says hello
        """;

    public static string Answer(string prompt)
    {
        var words = PromptWords.Of(prompt.Length > PromptFacts.MaxPrompt ? prompt[..PromptFacts.MaxPrompt] : prompt);
        if (words.Any(word => word is "topic" or "catalogue" or "catalog" or "list"))
            return $"{Face} It has {TopicLibrary.Topics.Count} topics:\n{TopicList()}\n\nAsk for one with /video. {HowToGetMore}";
        if (words.Any(word => word is "status" or "progress" or "ready" or "long"))
            return $"{Face} Send /status to see where your videos stand. The video arrives here as a link when it is ready.";
        if (TopicSelector.Select(prompt, PromptFacts.Of(prompt)) is { } topic)
        {
            return $"{Face} It has a video on this: send /video {topic.Name.ToLowerInvariant()}, "
                + $"with your own function or numbers if you like. {HowToGetMore}";
        }

        return $"I make short mathematics videos from a line of text and send you a link. {Face}\n\n{Commands}\n\n"
            + $"Ask for \"topics\" to see all {TopicLibrary.Topics.Count} topics. {HowToGetMore}";
    }

    private static string TopicList() =>
        string.Join('\n', TopicLibrary.Topics.Select(topic => "- " + topic.Name).Order(StringComparer.OrdinalIgnoreCase));
}
