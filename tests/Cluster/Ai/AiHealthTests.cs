using ObsidianVault.Ai.Health;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Fakes;
using ObsidianVault.Grains.Interfaces.Ai;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Cluster.Ai;

/// <summary>What one process learns about a provider reaches all processes.</summary>
public sealed class AiHealthTests(SqliteStorage storage)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_cooldown_holds_in_every_process_and_one_probe_of_the_cluster_ends_it()
    {
        await using var silo = await VaultSilo.StartAsync(await storage.NewAsync());
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var b = await ProviderStandIn.StartNewAsync();
        await using var first = await AiProcess.StartAsync([a, b], silo.Grains, silo.Clock);
        await using var second = await AiProcess.StartAsync([a, b], silo.Grains, silo.Clock);
        a.Script(ProviderReply.Error(429, """{"error":{"code":"rate_limit_exceeded"}}""", headers: ("Retry-After", "600")));

        (await first.AskAsync("one")).Provider.ShouldBe("b");
        await Eventually.AssertAsync(
            () => Task.FromResult(second.Health.Of(second.Target("a/m")).Wait > TimeSpan.Zero), "the second process knows");
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? first : second).AskAsync($"two {i}")));
        answers.ShouldAllBe(answer => answer.Provider == "b");
        a.Hits.ShouldBe(1);

        // Half open: of many calls in both processes one probes, and the others do not wait.
        silo.Clock.Advance(TimeSpan.FromSeconds(601));
        var gate = new TaskCompletionSource();
        a.Reply = _ => new ProviderReply { Gate = gate.Task };
        var asked = Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? first : second).AskAsync($"three {i}")).ToList();
        await Eventually.AssertAsync(() => Task.FromResult(asked.Count(call => call.IsCompleted) == 99), "all but the probe are answered");
        gate.SetResult();
        answers = await Task.WhenAll(asked);
        answers.Count(answer => answer.Provider == "a").ShouldBe(1);
        a.Hits.ShouldBe(2);

        // It answered, so both processes use it again.
        a.Script(new ProviderReply());
        foreach (var process in new[] { first, second })
        {
            await Eventually.AssertAsync(
                () => Task.FromResult(process.Health.Of(process.Target("a/m")) == Availability.Free), "it is well again");
            (await process.AskAsync("four")).Provider.ShouldBe("a");
        }
    }

    [Fact]
    public async Task A_long_cooldown_survives_the_silo_and_the_later_deadline_counts()
    {
        var silo = await VaultSilo.StartAsync(await storage.NewAsync());
        var grain = silo.Grains.GetGrain<IAiHealthGrain>(GrainKeys.AiHealth());
        var now = silo.Clock.GetUtcNow();
        await grain.CoolAsync("openai", now.AddHours(1), "provider_billing");
        await grain.CoolAsync("openai", now.AddMinutes(1), "provider_rate_limited");
        var version = (await grain.WatchAsync(0, TimeSpan.Zero)).Version;
        await using var restarted = await silo.RestartAsync();
        grain = restarted.Grains.GetGrain<IAiHealthGrain>(GrainKeys.AiHealth());
        var report = await grain.WatchAsync(version, TimeSpan.Zero);
        report.Cooldowns.ShouldHaveSingleItem().Until.ShouldBe(now.AddHours(1));
        (await grain.TryProbeAsync("openai", s_patience)).ShouldBeFalse();
        (await grain.TryProbeAsync("groq", s_patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_providers_day_is_counted_over_all_processes()
    {
        await using var silo = await VaultSilo.StartAsync(await storage.NewAsync());
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var b = await ProviderStandIn.StartNewAsync();
        // A million tokens cost $3.
        a.Script(new ProviderReply { Usage = """{"prompt_tokens":1000000,"completion_tokens":0,"total_tokens":1000000}""" });
        var budget = ("Ai:Endpoints:0:DailyBudget", "2");
        await using var first = await AiProcess.StartAsync([a, b], silo.Grains, silo.Clock, budget);
        await using var second = await AiProcess.StartAsync([a, b], silo.Grains, silo.Clock, budget);
        (await first.AskAsync("one")).Provider.ShouldBe("a");
        await Eventually.AssertAsync(
            () => Task.FromResult(second.Health.OverBudgetFor(second.Target("a/m").Provider) is not null), "the second process knows");
        (await second.AskAsync("two")).Provider.ShouldBe("b");
    }
}
