using System.Net;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos;

/// <summary>kill -9 of the service in each state of a job: after a restart the job finishes on its own, exactly once.</summary>
public abstract class KilledServiceTests(Shape shape)
{
    private const string Scene = "from manim import *\nclass A(Scene):\n    def construct(self):\n        for n in range(8):\n"
        + "            self.play(Create(Circle(n / 4 + 0.1)))\n";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData("Queued")]
    [InlineData("Generating")]
    [InlineData("Validating")]
    [InlineData("Rendering")]
    public async Task A_job_survives_a_kill(string state)
    {
        await using var vault = await shape.StartNewAsync(VaultService.UseAi);
        vault.Ai.Otherwise = _ => Scene;
        // How the test sees that the state was reached: the call to the model, or the progress message.
        if (state == "Generating") vault.Ai.Fail(new Fault.Delay(TimeSpan.FromSeconds(30)));
        (await vault.TelegramAsync(1, "/video Eight circles")).ShouldBe(HttpStatusCode.OK);
        if (state == "Generating") await vault.Ai.WaitForAsync(_ => true, Patience, TestContext.Current.CancellationToken);
        else if (state == "Validating")
        {
            await VaultService.UntilAsync(() => Task.FromResult(vault.Ai.Requests.Items.Count > 0), "the model was asked", Patience);
        }
        else if (state != "Queued") await SeeProgressAsync(vault, state);

        await vault.KillAsync();
        await vault.StartAsync();
        await DeliverAsync(vault, 2, "/help");
        await ShouldDeliverOnceAsync(vault);
        // At most one duplicate acknowledgement: the kill may fall between the send and its record.
        vault.Telegram.Requests.Of<TelegramMessageSent>().Count(m => m.Text.Contains("on its way")).ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task A_job_survives_a_kill_while_its_video_is_stored()
    {
        await using var objects = new S3Server();
        await objects.InitializeAsync();
        await using var vault = await shape.StartNewAsync(VaultService.UseAi, ClusterShape.ObjectsIn(objects));
        vault.Ai.Otherwise = _ => Scene.Replace("range(8)", "range(24)", StringComparison.Ordinal);
        (await vault.TelegramAsync(1, "/video Many circles")).ShouldBe(HttpStatusCode.OK);
        await SeeProgressAsync(vault, "Rendering");
        await objects.PauseAsync();
        // The store may be asked first whether it already has the video: do not wait for that.
        await SeeProgressAsync(vault, "Uploading");

        await vault.KillAsync();
        await objects.ResumeAsync();
        await vault.StartAsync();
        await DeliverAsync(vault, 2, "/help");
        await ShouldDeliverOnceAsync(vault);
    }

    [Fact]
    public async Task A_video_that_is_ready_and_could_not_be_sent_is_sent_after_a_kill()
    {
        await using var vault = await shape.StartNewAsync(VaultService.UseAi);
        vault.Ai.Otherwise = _ => Scene;
        (await vault.TelegramAsync(1, "/video Eight circles")).ShouldBe(HttpStatusCode.OK);
        await SeeProgressAsync(vault, "Rendering");
        vault.Telegram.FailAlways(new Fault.Error(500, "Bad Gateway"));
        // The attempts fail, but the stand-in still records them.
        await vault.Telegram.WaitForAsync(r => r is TelegramVideoSent, Patience, TestContext.Current.CancellationToken);
        await vault.KillAsync();
        var failed = vault.Telegram.Requests.Of<TelegramVideoSent>().Count;
        vault.Telegram.Heal();
        await vault.StartAsync();
        await VaultService.UntilAsync(
            () => Task.FromResult(vault.Telegram.Requests.Of<TelegramVideoSent>().Count > failed), "the video is sent again", Patience);
        await DeliverAsync(vault, 2, "/help");
        await SeeHelpAsync(vault);
        vault.Telegram.Requests.Of<TelegramVideoSent>().Count.ShouldBe(failed + 1);
    }

    /// <summary>
    /// As a channel does: until it is acknowledged. A webhook is answered within eight seconds, and the silos that were killed
    /// are noticed only after more than that.
    /// </summary>
    internal static Task DeliverAsync(VaultService vault, int id, string text) => VaultService.UntilAsync(
        async () => await vault.TelegramAsync(id, text) == HttpStatusCode.OK, "the message is acknowledged", Patience);

    internal static async Task ShouldDeliverOnceAsync(VaultService vault)
    {
        await vault.Telegram.WaitForAsync(r => r is TelegramVideoSent, Patience, TestContext.Current.CancellationToken);
        await SeeHelpAsync(vault);
        vault.Telegram.Requests.Of<TelegramVideoSent>().Count.ShouldBe(1);
    }

    internal static Task<TelegramRequest> SeeProgressAsync(VaultService vault, string state) => vault.Telegram.WaitForAsync(
        r => r is TelegramMessageEdited { Text: var text } && text.Contains(state), Patience, TestContext.Current.CancellationToken);

    private static Task<TelegramRequest> SeeHelpAsync(VaultService vault) => vault.Telegram.WaitForAsync(
        r => r is TelegramMessageSent { Text: var text } && text.Contains("/video Explain"), Patience,
        TestContext.Current.CancellationToken);
}

public sealed class EmbeddedKilledServiceTests(EmbeddedShape shape) : KilledServiceTests(shape);

public sealed class ClusterKilledServiceTests(ClusterShape shape) : KilledServiceTests(shape);
