using System.Net;
using ObsidianVault.Fakes;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos;

/// <summary>kill -9 of the whole service in each state of a job: after a new start the job finishes by itself, once.</summary>
public sealed class KilledServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData("Queued")]
    [InlineData("Rendering")]
    [InlineData("Uploading")]
    public async Task A_job_survives_a_kill(string state)
    {
        await using var vault = await VaultService.StartNewAsync();
        (await vault.TelegramAsync(1, "/video Plot y = x^2")).ShouldBe(HttpStatusCode.OK);
        if (state != "Queued")
        {
            await vault.Telegram.WaitForAsync(
                r => r is TelegramMessageEdited { Text: var text } && text.Contains(state), Patience, TestContext.Current.CancellationToken);
        }

        await vault.KillAsync();
        await vault.StartAsync();
        (await vault.TelegramAsync(2, "/help")).ShouldBe(HttpStatusCode.OK);
        await vault.Telegram.WaitForAsync(r => r is TelegramVideoSent, Patience, TestContext.Current.CancellationToken);
        await vault.Telegram.WaitForAsync(
            r => r is TelegramMessageSent { Text: var text } && text.Contains("/video Explain"), Patience, TestContext.Current.CancellationToken);
        vault.Telegram.Requests.Of<TelegramVideoSent>().Count.ShouldBe(1);
        // At most one acknowledgement twice: the kill may fall between the send and its record.
        vault.Telegram.Requests.Of<TelegramMessageSent>().Count(m => m.Text.Contains("on its way")).ShouldBeInRange(1, 2);
    }
}
