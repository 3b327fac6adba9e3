using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Unit.Ai;

public sealed class CatalogueChatTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_for_topics_it_lists_every_one()
    {
        var answer = await Answer("What topics do you have?");

        foreach (var topic in TopicLibrary.Topics)
            answer.ShouldContain("- " + topic.Name);
        answer.ShouldContain($"{TopicLibrary.Topics.Count} topics");
    }

    [Theory]
    [InlineData("how long does it take?", "/status")]
    [InlineData("is my video ready", "/status")]
    [InlineData("what is a derivative?", "send /video derivative as slope of the tangent")]
    [InlineData("tell me about eigenvectors", "send /video eigenvectors and eigenvalues")]
    [InlineData("hello", "/video <topic>")]
    [InlineData("", "/video <topic>")]
    [InlineData("write me a poem about cats", "/video <topic>")]
    public async Task It_says_what_to_send(string prompt, string expected)
    {
        var answer = await Answer(prompt);

        answer.ShouldContain(expected);
        answer.ShouldContain("offline catalogue, not a language model");
    }

    [Theory]
    [InlineData("a train leaves at 9:40 and arrives at 13:15, how long was the journey")]
    [InlineData("wie lange braucht man von Berlin nach Muenchen mit dem Zug?")]
    public async Task A_question_about_a_duration_is_none_about_videos(string prompt) =>
        (await Answer(prompt)).ShouldNotContain("Send /status to see");

    [Fact]
    public void A_topic_is_taught_in_sentences_and_not_in_the_code_of_its_scene()
    {
        foreach (var topic in TopicLibrary.Topics)
        {
            foreach (var sentence in topic.Sentences("en").Concat(topic.Sentences("zh")))
            {
                sentence.ShouldNotContain("self.", customMessage: topic.Id);
                sentence.ShouldNotContain("\n", customMessage: topic.Id);
                sentence.ShouldNotContain("(self", customMessage: topic.Id);
            }
        }
    }

    [Fact]
    public void Most_topics_are_taught_in_words() =>
        TopicLibrary.Topics.Count(topic => topic.Sentences("en").Count > 1).ShouldBeGreaterThan(TopicLibrary.Topics.Count / 2);

    [Fact]
    public void The_command_it_suggests_leads_to_the_same_topic()
    {
        foreach (var topic in TopicLibrary.Topics)
            (TopicSelector.Select(topic.Name.ToLowerInvariant(), PromptFacts.Of(topic.Name))?.Id).ShouldBe(topic.Id);
    }

    [Fact]
    public async Task It_answers_the_last_turn_of_the_user()
    {
        using var client = new CatalogueChatClient();
        ChatMessage[] turns =
        [
            new(ChatRole.User, "topics"), new(ChatRole.Assistant, "the list"), new(ChatRole.User, "status?"),
            new(ChatRole.System, "topics"),
        ];

        var response = await client.GetResponseAsync(turns, cancellationToken: Cancellation);

        response.Text.ShouldContain("Send /status");
        response.Text.ShouldNotContain("- Bubble sort");
    }

    [Fact]
    public async Task An_answer_costs_nothing_and_names_its_model()
    {
        using var client = new CatalogueChatClient();

        var response = await client.GetResponseAsync([new(ChatRole.User, "hello")], cancellationToken: Cancellation);

        response.ModelId.ShouldBe("catalogue");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Usage!.TotalTokenCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(AiTask.Chat, "hello")]
    [InlineData(AiTask.ManimCode, "bubble sort 3 1 2")]
    public async Task Streaming_gives_the_same_text(AiTask task, string prompt)
    {
        using var client = new CatalogueChatClient();
        var options = new ChatOptions().For(task);
        ChatMessage[] turns = [new(ChatRole.User, prompt)];

        var whole = await client.GetResponseAsync(turns, options, Cancellation);
        var parts = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(turns, options, Cancellation))
            parts.Add(update);

        parts.ToChatResponse().Text.ShouldBe(whole.Text);
        parts.ToChatResponse().ModelId.ShouldBe("catalogue");
    }

    [Fact]
    public async Task Streaming_code_for_an_unknown_topic_fails_like_a_whole_answer()
    {
        using var client = new CatalogueChatClient();
        var options = new ChatOptions().For(AiTask.ManimCode);

        var failure = await Should.ThrowAsync<NoTopicException>(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync([new(ChatRole.User, "capital of France")], options, Cancellation))
            {
            }
        });

        failure.Message.ShouldContain("closest topics");
    }

    [Fact]
    public async Task A_cancelled_request_is_not_answered()
    {
        using var client = new CatalogueChatClient();

        await Should.ThrowAsync<OperationCanceledException>(
            () => client.GetResponseAsync([new(ChatRole.User, "hello")], cancellationToken: new(canceled: true)));
    }

    private static async Task<string> Answer(string prompt)
    {
        using var client = new CatalogueChatClient();
        return (await client.GetResponseAsync([new(ChatRole.User, prompt)], new ChatOptions().For(AiTask.Chat), Cancellation)).Text;
    }
}
