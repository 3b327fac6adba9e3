using System.Net;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Messaging;

/// <summary>The channels deliver at least once, and a retry may reach any process.</summary>
public sealed class DuplicateTests(ClusterShape shape)
{
    private const string Person = "16505551234";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Fifty_copies_at_once_over_three_silos_are_one_question_and_one_answer()
    {
        await using var vault = await shape.StartNewAsync(VaultService.ThreeSilos, VaultService.UseAi);
        vault.Ai.Otherwise = request => "answer to " + request.LastText("user");
        foreach (var person in Enumerable.Range(0, 6).Select(n => $"1650555000{n}"))
        {
            var copies = await Task.WhenAll(
                Enumerable.Range(0, 50).Select(_ => vault.WhatsAppAsync(person, ("wamid." + person, "What is a limit?"))));
            copies.ShouldAllBe(status => status == HttpStatusCode.OK);
            await vault.Graph.WaitForAsync(
                r => r is GraphMessage { To: { } to } && to == person, Patience, TestContext.Current.CancellationToken);
        }

        // A later retry, batched with something new.
        (await vault.WhatsAppAsync("16505550000", ("wamid.16505550000", "What is a limit?"), ("wamid.new", "And a series?")))
            .ShouldBe(HttpStatusCode.OK);
        await vault.Graph.WaitForAsync(
            r => r is GraphMessage { Text: "answer to And a series?" }, Patience, TestContext.Current.CancellationToken);
        vault.Ai.Requests.Items.Count.ShouldBe(7);
        vault.Graph.Requests.Of<GraphMessage>().Select(m => (m.To, m.Text)).ShouldBe(
            [
                .. Enumerable.Range(0, 6).Select(n => ($"1650555000{n}", "answer to What is a limit?")),
                ("16505550000", "answer to And a series?"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Twenty_numbered_messages_are_answered_in_order_while_others_go_on()
    {
        await using var vault = await shape.StartNewAsync(VaultService.ThreeSilos, VaultService.UseAi);
        vault.Ai.Otherwise = request => "answer to " + request.LastText("user");
        // The calls to the model take different times, the first ones the longest.
        for (var i = 0; i < 20; i++) vault.Ai.Fail(new Fault.Delay(TimeSpan.FromMilliseconds(20 * (20 - i))));
        for (var i = 0; i < 20; i++) (await vault.WhatsAppAsync(Person, ($"wamid.{i}", $"{i}"))).ShouldBe(HttpStatusCode.OK);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => vault.WhatsAppAsync($"4915000000{n:00}", ($"wamid.o{n}", "other"))));
        await vault.Graph.WaitForAsync(r => r is GraphMessage { Text: "answer to 19" }, Patience, TestContext.Current.CancellationToken);
        await VaultService.UntilAsync(() => Task.FromResult(vault.Graph.Requests.Of<GraphMessage>().Count == 70), "all are answered");
        vault.Graph.Requests.Of<GraphMessage>().Where(m => m.To == Person).Select(m => m.Text)
            .ShouldBe(Enumerable.Range(0, 20).Select(n => $"answer to {n}"));
    }
}
