using System.Diagnostics;
using System.Net;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos;

/// <summary>
/// A silo stops without dying, as a virtual machine does that is being moved: the others vote it out and answer its people, and when it
/// wakes up it can change nothing.
/// </summary>
public sealed class PausedSiloTests(ClusterShape shape)
{
    private const int People = 30;

    [Fact]
    public async Task A_paused_silo_is_voted_out_its_people_are_answered_elsewhere_and_it_wakes_up_to_change_nothing()
    {
        await using var vault = await shape.StartNewAsync(VaultService.ThreeSilos, VaultService.UseAi);
        vault.Ai.Otherwise = request => "answer to " + request.LastText("user");
        await Task.WhenAll(Enumerable.Range(0, People).Select(person => DeliverAsync(person, "before")));
        await AnsweredAsync("before");

        await vault.SignalAsync("Silo.2", "STOP");
        var paused = Stopwatch.StartNew();
        var refusals = await Task.WhenAll(Enumerable.Range(0, People).Select(person => DeliverAsync(person, "during")));
        TestContext.Current.TestOutputHelper?.WriteLine($"all taken after {paused.Elapsed}, {refusals.Sum()} were repeated");
        await AnsweredAsync("during");
        TestContext.Current.TestOutputHelper?.WriteLine($"all answered after {paused.Elapsed}");

        await vault.SignalAsync("Silo.2", "CONT");
        // It learns that it was voted out, and ends; an operator's service manager starts it again.
        await VaultService.UntilAsync(() => Task.FromResult(vault.Ended.Contains("Silo.2")), "the silo that woke up ends");
        await Task.WhenAll(Enumerable.Range(0, People).Select(person => DeliverAsync(person, "after")));
        await AnsweredAsync("after");
        var sent = vault.Graph.Requests.Of<GraphMessage>().GroupBy(m => (m.To, m.Text)).ToList();
        sent.Select(answer => answer.Key).ShouldBe(
            from round in new[] { "before", "during", "after" }
            from person in Enumerable.Range(0, People)
            select (PhoneOf(person), (string?)$"answer to {round}"),
            ignoreOrder: true);
        // What the paused silo was sending may have arrived or not: it is sent once more, under the same id.
        sent.ShouldAllBe(answer => answer.Count() <= 2
            && answer.Select(m => (string?)m.Body["biz_opaque_callback_data"]).Distinct().Count() == 1);

        // As Meta does, until it is taken; returns how often it was not.
        async Task<int> DeliverAsync(int person, string round)
        {
            for (var refused = 0; ; refused++)
            {
                if (await vault.WhatsAppAsync(PhoneOf(person), ($"wamid.{round}.{person}", round)) == HttpStatusCode.OK) return refused;
            }
        }

        Task AnsweredAsync(string round) => VaultService.UntilAsync(
            () => Task.FromResult(vault.Graph.Requests.Of<GraphMessage>().Count(m => m.Text == $"answer to {round}") >= People),
            $"all are answered {round}",
            TimeSpan.FromMinutes(2));
    }

    private static string PhoneOf(int person) => $"1650555{person:0000}";
}
