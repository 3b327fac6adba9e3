using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>A person in a chat does not read what a model thinks aloud.</summary>
public sealed class ThoughtTests
{
    [Theory]
    [InlineData("Let me see. Two times two... </think>\n\nFour.", "Four.")]
    [InlineData("Hm.</thinking>Four.", "Four.")]
    [InlineData("<think>Hm.</think>Four.", "Four.")]
    [InlineData("Write <think>x</think> to think.", "Write <think>x</think> to think.")]
    [InlineData("Four.", "Four.")]
    public async Task Thoughts_that_nothing_opened_are_kept_from_it(string text, string said)
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Text = text });
        (await host.AskAsync()).Text.ShouldBe(said);
        (await host.StreamAsync()).Completed!.Text.ShouldBe(said);
        if (text.StartsWith('<')) return;
        (await host.Ai.CompleteAsync(AiHost.Call() with { Channel = "api" }, TestContext.Current.CancellationToken)).Text
            .ShouldBe(text, "programs have their own ways with them");
    }
}
