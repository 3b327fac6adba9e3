using System.Net;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos;

/// <summary>kill -9 of the service between the acknowledgement of a message and the record of its answer.</summary>
public abstract class KilledConversationTests(Shape shape)
{
    private const string Person = "16505551234";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly IReadOnlyDictionary<string, string> s_settings =
        new Dictionary<string, string> { ["Sessions__ReceiptWait"] = "00:00:05" };

    [Fact]
    public async Task After_the_acknowledgement_and_before_the_model_answered_it_is_answered_once()
    {
        await using var vault = await StartAsync();
        vault.Ai.Fail(new Fault.Delay(Patience));
        (await vault.WhatsAppAsync(Person, ("wamid.1", "What is a limit?"))).ShouldBe(HttpStatusCode.OK);
        await vault.Ai.WaitForAsync(_ => true, Patience, TestContext.Current.CancellationToken);

        await vault.KillAsync();
        await vault.StartAsync();
        await AnsweredAsync(vault);
        vault.Ai.Requests.Items.Count.ShouldBe(2);
        await ShouldStayAtAsync(vault, answers: 1);
    }

    [Fact]
    public async Task After_the_answer_and_before_the_send_it_is_sent_once_and_the_model_not_asked_again()
    {
        await using var vault = await StartAsync();
        vault.Graph.FailAlways(new Fault.Error(500, "down", 131016));
        (await vault.WhatsAppAsync(Person, ("wamid.1", "What is a limit?"))).ShouldBe(HttpStatusCode.OK);
        await vault.Graph.WaitForAsync(r => r is GraphMessage, Patience, TestContext.Current.CancellationToken);

        await vault.KillAsync();
        var refused = vault.Graph.Requests.Of<GraphMessage>().Count;
        vault.Graph.Heal();
        await vault.StartAsync();
        await VaultService.UntilAsync(
            () => Task.FromResult(vault.Graph.Requests.Of<GraphMessage>().Count > refused), "it is sent", Patience);
        vault.Ai.Requests.Items.Count.ShouldBe(1);
        await ShouldStayAtAsync(vault, answers: refused + 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_the_send_and_before_its_record_the_receipt_decides(bool receipt)
    {
        await using var vault = await StartAsync();
        // The stand-in accepts the message but responds slowly.
        vault.Graph.DelayMessages = Patience;
        (await vault.WhatsAppAsync(Person, ("wamid.1", "What is a limit?"))).ShouldBe(HttpStatusCode.OK);
        var taken = (GraphMessage)await vault.Graph.WaitForAsync(r => r is GraphMessage, Patience, TestContext.Current.CancellationToken);

        await vault.KillAsync();
        vault.Graph.DelayMessages = TimeSpan.Zero;
        await vault.StartAsync();
        var outboxId = (string)taken.Body["biz_opaque_callback_data"]!;
        if (receipt)
        {
            (await vault.WhatsAppAsync(new
            {
                statuses = new[]
                {
                    new
                    {
                        id = "wamid.OUT",
                        status = "delivered",
                        recipient_id = Person,
                        timestamp = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}",
                        biz_opaque_callback_data = outboxId,
                    },
                },
            })).ShouldBe(HttpStatusCode.OK);
            await ShouldStayAtAsync(vault, answers: 1);
        }
        else
        {
            // Whether it was sent is unknown: it is sent once more under the same id, and never a third time.
            await VaultService.UntilAsync(
                () => Task.FromResult(vault.Graph.Requests.Of<GraphMessage>().Count > 1), "it is sent once more", Patience);
            ((string?)vault.Graph.Requests.Of<GraphMessage>()[1].Body["biz_opaque_callback_data"]).ShouldBe(outboxId);
            await ShouldStayAtAsync(vault, answers: 2);
        }

        vault.Ai.Requests.Items.Count.ShouldBe(1);
    }

    private Task<VaultService> StartAsync() => shape.StartNewAsync(VaultService.UseAi, s_settings);

    private static Task<GraphRequest> AnsweredAsync(VaultService vault) =>
        vault.Graph.WaitForAsync(r => r is GraphMessage, Patience, TestContext.Current.CancellationToken);

    /// <summary>The next message's answer comes after anything that was still to come for this person.</summary>
    private static async Task ShouldStayAtAsync(VaultService vault, int answers)
    {
        (await vault.WhatsAppAsync(Person, ("wamid.2", "/help"))).ShouldBe(HttpStatusCode.OK);
        await vault.Graph.WaitForAsync(
            r => r is GraphMessage { Text: { } text } && text.Contains("/video"), Patience, TestContext.Current.CancellationToken);
        vault.Graph.Requests.Of<GraphMessage>().Count.ShouldBe(answers + 1);
    }
}

public sealed class EmbeddedKilledConversationTests(EmbeddedShape shape) : KilledConversationTests(shape);

public sealed class ClusterKilledConversationTests(ClusterShape shape) : KilledConversationTests(shape);
