using System.Diagnostics;
using System.Globalization;
using System.Net;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Messaging;

/// <summary>A thousand people write at once while the model is slow.</summary>
public sealed class LoadTests(ClusterShape shape)
{
    private const int People = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_thousand_conversations_at_once_are_acknowledged_while_the_model_is_slow_and_all_are_answered()
    {
        await using var vault = await shape.StartNewAsync(VaultService.UseAi);
        vault.Ai.Otherwise = request => "answer to " + request.LastText("user");
        vault.Ai.FailAlways(new Fault.Delay(TimeSpan.FromSeconds(10)));
        (await vault.WhatsAppAsync(Person(People), ("wamid.warm", "/help"))).ShouldBe(HttpStatusCode.OK);

        var acknowledged = await Task.WhenAll(Enumerable.Range(0, People).Select(async n =>
        {
            var watch = Stopwatch.StartNew();
            (await vault.WhatsAppAsync(Person(n), ($"wamid.{n}", $"question {n}"))).ShouldBe(HttpStatusCode.OK);
            return watch.Elapsed;
        }));
        // For information only: tests do not assert times.
        var sorted = acknowledged.Order().ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"acknowledged after {sorted[People / 2].TotalMilliseconds:0} ms in the middle, "
                + $"{sorted[People * 99 / 100].TotalMilliseconds:0} ms at p99"));
        vault.Ai.Heal();
        await VaultService.UntilAsync(
            () => Task.FromResult(vault.Graph.Requests.Of<GraphMessage>().Count >= People + 1), "all are answered", Patience);
        vault.Graph.Requests.Of<GraphMessage>().Where(m => m.Text!.StartsWith("answer", StringComparison.Ordinal))
            .Select(m => (m.To, m.Text))
            .ShouldBe(Enumerable.Range(0, People).Select(n => ((string?)Person(n), (string?)$"answer to question {n}")), ignoreOrder: true);
    }

    private static string Person(int n) => $"49150{n:0000000}";
}
