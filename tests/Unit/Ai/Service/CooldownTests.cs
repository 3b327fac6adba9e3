using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>A provider that asks for a pause gets one.</summary>
public sealed class CooldownTests
{
    private static readonly ProviderReply s_wait = ProviderReply.Error(
        429, """{"error":{"message":"Slow","code":"rate_limit_exceeded"}}""", headers: ("Retry-After", "5"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_429_two_hundred_calls_leave_it_alone_and_one_probe_brings_it_back()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var (a, b) = (await ProviderStandIn.StartNewAsync(), await ProviderStandIn.StartNewAsync());
        await using var host = AiHost.Start([a, b], clock, ("Ai:MaxAttempts", "3"));
        a.Script(s_wait);
        (await host.AskAsync()).Provider.ShouldBe("b");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => host.AskAsync()));

        answers.ShouldAllBe(answer => answer.Provider == "b");
        a.Hits.ShouldBe(1);

        // Half open: one of many probes, and the others do not wait for it.
        clock.Advance(TimeSpan.FromSeconds(5.1));
        a.Reply = _ => ProviderReply.Hang;
        var probe = host.AskAsync();
        await a.WaitForAsync(_ => a.Hits == 2, TimeSpan.FromSeconds(20), Cancel);
        (await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.AskAsync()))).ShouldAllBe(answer => answer.Provider == "b");
        a.Hits.ShouldBe(2);

        // The probe fails: the cooldown is extended.
        clock.Advance(TimeSpan.FromSeconds(40));
        (await probe).Provider.ShouldBe("b");
        var health = host.Services.GetRequiredService<AiHealth>();
        var target = host.Services.GetRequiredService<AiTopology>().Targets["a/m"];
        health.Of(target).Wait.ShouldBeGreaterThan(TimeSpan.FromSeconds(5));

        // The next one succeeds: the provider is used again.
        clock.Advance(TimeSpan.FromMinutes(20));
        a.Script(new ProviderReply());
        (await host.AskAsync()).Provider.ShouldBe("a");
        (await host.AskAsync()).Provider.ShouldBe("a");
        health.Of(target).ShouldBe(Availability.Free);
    }

    [Fact]
    public async Task Of_two_hundred_calls_at_the_first_429_it_gets_those_that_were_sent_and_none_of_those_that_waited()
    {
        await using var host = await AiHost.StartAsync(2,
            ("Ai:Endpoints:0:MaxConcurrent", "8"), ("Ai:Endpoints:1:MaxConcurrent", "8"), ("Ai:QueueWait", "00:05:00"));
        var gate = new TaskCompletionSource();
        host.A.Reply = _ => ProviderReply.Error(429, "{}", headers: ("Retry-After", "600")) with { Gate = gate.Task };
        host.B.Reply = _ => new ProviderReply { Gate = gate.Task };
        var asked = Enumerable.Range(0, 200).Select(_ => host.AskAsync()).ToList();
        var queue =
            host.Services.GetRequiredService<AiProviders>().Queue(host.Services.GetRequiredService<AiTopology>().Targets["a/m"].Provider);
        while (queue.Queued < 200 - 16 || host.A.Hits < 8) await Task.Yield();
        gate.SetResult();

        (await Task.WhenAll(asked)).ShouldAllBe(answer => answer.Provider == "b");
        host.A.Hits.ShouldBe(8);
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task When_all_rest_the_caller_is_told_at_once_until_when()
    {
        await using var host = await AiHost.StartAsync(2);
        host.A.Script(s_wait);
        host.B.Script(ProviderReply.Error(429, "{}", headers: ("Retry-After", "30")));
        await host.FailsAsync();

        var failure = await host.FailsAsync();

        (failure.Cause, failure.Status, failure.Attempts).ShouldBe((AiCause.ProviderRateLimited, 429, 0));
        failure.RetryAfter!.Value.TotalSeconds.ShouldBeInRange(1, 5);
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Failures_in_a_row_cool_a_model_and_not_the_whole_key()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Retries", "0"));
        host.A.Script(ProviderReply.Error(500, ""));
        for (var i = 0; i < 10; i++) (await host.AskAsync()).Provider.ShouldBe("b");
        host.A.Hits.ShouldBe(3);
        var target = host.Services.GetRequiredService<AiTopology>().Targets["a/m"];
        host.Services.GetRequiredService<AiHealth>().Of(new AiTarget(target.Provider, target.Model with { Id = "x" }))
            .ShouldBe(Availability.Free);
    }

    [Fact]
    public void The_later_deadline_counts()
    {
        var now = DateTimeOffset.UnixEpoch;
        var table = CooldownTable.Empty.Cool("p", now.AddSeconds(60), "x", now).Cool("p", now.AddSeconds(5), "x", now.AddSeconds(1));
        table.Entries["p"].Until.ShouldBe(now.AddSeconds(60));
        table.TryProbe("p", TimeSpan.FromMinutes(1), now.AddSeconds(59)).ShouldBeNull();
        var probing = table.TryProbe("p", TimeSpan.FromMinutes(1), now.AddSeconds(61)).ShouldNotBeNull();
        probing.TryProbe("p", TimeSpan.FromMinutes(1), now.AddSeconds(62)).ShouldBeNull("one at a time");
        probing.TryProbe("p", TimeSpan.FromMinutes(1), now.AddSeconds(122))
            .ShouldNotBeNull("who takes it and is never heard of again gives it up");
        probing.EndProbe("p", isWell: false, now.AddSeconds(62)).TryProbe("p", TimeSpan.FromMinutes(1), now.AddSeconds(62))
            .ShouldNotBeNull();
        probing.EndProbe("p", isWell: true, now.AddSeconds(62)).Entries.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_to_an_older_call_heals_nothing_and_failed_probes_wait_longer()
    {
        var now = DateTimeOffset.UnixEpoch;
        var table = CooldownTable.Empty.Cool("p", now.AddSeconds(5), "x", now);
        table.EndProbe("p", isWell: true, now.AddSeconds(1)).Entries.ShouldNotBeEmpty();
        for (var (i, wait) = (0, 5.0); i < 20; i++)
        {
            now = table.Entries["p"].Until.AddSeconds(1);
            table = table.Cool("p", now.AddSeconds(5), "x", now);
            var next = (table.Entries["p"].Until - now).TotalSeconds;
            next.ShouldBe(Math.Min(wait * 2, 600));
            wait = next;
        }
    }

    [Fact]
    public async Task A_provider_that_spent_its_day_is_passed_over_until_the_next()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 22, 0, 0, TimeSpan.Zero));
        var (a, b) = (await ProviderStandIn.StartNewAsync(), await ProviderStandIn.StartNewAsync());
        await using var host = AiHost.Start([a, b], clock, ("Ai:Endpoints:0:DailyBudget", "0.30"));
        // 10 input tokens at 1 cent and 5 output tokens at 2: 20 cents each.
        (await host.AskAsync()).Provider.ShouldBe("a");
        (await host.AskAsync()).Provider.ShouldBe("a");
        (await host.AskAsync()).Provider.ShouldBe("b");
        clock.Advance(TimeSpan.FromHours(2));
        (await host.AskAsync()).Provider.ShouldBe("a");
    }
}
