using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ObsidianVault.Cluster.Ai;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Costs;

/// <summary>How many writes and grain calls one message costs, and one video, on two silos and a renderer with a real Manim.</summary>
public sealed class CostTests(PostgreSqlStorage storage)
{
    /// <summary>What the test itself asks, and what a process asks by the clock, whether there are messages or not.</summary>
    private static readonly string[] s_ours =
        [$"{Counters.Calls}ISessionGrain.GetAsync", $"{Counters.Calls}IAliasGrain.FindAsync", $"{Counters.Calls}IAiHealthGrain.WatchAsync"];

    /// <summary>Long enough that a person watches its progress.</summary>
    private const string Scene = """
        from manim import *

        class Plot(Scene):
            def construct(self):
                axes = Axes()
                self.add(axes)
                for n in range(12):
                    self.play(Create(axes.plot(lambda x: np.sin(x + n / 2))), run_time=4)
        """;

    private static readonly ChannelAddress Alice = new(ChannelNames.Telegram, "bot", "42");
    private static readonly ChannelAddress Phone = new(ChannelNames.WhatsApp, "111", "16505551234");
    private int _next;

    [Fact]
    public async Task A_text_message_costs_few_writes_and_calls()
    {
        await using var provider = await ProviderStandIn.StartNewAsync();
        var settings = (await storage.NewAsync()).Concat(AiProcess.Endpoints([provider])).ToDictionary();
        await using var vault = await TestVault.StartAsync(new TestVaultOptions(settings) { GeneralSilos = 2, ChatsWithAi = true });
        foreach (var (person, sender) in new[] { (Alice, vault.Telegram), (Phone, vault.WhatsApp) })
        {
            for (var message = 1; message <= 2; message++)
            {
                var before = vault.Counters.Snapshot();
                await SayAsync(vault, person, $"Which prime is even? {message}");
                var answer = await sender.NextAsync();
                if (person == Phone)
                {
                    foreach (var status in new[] { DeliveryStatus.Sent, DeliveryStatus.Delivered, DeliveryStatus.Read })
                        await StoreAsync(vault, Receipt(answer, status));
                }

                await SettledAsync(vault, person);
                Check($"{person.Channel}, message {message}", vault.Counters.Since(before), person == Phone ? (13, 18) : (9, 9));
                // The next comes when nothing of this one is left to do.
                vault.Clock.Advance(TimeSpan.FromMinutes(5));
                await vault.SweepAsync();
            }
        }
    }

    [Fact]
    public async Task A_video_costs_few_writes_and_calls()
    {
        var root = Environment.GetEnvironmentVariable("VAULT_MANIM_ROOT");
        Require.Tool(root is not null, "VAULT_MANIM_ROOT is not set.", "Set it to what deploy/manim/provision.sh prints.");
        await using var vault = await TestVault.StartAsync(new TestVaultOptions(new Dictionary<string, string?>(await storage.NewAsync())
        {
            ["Renderer:Root"] = root,
            ["Renderer:Slots"] = "1",
            ["Renderer:FirstUserId"] = Random.Shared.Next(70_000, 2_000_000).ToString(CultureInfo.InvariantCulture),
        })
        {
            GeneralSilos = 2,
            RendererSilos = 1,
        });
        vault.Writer.Code = Scene;
        await SayAsync(vault, Alice, "/video Explain sine");
        var watch = Stopwatch.StartNew();
        while ((await vault.Telegram.NextAsync(TimeSpan.FromMinutes(5))).VideoKey is null)
        {
            // The acknowledgement comes first.
        }

        await SettledAsync(vault, Alice);
        var what = string.Create(CultureInfo.InvariantCulture, $"A video that took {watch.Elapsed.TotalSeconds:0} s");
        Check(what, vault.Counters.Snapshot(), (45, 110));
    }

    private Task SayAsync(TestVault vault, ChannelAddress from, string text) =>
        StoreAsync(vault, new InboundMessage { Id = $"{++_next}", From = from, At = vault.Clock.GetUtcNow(), Text = text });

    private DeliveryReceipt Receipt(OutboundMessage answer, DeliveryStatus status) => new()
    {
        Id = $"{++_next}",
        From = answer.To,
        At = DateTimeOffset.UnixEpoch,
        ChannelMessageId = $"wamid.{answer.Id}",
        OutboxId = answer.Id,
        Status = status,
    };

    private static async Task StoreAsync(TestVault vault, ChannelEvent happened) =>
        (await TestRouter.Of(vault.Grains).StoreAsync([happened])).ShouldBeTrue();

    private static Task SettledAsync(TestVault vault, ChannelAddress person) => Eventually.AssertAsync(async () =>
    {
        var id = await vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(person)).FindAsync();
        var session = id is null ? null : await vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).GetAsync();
        return session is { PendingIn: 0, PendingOut: 0 };
    }, "all is said");

    /// <summary>Prints the counts. What the test itself asked is not counted; nor is asking a queue that has nothing.</summary>
    private static void Check(string what, ImmutableSortedDictionary<string, int> counts, (int Writes, int Calls) atMost)
    {
        var calls = counts
            .Where(c => c.Key.StartsWith(Counters.Calls + "I", StringComparison.Ordinal) && !s_ours.Contains(c.Key)).ToArray();
        var writes = counts.Where(c => !c.Key.StartsWith(Counters.Calls, StringComparison.Ordinal) && IsWrite(c.Key)).ToArray();
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{what}: {writes.Sum(c => c.Value)} writes, {calls.Sum(c => c.Value)} grain calls");
        foreach (var (name, count) in writes.Concat(calls)) output.WriteLine($"  {count,4} {name}");
        foreach (var (name, count) in counts.Except(writes).Except(calls)) output.WriteLine($"  ({count} {name})");
        writes.Sum(c => c.Value).ShouldBeLessThanOrEqualTo(atMost.Writes, what);
        calls.Sum(c => c.Value).ShouldBeLessThanOrEqualTo(atMost.Calls, what);
    }

    private static bool IsWrite(string name)
    {
        if (name.EndsWith(Counters.Nothing, StringComparison.Ordinal)) return false;
        var (port, method) = (name.Split('.')[0], name.Split('.')[1]);
        // Files, channels and models are no rows.
        var isTable = port == Faults.Storage || (port != nameof(IObjectStore)
            && (port.EndsWith("Store", StringComparison.Ordinal) || port.EndsWith("Queue", StringComparison.Ordinal)));
        return isTable && new[] { "Get", "Read", "Load", "Next", "Find" }.All(reads => !method.StartsWith(reads, StringComparison.Ordinal));
    }
}
