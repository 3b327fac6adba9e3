using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Routing;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>Which provider is tried first, which calls wait, and which are refused.</summary>
public sealed class BalanceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Weights_hold_over_ten_thousand_choices()
    {
        await using var host = await AiHost.StartAsync(2,
            ("Ai:Routes:0:Balance", "Weighted"), ("Ai:Routes:0:Targets:0:Weight", "70"), ("Ai:Routes:0:Targets:1:Weight", "30"));
        var router = host.Services.GetRequiredService<AiRouter>();
        var first = new ConcurrentBag<string>();
        Parallel.For(0, 10_000, _ => first.Add(router.Plan(AiHost.Call(), 1_000).Candidates[0].Provider.Name));
        first.Count(name => name == "a").ShouldBeInRange(6_800, 7_200);
        router.Plan(AiHost.Call(), 1_000).Candidates.Count.ShouldBe(2, "the other is there for the case of a failure");
    }

    [Fact]
    public async Task Weights_reach_the_providers()
    {
        await using var host = await AiHost.StartAsync(2,
            ("Ai:Routes:0:Balance", "Weighted"), ("Ai:Routes:0:Targets:0:Weight", "3"), ("Ai:Routes:0:Targets:1:Weight", "1"));
        for (var i = 0; i < 40; i++) await host.AskAsync();
        (host.A.Hits, host.B.Hits).ShouldBe((30, 10));
    }

    [Fact]
    public async Task The_least_busy_is_asked_so_a_slow_replica_gets_little()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Routes:0:Balance", "LeastBusy"));
        host.A.Reply = _ => ProviderReply.Hang;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var stuck = host.AskAsync(cancellation: leaving.Token);
        await host.A.WaitForAsync(_ => true, s_patience, Cancel);

        for (var i = 0; i < 20; i++) (await host.AskAsync()).Provider.ShouldBe("b");
        host.A.Hits.ShouldBe(1);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => stuck);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_leaving_it_gives_up_the_place()
    {
        await using var host = await AiHost.StartAsync(
            1, ("Ai:Endpoints:0:MaxConcurrent", "2"), ("Ai:Endpoints:0:MaxQueued", "1"), ("Ai:QueueWait", "00:05:00"));
        host.A.Reply = _ => ProviderReply.Hang;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = new[] { host.AskAsync(cancellation: leaving.Token), host.AskAsync(cancellation: leaving.Token) };
        await host.A.WaitForAsync(_ => host.A.Hits == 2, s_patience, Cancel);
        var queue = host.Services.GetRequiredService<AiProviders>().Queue(host.Services.GetRequiredService<AiTopology>().Providers[0]);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var waiting = host.AskAsync(cancellation: impatient.Token);
        while (queue.Queued == 0) await Task.Yield();

        var refused = await host.FailsAsync();
        (refused.Cause, refused.Status).ShouldBe((AiCause.OwnQueueFull, 429));
        refused.RetryAfter.ShouldNotBeNull();

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        while (queue.Queued > 0) await Task.Yield();
        host.A.Hits.ShouldBe(2);
        await leaving.CancelAsync();
        foreach (var task in running) await Should.ThrowAsync<OperationCanceledException>(() => task);
        while (queue.Running > 0) await Task.Yield();
        host.A.Script(new ProviderReply());
        (await host.AskAsync()).Provider.ShouldBe("a");
    }

    [Fact]
    public async Task What_does_not_fit_one_goes_to_the_next()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Endpoints:0:MaxConcurrent", "1"));
        host.A.Reply = _ => ProviderReply.Hang;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var stuck = host.AskAsync(cancellation: leaving.Token);
        await host.A.WaitForAsync(_ => true, s_patience, Cancel);
        (await host.AskAsync()).Provider.ShouldBe("b");
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => stuck);
    }

    [Fact]
    public async Task A_provider_never_works_on_more_than_it_may()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Endpoints:0:MaxConcurrent", "4"));
        host.A.Script(new ProviderReply { Delay = TimeSpan.FromMilliseconds(20) });
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => host.AskAsync()));
        host.A.MostAtOnce.ShouldBe(4);
    }

    [Fact]
    public async Task Users_take_turns_and_each_ones_calls_keep_their_order()
    {
        var queue = new FairQueue(1, 100);
        (await queue.EnterAsync("x", Cancel)).ShouldBeTrue();
        var order = new List<string>();
        var waiting = new List<Task>();
        foreach (var name in (string[])["ada1", "ada2", "ada3", "bob1", "cy1", "bob2"]) waiting.Add(TakeAsync(name));
        queue.Queued.ShouldBe(6);
        queue.Exit();
        await Task.WhenAll(waiting);
        order.ShouldBe(["ada1", "bob1", "cy1", "ada2", "bob2", "ada3"]);
        (queue.Running, queue.Queued).ShouldBe((0, 0));

        async Task TakeAsync(string name)
        {
            (await queue.EnterAsync(name.TrimEnd('1', '2', '3'), Cancel)).ShouldBeTrue();
            order.Add(name);
            queue.Exit();
        }
    }

    [Fact]
    public async Task A_queue_that_many_leave_counts_right()
    {
        var queue = new FairQueue(3, 1_000);
        var random = new Random(7);
        var calls = Enumerable.Range(0, 500).Select(i => Task.Run(async () =>
        {
            using var leaving = new CancellationTokenSource();
            if (i % 3 == 0) leaving.CancelAfter(random.Next(5));
            try
            {
                if (!await queue.EnterAsync($"u{i % 7}", leaving.Token)) return;
                await Task.Yield();
                queue.Exit();
            }
            catch (OperationCanceledException)
            {
            }
        }));
        await Task.WhenAll(calls);
        (queue.Running, queue.Queued).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Who_has_few_calls_gets_the_place_of_who_has_many()
    {
        var queue = new FairQueue(maxConcurrent: 1, maxQueued: 3);
        (await queue.EnterAsync("many", Cancel)).ShouldBeTrue();
        var many = new[] { queue.EnterAsync("many", Cancel), queue.EnterAsync("many", Cancel), queue.EnterAsync("many", Cancel) };
        var few = queue.EnterAsync("few", Cancel);
        (await many[2].WaitAsync(s_patience, Cancel)).ShouldBeFalse("the newest of the longest line");
        queue.Queued.ShouldBe(3);
        (await queue.EnterAsync("many", Cancel)).ShouldBeFalse("one's own line is no reason");
        var second = queue.EnterAsync("few", Cancel);
        (second.IsCompleted, await second.WaitAsync(s_patience, Cancel)).ShouldBe((true, false), "two against one is as fair as it gets");

        for (var i = 0; i < 3; i++) queue.Exit();
        (await Task.WhenAll([.. many.Take(2), few]).WaitAsync(s_patience, Cancel)).ShouldBe([true, true, true]);
        queue.Exit();
        (queue.Running, queue.Queued).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Targets_have_conditions()
    {
        await using var host = await AiHost.StartAsync(3,
            ("Ai:Routes:0:Targets:0:MaxInputTokens", "100"), ("Ai:Routes:0:Targets:1:Languages", "de, fr"),
            ("Ai:Models:0:Vision", "false"));
        (await host.AskAsync()).Provider.ShouldBe("a");
        (await host.AskAsync(new string('x', 1_000))).Provider.ShouldBe("c");
        (await host.Ai.CompleteAsync(AiHost.Call(new string('x', 1_000)) with { Language = "de" }, Cancel)).Provider.ShouldBe("b");
        var picture = AiHost.Call() with
        {
            Messages = [new(ChatRole.User, [new TextContent("What?"), new DataContent(new byte[] { 1, 2 }, "image/png")])],
        };
        (await host.Ai.CompleteAsync(picture, Cancel)).Provider.ShouldBe("c");
    }

    [Fact]
    public async Task A_picture_by_address_goes_to_who_fetches_it()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Endpoints:1:FetchesPictures", "true"));
        var call = AiHost.Call() with
        {
            Messages = [new(ChatRole.User, [new TextContent("What?"), new UriContent("https://a.example/x.png", "image/*")])],
        };
        (await host.Ai.CompleteAsync(call, Cancel)).Provider.ShouldBe("b");
        ((string?)host.B.Requests.Items[0].Body["messages"]![0]!["content"]![1]!["image_url"]!["url"]).ShouldBe("https://a.example/x.png");
        var fault = await host.FailsAsync(call with { Model = "a/m" });
        (fault.Cause, host.A.Hits).ShouldBe((AiCause.CallerInvalidRequest, 0));
        fault.Message.ShouldContain("data URL");
    }

    [Fact]
    public async Task A_target_may_be_only_for_cheap_calls()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Routes:0:Targets:0:MaxCost", "5"));
        (await host.Ai.CompleteAsync(AiHost.Call(options: new ChatOptions { MaxOutputTokens = 100 }), Cancel)).Provider.ShouldBe("a");
        (await host.Ai.CompleteAsync(AiHost.Call(options: new ChatOptions { MaxOutputTokens = 1_000 }), Cancel)).Provider.ShouldBe("b");
    }

    [Fact]
    public async Task What_a_call_may_cost_holds_for_every_target_of_a_class()
    {
        await using var host = await AiHost.StartAsync(3,
            ("Ai:Routes:0:Targets:0:Model", "cheap"), ("Ai:Routes:0:Targets:0:MaxCost", "5"),
            ("Ai:Routes:1:Class", "cheap"), ("Ai:Routes:1:Targets:0:Model", "a/m"), ("Ai:Routes:1:Targets:0:MaxCost", "50"),
            ("Ai:Routes:1:Targets:1:Model", "b/m"), ("Ai:Routes:1:Targets:1:MaxCost", "1"),
            ("Ai:Routes:0:Targets:1:Model", "c/m"));
        // $0.02 per token: below the limit of $5 for a, and of $1 for b.
        foreach (var (tokens, provider) in new[] { (100, "a"), (1_000, "c") })
            (await host.Ai.CompleteAsync(AiHost.Call(options: new ChatOptions { MaxOutputTokens = tokens }), Cancel)).Provider
                .ShouldBe(provider);
        host.A.Script(Fakes.Providers.ProviderReply.Error(500, ""));
        (await host.Ai.CompleteAsync(AiHost.Call(options: new ChatOptions { MaxOutputTokens = 100 }), Cancel)).Provider
            .ShouldBe("c", "b is too dear for it");
        host.B.Hits.ShouldBe(0);
    }
}
