using System.Net;
using System.Text.RegularExpressions;
using ObsidianVault.Fakes.Demo;
using ObsidianVault.Fakes.Telegram;

namespace ObsidianVault.Functional.Service;

/// <summary>The main job over Telegram, against the real service with real Manim.</summary>
public abstract partial class TelegramVideoTests(Shape shape)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_video_is_acknowledged_shown_in_progress_and_delivered_once_with_a_link_that_works_once()
    {
        await using var vault = await shape.StartNewAsync(new Dictionary<string, string> { ["Lifetimes__Claim"] = "00:00:02" });
        (await vault.TelegramAsync(1, "/video Plot y = x^2")).ShouldBe(HttpStatusCode.OK);
        (await vault.TelegramAsync(1, "/video Plot y = x^2")).ShouldBe(HttpStatusCode.OK);
        (await vault.TelegramAsync(2, "/help")).ShouldBe(HttpStatusCode.OK);

        var video = (TelegramVideoSent)await vault.Telegram.WaitForAsync(
            r => r is TelegramVideoSent, Patience, TestContext.Current.CancellationToken);
        var texts = vault.Telegram.Requests.Of<TelegramMessageSent>();
        texts.Count.ShouldBe(2);
        texts[0].Text.ShouldContain("job ");
        texts[1].Text.ShouldContain("/video Explain");
        vault.Telegram.Requests.Of<TelegramMessageEdited>().ShouldContain(e => e.Text.Contains("Rendering"));
        Mp4.Read(video.Video).StreamsFromTheStart.ShouldBeTrue();
        Mp4.Read(video.Video).Duration.TotalSeconds.ShouldBeGreaterThan(5);

        var link = new Uri(Link().Match(video.Caption!).Value);
        using (var head = await vault.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), TestContext.Current.CancellationToken))
            head.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await vault.Http.GetByteArrayAsync(link, TestContext.Current.CancellationToken)).ShouldBe(video.Video);
        await VaultService.UntilAsync(async () => await StatusAsync(vault, link) == HttpStatusCode.Gone, "the used link is gone");
        vault.Telegram.Requests.Of<TelegramVideoSent>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_refused_or_cannot_be_rendered_is_explained_to_who_sent_it()
    {
        (string Text, string Expected)[] messages =
        [
            ("from manim import *\nx = 1", "no scene"),
            ("from manim import *\nclass A(Scene):\n    def construct(self):\n        self.play(Kreate(Dot()))", "Kreate"),
            ("from manim import *\nclass A(Scene):\n    def construct(self):\n        while True: pass", "never ends"),
            ("/video the capital of France and its famous cheese", "offline catalogue"),
            (new string('x', 5_001), "5,001"),
        ];
        await using var vault = await shape.StartNewAsync();
        (await vault.TelegramAsync(1, "/help", secret: "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        (await vault.TelegramAsync(1, "/help", secret: null)).ShouldBe(HttpStatusCode.Unauthorized);
        for (var i = 0; i < messages.Length; i++)
        {
            (await vault.TelegramAsync(i + 1, messages[i].Text, chat: i + 1)).ShouldBe(HttpStatusCode.OK);
        }
        for (var i = 0; i < messages.Length; i++)
        {
            var failure = (TelegramMessageSent)await vault.Telegram.WaitForAsync(
                r => r is TelegramMessageSent sent
                    && sent.ChatId == i + 1 && sent.Text.Contains(messages[i].Expected, StringComparison.OrdinalIgnoreCase),
                Patience, TestContext.Current.CancellationToken);
            failure.Text.ShouldNotContain("Traceback");
        }

        vault.Telegram.Requests.Of<TelegramMessageSent>()
            .ShouldNotContain(m => m.Text.Contains("/video Explain"), "what had no secret was not taken");
    }

    private static async Task<HttpStatusCode> StatusAsync(VaultService vault, Uri link)
    {
        using var response = await vault.Http.GetAsync(link);
        return response.StatusCode;
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();
}

public sealed class EmbeddedTelegramVideoTests(EmbeddedShape shape) : TelegramVideoTests(shape);

public sealed class ClusterTelegramVideoTests(ClusterShape shape) : TelegramVideoTests(shape);
