using System.Net;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Telegram;

namespace ObsidianVault.Functional.Service;

/// <summary>The service with an AI endpoint that speaks the OpenAI protocol.</summary>
public sealed class AiProviderTests(EmbeddedShape shape)
{
    private const string Scene = """
        Here is your scene.
        ```python
        # title: A circle
        from manim import *
        class Circles(Scene):
            def construct(self):
                self.play(Create(Circle()))
                self.wait(1)
        ```
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Its_code_is_rendered_its_answers_are_sent_and_its_tokens_are_paid()
    {
        await using var vault = await shape.StartNewAsync(VaultService.UseAi);
        vault.Ai.Script(Scene);
        (await vault.TelegramAsync(1, "/video Draw a circle")).ShouldBe(HttpStatusCode.OK);
        var video = (TelegramVideoSent)await vault.Telegram.WaitForAsync(
            r => r is TelegramVideoSent, Patience, TestContext.Current.CancellationToken);
        video.Caption!.ShouldContain("A circle");
        vault.Ai.Requests.Items.ShouldHaveSingleItem().LastText("user")!.ShouldContain("Draw a circle");
        vault.Ai.Requests.Items[0].Authorization.ShouldBe("Bearer stand-in-key");

        vault.Ai.Script("Two is the only even prime.");
        (await vault.TelegramAsync(2, "Which prime is even?")).ShouldBe(HttpStatusCode.OK);
        await vault.Telegram.WaitForAsync(
            r => r is TelegramMessageSent { Text: "Two is the only even prime." }, Patience, TestContext.Current.CancellationToken);

        (await vault.TelegramAsync(3, "/usage")).ShouldBe(HttpStatusCode.OK);
        var usage = (TelegramMessageSent)await vault.Telegram.WaitForAsync(
            r => r is TelegramMessageSent { Text: var text } && text.StartsWith("Spent"), Patience, TestContext.Current.CancellationToken);
        usage.Text.ShouldContain("tokens: $");
        usage.Text.ShouldContain("render-seconds: $");
    }

    [Fact]
    public async Task When_it_is_down_the_person_is_told_and_nothing_is_charged()
    {
        await using var vault = await shape.StartNewAsync(VaultService.UseAi);
        vault.Ai.FailAlways(new Fault.Error(500, "The engine is on fire."));
        (await vault.TelegramAsync(1, "/video Draw a circle")).ShouldBe(HttpStatusCode.OK);
        var failure = (TelegramMessageSent)await vault.Telegram.WaitForAsync(
            r => r is TelegramMessageSent { Text: var text } && text.StartsWith('❌'), Patience, TestContext.Current.CancellationToken);
        failure.Text.ShouldContain("did not answer");
        failure.Text.ShouldNotContain("fire");
        (await vault.TelegramAsync(2, "/usage")).ShouldBe(HttpStatusCode.OK);
        var usage = (TelegramMessageSent)await vault.Telegram.WaitForAsync(
            r => r is TelegramMessageSent { Text: var text } && text.StartsWith("Spent"), Patience, TestContext.Current.CancellationToken);
        usage.Text.ShouldStartWith("Spent in all: $0\n");
    }
}
