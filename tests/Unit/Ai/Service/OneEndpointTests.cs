using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>One endpoint is the usual set-up: what fails for one person must not stop everybody.</summary>
public sealed class OneEndpointTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, ProviderReply> Failures => new()
    {
        { "a server error", ProviderReply.Error(500, "") },
        { "overload", ProviderReply.Error(503, "", headers: ("Retry-After", "120")) },
        { "a refused key", ProviderReply.Error(401, "{}") },
        { "a forbidden call", ProviderReply.Error(403, "{}") },
        { "a missing model", ProviderReply.Error(404, """{"error":{"message":"The model m does not exist","code":"model_not_found"}}""") },
        { "no credit", ProviderReply.Error(402, "{}") },
        { "an answer that is none", new ProviderReply { Body = "<html>", ContentType = "text/html" } },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task Failing_calls_of_one_person_do_not_stop_the_others(string failure, ProviderReply reply)
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Retries", "1"));
        host.A.Script(reply);
        for (var i = 0; i < 3; i++) await host.FailsAsync(AiHost.Call(user: "ada"));
        host.A.Script(new ProviderReply());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => host.Ai.CompleteAsync(AiHost.Call(user: $"u{i}"), Cancel)));

        answers.ShouldAllBe(answer => answer.Provider == "a", failure);
        HealthOf(host).ShouldBe(Availability.Free, "it is well again");
    }

    [Fact]
    public async Task A_slow_probe_holds_up_nobody()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Retries", "0"));
        host.A.Script(ProviderReply.Error(500, ""));
        for (var i = 0; i < 3; i++) await host.FailsAsync();
        HealthOf(host).Wait.ShouldBeGreaterThan(TimeSpan.Zero);
        var gate = new TaskCompletionSource();
        var before = host.A.Hits;
        host.A.Reply = _ => new ProviderReply { Gate = host.A.Hits == before + 1 ? gate.Task : Task.CompletedTask };
        var slow = host.AskAsync();
        await host.A.WaitForAsync(_ => host.A.Hits == before + 1, s_patience, Cancel);

        (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.AskAsync()))).ShouldAllBe(answer => answer.Provider == "a");

        gate.SetResult();
        (await slow).Provider.ShouldBe("a");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_limit_of_the_provider_is_the_callers_429_with_its_wait(bool withFailover)
    {
        await using var host = await AiHost.StartAsync(withFailover ? 2 : 1);
        host.A.Script(ProviderReply.Error(
            429, """{"error":{"message":"Slow","code":"rate_limit_exceeded"}}""", headers: ("Retry-After", "20")));
        if (withFailover) host.B.Script(ProviderReply.Error(500, ""));

        // The first is told by the provider; those that follow are told by us.
        for (var i = 0; i < 3; i++)
        {
            var failure = await host.FailsAsync();
            (failure.Cause, failure.Status).ShouldBe((AiCause.ProviderRateLimited, 429));
            failure.RetryAfter!.Value.TotalSeconds.ShouldBeInRange(10, 20);
        }

        host.A.Hits.ShouldBe(1, "it asked for a pause");
    }

    [Fact]
    public void An_answer_to_a_call_without_alternative_ends_a_cooldown_and_an_older_one_does_not()
    {
        var now = DateTimeOffset.UnixEpoch;
        var table = CooldownTable.Empty.Cool("p", now.AddMinutes(10), "provider_server_error", now);
        table.Heal("p", now.AddSeconds(-1)).Entries.ShouldNotBeEmpty();
        table.Heal("p", now.AddSeconds(1)).Entries.ShouldBeEmpty();
        table.Heal("q", now.AddSeconds(1)).Entries.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Three_hundred_people_wait_their_turn()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Endpoints:0:MaxConcurrent", "4"), ("Ai:QueueWait", "00:00:00"));
        host.A.Script(new ProviderReply { Delay = TimeSpan.FromMilliseconds(5) });

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 300).Select(i => host.Ai.CompleteAsync(AiHost.Call(user: $"u{i}"), Cancel)));

        answers.ShouldAllBe(answer => answer.Provider == "a");
        host.A.MostAtOnce.ShouldBe(4);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Who_cannot_be_served_in_time_is_told_so(bool streamed)
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Endpoints:0:MaxConcurrent", "1"), ("Ai:ChatDeadline", "00:00:01"));
        host.A.Reply = _ => ProviderReply.Hang;
        var stuck = host.Ai.CompleteAsync(AiHost.Call() with { Deadline = TimeSpan.FromMinutes(1) }, Cancel);
        await host.A.WaitForAsync(_ => true, s_patience, Cancel);

        var failure = streamed ? (await host.StreamAsync(AiHost.Call())).Error! : await host.FailsAsync();

        (failure.Cause, failure.Status, failure.Attempts).ShouldBe((AiCause.OwnQueueFull, 429, 0));
        failure.RetryAfter.ShouldNotBeNull();
        host.A.Reply = _ => new ProviderReply();
        _ = stuck;
    }

    private static Availability HealthOf(AiHost host) =>
        host.Services.GetRequiredService<AiHealth>().Of(host.Services.GetRequiredService<AiTopology>().Targets["a/m"]);
}
