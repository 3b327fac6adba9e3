using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Ai.Caching;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Serving;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>What is cached, for whom, and for how long.</summary>
public sealed class CacheTests
{
    private static readonly (string, string) s_on = ("AiCache:Enabled", "true");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_question_of_the_same_user_is_asked_once_and_the_second_answer_is_free()
    {
        await using var host = await AiHost.StartAsync(1, s_on);
        var first = await host.AskAsync();
        var second = await host.AskAsync();

        host.A.Hits.ShouldBe(1);
        second.Text.ShouldBe(first.Text);
        (second.IsCached, second.Cost, second.Usage, second.Provider, second.Model).ShouldBe((true, 0m, AiUsage.None, "a", "m"));
        host.Billing.Reserved.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_in_a_chat_is_always_answered_anew()
    {
        await using var host = await AiHost.StartAsync(1, s_on);
        var assistant = host.Services.GetRequiredService<IChatAssistant>();
        var history = new[] { new ChatTurn("user", "A joke", DateTimeOffset.UnixEpoch) };
        for (var i = 0; i < 2; i++)
            await assistant.AnswerAsync(new ChatQuestion("ada", $"r{i}", "telegram", history, [], null), Cancel);
        host.A.Hits.ShouldBe(2);
    }

    public static TheoryData<string, AiCall> Others
    {
        get
        {
            var call = AiHost.Call("Hello", "ada", new ChatOptions { Temperature = 0.2f });
            AiCall With(Action<ChatOptions> change)
            {
                var options = call.Options!.Clone();
                change(options);
                return call with { Options = options };
            }

            return new()
            {
                { "another user", call with { User = "bob" } },
                { "another model", call with { Model = "a/m" } },
                { "another class", call with { Class = "quick" } },
                { "another text", call with { Messages = [new(ChatRole.User, "Hello!")] } },
                { "another role", call with { Messages = [new(ChatRole.System, "Hello")] } },
                { "another cut of the messages", call with { Messages = [new(ChatRole.User, "Hel"), new(ChatRole.User, "lo")] } },
                {
                    "a picture more",
                    call with
                    {
                        Messages = [new(ChatRole.User, [new TextContent("Hello"), new DataContent(new byte[] { 1 }, "image/png")])],
                    }
                },
                { "another temperature", With(o => o.Temperature = 0.3f) },
                { "another top p", With(o => o.TopP = 0.3f) },
                { "another seed", With(o => o.Seed = 3) },
                { "another limit", With(o => o.MaxOutputTokens = 300) },
                { "a stop sequence", With(o => o.StopSequences = ["x"]) },
                { "a JSON answer", With(o => o.ResponseFormat = ChatResponseFormat.Json) },
                { "a tool", With(o => o.Tools = [AIFunctionFactory.Create((int a) => a, "add", "Adds.")]) },
                { "instructions", With(o => o.Instructions = "Be brief.") },
                { "another language", call with { Language = "de" } },
                { "code that need not parse", call with { MustParse = false } },
            };
        }
    }

    [Theory, MemberData(nameof(Others))]
    public async Task What_differs_in_anything_is_asked_anew(string what, AiCall other)
    {
        await using var host = await AiHost.StartAsync(1, s_on,
            ("Ai:Routes:1:Class", "quick"), ("Ai:Routes:1:Targets:0:Model", "a/m"));
        host.A.Reply = request => request.Body["response_format"] is null ? new ProviderReply() : new ProviderReply { Text = "{}" };
        await host.Ai.CompleteAsync(AiHost.Call("Hello", "ada", new ChatOptions { Temperature = 0.2f }), Cancel);

        (await host.Ai.CompleteAsync(other with { RequestId = "other" }, Cancel)).IsCached.ShouldBeFalse(what);
        host.A.Hits.ShouldBe(2);
    }

    [Fact]
    public async Task Tools_that_differ_in_their_schema_are_different()
    {
        var names = new HashSet<string?>();
        foreach (var tool in new[]
        {
            AIFunctionFactory.Create((int a) => a, "add", "Adds."), AIFunctionFactory.Create((string a) => a, "add", "Adds."),
            AIFunctionFactory.Create((int a) => a, "add", "Sums."),
        }) names.Add(CacheKey.Of(AiHost.Call(options: new ChatOptions { Tools = [tool] }), false, 1_000));
        names.Count.ShouldBe(3);
        names.ShouldNotContain((string?)null);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_class_that_is_marked_shared_is_shared()
    {
        await using var host = await AiHost.StartAsync(1, s_on, ("Ai:Routes:0:Shared", "true"));
        await host.AskAsync();
        (await host.Ai.CompleteAsync(AiHost.Call(user: "bob"), Cancel)).IsCached.ShouldBeTrue();
    }

    [Fact]
    public async Task Fifty_equal_calls_at_once_are_one_call_and_one_bill()
    {
        await using var host = await AiHost.StartAsync(1, s_on);
        host.A.Script(new ProviderReply { Delay = TimeSpan.FromMilliseconds(300) });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.AskAsync()));
        host.A.Hits.ShouldBe(1);
        answers.Count(a => !a.IsCached).ShouldBe(1);
        answers.Sum(a => a.Cost).ShouldBe(host.Billing.Settled.Single().Bills.Sum(b => host.Billing.Price("a", "m", b.Usage)));
    }

    [Fact]
    public async Task Fifty_equal_streams_at_once_are_one_call_and_each_gets_all_of_it()
    {
        await using var host = await AiHost.StartAsync(1, s_on);
        host.A.Script(
            new ProviderReply
            {
                Text = "one two three four five",
                Delay = TimeSpan.FromMilliseconds(300),
                Pace = TimeSpan.FromMilliseconds(5),
            });

        var streams = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.StreamAsync()));
        host.A.Hits.ShouldBe(1);
        streams.ShouldAllBe(s => s.Error == null && s.Text == "one two three four five" && s.Completed != null);
        streams.Count(s => !s.Completed!.IsCached).ShouldBe(1);
    }

    [Fact]
    public async Task Who_leaves_does_not_take_the_answer_from_the_others()
    {
        await using var host = await AiHost.StartAsync(1, s_on);
        host.A.Script(new ProviderReply { Text = "one two three", Delay = TimeSpan.FromMilliseconds(500) });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = host.AskAsync(cancellation: leaving.Token);
        await host.A.WaitForAsync(_ => true, TimeSpan.FromSeconds(20), Cancel);
        var second = host.AskAsync();
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await second).Text.ShouldBe("one two three");
        host.A.Hits.ShouldBe(1);
        host.Billing.Bills.ShouldHaveSingleItem().Outcome.ShouldBe(AiOutcome.Completed);
    }

    [Fact]
    public async Task A_cached_answer_streams_and_a_streamed_one_is_cached()
    {
        var text = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"word{i}"));
        await using var host = await AiHost.StartAsync(1, s_on);
        host.A.Script(new ProviderReply { Text = text });
        await host.StreamAsync();

        (await host.AskAsync()).Text.ShouldBe(text);
        var replayed = await host.StreamAsync();
        host.A.Hits.ShouldBe(1);
        replayed.Text.ShouldBe(text);
        replayed.Chunks.Count.ShouldBeGreaterThan(5);
        replayed.Chunks.Select(c => c.Sequence).ShouldBe(Enumerable.Range(0, replayed.Chunks.Count));
        replayed.Chunks.Count(c => c.Update.FinishReason is not null).ShouldBe(1);
        (replayed.Completed!.IsCached, replayed.Completed.Cost).ShouldBe((true, 0m));
    }

    [Fact]
    public async Task Tool_calls_come_back_from_the_cache()
    {
        await using var host = await AiHost.StartAsync(1, s_on);
        host.A.Script(
            new ProviderReply
            {
                Finish = "tool_calls",
                ToolCalls = """[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}}]""",
            });
        var call = AiHost.Call(options: new ChatOptions { Tools = [AIFunctionFactory.Create((int a) => a, "add")] });
        foreach (var _ in new[] { 1, 2 })
        {
            var answer = await host.Ai.CompleteAsync(call with { RequestId = GrainKeys.NewId() }, Cancel);
            answer.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
            var asked = answer.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
            (asked.Name, asked.CallId, asked.Arguments!["a"]!.ToString()).ShouldBe(("add", "c1", "1"));
        }

        host.A.Hits.ShouldBe(1);
        var streamed = (await host.StreamAsync(call)).Chunks.SelectMany(c => c.Update.Contents).OfType<FunctionCallDelta>()
            .ShouldHaveSingleItem();
        (streamed.Index, streamed.CallId, streamed.Name, streamed.Arguments).ShouldBe((0, "c1", "add", """{"a":1}"""));
    }

    public static TheoryData<string, ProviderReply> Unfit => new()
    {
        { "an error", ProviderReply.Error(500, "") },
        { "an empty answer", new ProviderReply { Text = "" } },
        { "a filtered answer", new ProviderReply { Finish = "content_filter" } },
        { "a truncated answer", new ProviderReply { Finish = "length" } },
        { "a cut stream", new ProviderReply { Text = "one two three", End = StreamEnd.Cut, EndAfter = 2 } },
    };

    [Theory, MemberData(nameof(Unfit))]
    public async Task What_is_not_whole_is_never_stored(string what, ProviderReply reply)
    {
        await using var host = await AiHost.StartAsync(1, s_on, ("Ai:Retries", "0"));
        host.A.Script(reply, new ProviderReply { Text = "Now it is well." });
        await host.StreamAsync(AiHost.Call() with { MayBeTruncated = true });

        var again = await host.Ai.CompleteAsync(AiHost.Call() with { MayBeTruncated = true }, Cancel);
        (again.IsCached, again.Text).ShouldBe((false, "Now it is well."), what);
    }

    [Theory]
    [InlineData("code", null, 24 * 60)]
    [InlineData("chat", null, 60)]
    [InlineData("chat", 1.0f, 30)]
    public async Task Each_class_has_its_lifetime(string @class, float? temperature, int minutes)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
        await using var host = AiHost.Start(
            [await ProviderStandIn.StartNewAsync()], clock, s_on, ("Ai:Routes:1:Class", "code"), ("Ai:Routes:1:Targets:0:Model", "a/m"));
        host.A.Script(new ProviderReply { Text = "```python\nprint(1)\n```" });
        var call = AiHost.Call(options: new ChatOptions { Temperature = temperature }) with { Class = @class };
        await host.Ai.CompleteAsync(call, Cancel);
        clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        (await host.Ai.CompleteAsync(call, Cancel)).IsCached.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(2));
        (await host.Ai.CompleteAsync(call, Cancel)).IsCached.ShouldBeFalse();
    }

    /// <summary>Between its end and its removal from the calls in flight, only the cache decides whether it is still valid.</summary>
    [Fact]
    public void Who_comes_after_the_end_of_an_answer_does_not_join_it()
    {
        using var answer = new SharedCompletion();
        answer.TryJoin().ShouldBeTrue();
        answer.TryJoin().ShouldBeTrue("it is on its way");
        answer.End(
            new AiResponse { Messages = [], FinishReason = ChatFinishReason.Stop, Provider = "a", Model = "m", Usage = AiUsage.None });
        answer.TryJoin().ShouldBeFalse();
    }

    [Fact]
    public async Task Memory_is_bounded()
    {
        await using var host = await AiHost.StartAsync(0, s_on, ("AiCache:MemoryMiB", "1"));
        var store = host.Services.GetRequiredService<MemoryResponseCache>();
        for (var i = 0; i < 500; i++) await store.SetAsync($"k{i}", new byte[100_000], TimeSpan.FromHours(1));
        store.Count.ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public async Task Somebody_elses_budget_is_not_mine()
    {
        await using var host = await AiHost.StartAsync(1, s_on, ("Ai:Routes:0:Shared", "true"));
        host.Billing.Budget = 0;
        await host.FailsAsync();
        host.Billing.Budget = 1_000;
        (await host.Ai.CompleteAsync(AiHost.Call(user: "bob"), Cancel)).IsCached.ShouldBeFalse();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Who_joined_a_call_that_somebody_elses_budget_refused_is_answered(bool streamed)
    {
        await using var host = await AiHost.StartAsync(1, s_on, ("Ai:Routes:0:Shared", "true"));
        var bothAsk = new TaskCompletionSource();
        host.Billing.Reserving = async reservation =>
        {
            if (reservation.User != "ada") return;
            await bothAsk.Task;
            throw new AiException(AiCause.PolicyBudgetExceeded, "The budget does not hold this.");
        };
        async Task<string> AskAsync(string user)
        {
            if (!streamed) return (await host.Ai.CompleteAsync(AiHost.Call(user: user), Cancel)).Text;
            var answer = await host.StreamAsync(AiHost.Call(user: user));
            return answer.Error is { } error ? throw error : answer.Text;
        }

        // Both have joined by the time they first wait.
        var (ada, bob) = (AskAsync("ada"), AskAsync("bob"));
        bothAsk.SetResult();

        (await Should.ThrowAsync<AiException>(() => ada)).Cause.ShouldBe(AiCause.PolicyBudgetExceeded);
        (await bob).ShouldBe(new ProviderReply().Text);
        host.Billing.Reserved.ShouldHaveSingleItem().User.ShouldBe("bob");
    }

    public static TheoryData<string, string, AiCall> Unsound => new()
    {
        { "JSON that is none", "{\"a\":", AiHost.Call(options: new ChatOptions { ResponseFormat = ChatResponseFormat.Json }) },
        { "JSON against its schema", "{\"a\":\"x\"}", AiHost.Call(options: new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(
                System.Text.Json.JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"integer"}}}""")),
        }) },
        { "code that is not closed", "```python\nprint((1)\n```", AiHost.Call() with { Class = "code" } },
        { "repetition", "It is. " + string.Concat(Enumerable.Repeat("and so on, ", 200)), AiHost.Call() },
    };

    [Theory, MemberData(nameof(Unsound))]
    public async Task What_was_delivered_and_is_unfit_ends_and_is_not_stored(string what, string text, AiCall call)
    {
        await using var host = await AiHost.StartAsync(
            1, s_on, ("Ai:Routes:1:Class", "code"), ("Ai:Routes:1:Targets:0:Model", "a/m"), ("Ai:Retries", "0"));
        host.A.Script(new ProviderReply { Text = text });
        var streamed = await host.StreamAsync(call);
        (streamed.Error, streamed.Text, streamed.Completed?.Text).ShouldBe((null, text, text), what);
        host.Billing.Bills.ShouldHaveSingleItem().Outcome.ShouldBe(AiOutcome.Completed);

        (await host.FailsAsync(call with { RequestId = "again" })).Code.ShouldStartWith("provider_answer_");
        host.A.Hits.ShouldBe(2);
    }
}
