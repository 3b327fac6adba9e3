using System.Diagnostics;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>However many attempts fail, a call stays within its limits of attempts and time.</summary>
public sealed class AttemptCeilingTests
{
    private static readonly ProviderReply s_down = ProviderReply.Error(500, """{"error":{"message":"down","type":"server_error"}}""");

    [Theory, InlineData(false), InlineData(true)]
    public async Task Three_that_are_down_are_asked_as_often_as_the_ceiling_says(bool streamed)
    {
        await using var host = await AiHost.StartAsync(3, ("Ai:MaxAttempts", "5"), ("Ai:Retries", "2"));
        foreach (var provider in host.Providers) provider.Script(s_down);

        var failure = streamed ? (await host.StreamAsync()).Error! : await host.FailsAsync();

        failure.Cause.ShouldBe(AiCause.ProviderServerError);
        failure.Attempts.ShouldBe(5);
        host.Providers.Sum(p => p.Hits).ShouldBe(5);
        host.Providers.Select(p => p.Hits).ShouldBe([2, 2, 1], "each in turn, and then again");
        host.Billing.Released.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_asked_after_its_own_retries()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:MaxAttempts", "20"), ("Ai:Retries", "1"));
        foreach (var provider in host.Providers) provider.Script(s_down);

        (await host.FailsAsync()).Attempts.ShouldBe(4);
        host.Providers.Select(p => p.Hits).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task A_call_that_allows_fewer_attempts_is_billed_no_more_often()
    {
        await using var host = await AiHost.StartAsync(3, ("Ai:MaxAttempts", "4"), ("Ai:Retries", "2"));
        foreach (var provider in host.Providers) provider.Script(new ProviderReply { Text = "no plan at all" });
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.Json };

        (await host.FailsAsync(AiHost.Call("a plan", options: options) with { MaxAttempts = 2 })).Attempts.ShouldBe(2);
        host.Providers.Sum(p => p.Hits).ShouldBe(2);
        var more = await host.FailsAsync(AiHost.Call("another", options: options) with { MaxAttempts = 9 });
        more.Attempts.ShouldBe(4, "the setting bounds every call");
    }

    [Fact]
    public async Task One_deadline_holds_over_the_chain()
    {
        await using var host = await AiHost.StartAsync(3);
        foreach (var provider in host.Providers) provider.Script(ProviderReply.Hang);
        var started = Stopwatch.GetTimestamp();

        var failure = await host.FailsAsync(AiHost.Call() with { Deadline = TimeSpan.FromSeconds(2) });

        TestContext.Current.TestOutputHelper?.WriteLine($"after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms of 2000");
        failure.Cause.ShouldBeOneOf(AiCause.OwnDeadline, AiCause.ProviderTimeout);
        failure.Status.ShouldBe(504);
        host.Providers.Select(p => p.Hits > 0).ShouldContain(true);
        host.B.Hits.ShouldBeGreaterThan(0, "one that hangs leaves time for another");
        foreach (var request in host.Providers.SelectMany(p => p.Requests.Items))
        {
            await request.Aborted.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Who_alone_may_answer_has_all_the_time()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:AttemptTimeout", "00:00:00.500"));
        host.A.Script(new ProviderReply { Delay = TimeSpan.FromSeconds(1), Text = "Slow." });

        var answer = await host.AskAsync();
        (answer.Text, answer.Attempts).ShouldBe(("Slow.", 1));
    }

    [Fact]
    public async Task One_that_comes_back_is_asked_again()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(s_down, new ProviderReply { Text = "Back." });

        var answer = await host.AskAsync();
        (answer.Text, answer.Attempts, host.A.Hits).ShouldBe(("Back.", 2, 2));
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_of_the_connection()
    {
        var gone = await ProviderStandIn.StartNewAsync();
        await gone.DisposeAsync();
        await using var host = AiHost.Start([gone], null);

        (await host.FailsAsync()).Cause.ShouldBe(AiCause.ProviderConnectionFailed);
        host.Billing.Released.Count.ShouldBe(1, "what was never sent costs nothing");
    }
}
