using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>Each provider counts tokens in its own way; we normalize them.</summary>
public sealed class UsageTests
{
    public static TheoryData<AiProviderKind, string, long, long, long, long, long> Golden => new()
    {
        {
            AiProviderKind.OpenAi,
            """{"prompt_tokens":1000,"completion_tokens":50,"total_tokens":1050,"prompt_tokens_details":{"cached_tokens":800}"""
                + ""","completion_tokens_details":{"reasoning_tokens":30}}""",
            1000, 800, 0, 50, 30
        },
        {
            AiProviderKind.Anthropic,
            """{"input_tokens":100,"cache_read_input_tokens":1000,"cache_creation_input_tokens":200,"output_tokens":40}""",
            1300, 1000, 200, 40, 0
        },
        { AiProviderKind.Gemini, """{"prompt_tokens":10,"completion_tokens":4,"total_tokens":14}""", 10, 0, 0, 4, 0 },
        { AiProviderKind.Gemini, """{"prompt_tokens":10,"completion_tokens":4,"total_tokens":114}""", 10, 0, 0, 104, 100 },
        {
            AiProviderKind.DeepSeek,
            """{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120"""
                + ""","prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36}""",
            100, 64, 0, 20, 0
        },
        {
            AiProviderKind.Groq,
            """{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,"prompt_tokens_details":{"cached_tokens":90}"""
                + ""","queue_time":0.1}""",
            100, 90, 0, 20, 0
        },
        { AiProviderKind.Cloudflare, """{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}""", 3, 0, 0, 2, 0 },
    };

    [Theory, MemberData(nameof(Golden))]
    public async Task Whole_or_streamed_in_one_chunk_or_in_every_one(
        AiProviderKind kind, string usage, long input, long cached, long write, long output, long reasoning)
    {
        await using var host = await StartAsync(kind);
        var expected = new AiUsage(input, cached, write, output, reasoning, Estimated: false);
        foreach (var everywhere in (bool[])[false, true])
        {
            host.A.Script(new ProviderReply { Text = "one two three", Usage = usage, UsageInEveryPiece = everywhere });
            (await host.AskAsync()).Usage.ShouldBe(expected);
            (await host.StreamAsync()).Completed!.Usage.ShouldBe(expected);
        }

        host.Billing.Bills.ShouldAllBe(bill => bill.Usage == expected);
        host.Billing.Bills.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Where_a_provider_sends_none_it_is_counted_and_flagged()
    {
        await using var host = await StartAsync(AiProviderKind.HuggingFace);
        host.A.Script(new ProviderReply { Text = "12345678", Usage = null });
        var whole = (await host.AskAsync("1234567890")).Usage;
        var streamed = (await host.StreamAsync(AiHost.Call("1234567890"))).Completed!.Usage;
        foreach (var usage in new[] { whole, streamed })
        {
            usage.Estimated.ShouldBeTrue();
            (usage.Input, usage.Output).ShouldBe((7, 2));
        }
    }

    [Fact]
    public async Task A_failed_attempt_that_billed_is_booked_and_the_answer_to_who_gave_it()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Retries", "0"));
        host.A.Script(new ProviderReply { Text = "", Usage = """{"prompt_tokens":100,"completion_tokens":0,"total_tokens":100}""" });
        var answer = await host.AskAsync();

        host.Billing.Bills.Select(b => (b.Attempt, b.Provider, b.Outcome, b.Usage.Input))
            .ShouldBe([(1, "a", AiOutcome.Discarded, 100), (2, "b", AiOutcome.Completed, 10)]);
        answer.Cost.ShouldBe(1.00m + 0.20m);
        host.Billing.Settled.Count.ShouldBe(1);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task After_an_attempt_that_billed_another_is_made_only_where_the_budget_holds_both(bool streamed)
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Retries", "0"), ("Ai:MaxOutputTokens", "256"));
        host.A.Script(new ProviderReply { Text = "", Usage = """{"prompt_tokens":100,"completion_tokens":0,"total_tokens":100}""" });
        var call = AiHost.Call();
        host.Billing.Budget = 5.50m;
        var refused = streamed ? (await host.StreamAsync(call)).Error! : await host.FailsAsync(call);

        (refused.Cause, refused.Attempts, refused.Cost).ShouldBe((AiCause.PolicyBudgetExceeded, 1, 1.00m));
        (host.A.Hits, host.B.Hits, host.Billing.Open).ShouldBe((1, 0, 0));
        host.Billing.Bills.ShouldHaveSingleItem().Provider.ShouldBe("a");

        host.Billing.Budget = 6.50m;
        if (streamed) (await host.StreamAsync(call)).Completed!.Provider.ShouldBe("b");
        else (await host.Ai.CompleteAsync(call, TestContext.Current.CancellationToken)).Provider.ShouldBe("b");
        host.Billing.Raised.ShouldHaveSingleItem().Billed.ShouldHaveSingleItem().Usage.Input.ShouldBe(100);
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Where_nobody_is_left_to_ask_the_failure_is_the_provider_s_and_not_the_budget_s()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Retries", "0"), ("Ai:MaxOutputTokens", "256"));
        host.A.Script(new ProviderReply { Text = "", Usage = """{"prompt_tokens":100,"completion_tokens":0,"total_tokens":100}""" });
        host.Billing.Budget = 5.50m;
        (await host.FailsAsync()).Cause.ShouldBe(AiCause.ProviderAnswerEmpty);
        host.Billing.Raised.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pictures_are_set_aside_as_they_are_booked()
    {
        await using var host = await AiHost.StartAsync(1);
        var call = AiHost.Call() with
        {
            Messages =
                [new ChatMessage(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")])],
        };
        await host.Ai.CompleteAsync(call, TestContext.Current.CancellationToken);
        host.Billing.Reserved.ShouldHaveSingleItem().Candidates.ShouldHaveSingleItem().Images.ShouldBe(1);
        host.Billing.Bills.ShouldHaveSingleItem().Images.ShouldBe(1);
    }

    [Theory, InlineData("abort"), InlineData("insufficient_system_resource")]
    public async Task An_answer_that_cannot_be_used_is_paid_where_it_says_what_it_used(string reason)
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Retries", "0"));
        host.A.Script(new ProviderReply { Finish = reason, Usage = """{"prompt_tokens":100,"completion_tokens":7,"total_tokens":107}""" });
        await host.AskAsync();

        host.Billing.Bills.Select(b => (b.Attempt, b.Provider, b.Outcome, b.Usage.Input, b.Usage.Output, b.Usage.Estimated)).ShouldBe(
            [(1, "a", AiOutcome.Discarded, 100, 7, false), (2, "b", AiOutcome.Completed, 10, 5, false)]);
    }

    [Theory]
    [InlineData(AiProviderKind.OpenAi, "max_completion_tokens")]
    [InlineData(AiProviderKind.Groq, "max_completion_tokens")]
    [InlineData(AiProviderKind.Gemini, "max_tokens")]
    [InlineData(AiProviderKind.DeepSeek, "max_tokens")]
    [InlineData(AiProviderKind.HuggingFace, "max_tokens")]
    [InlineData(AiProviderKind.Cloudflare, "max_tokens")]
    [InlineData(AiProviderKind.Compatible, "max_tokens")]
    [InlineData(AiProviderKind.Anthropic, "max_tokens")]
    public async Task The_output_limit_has_the_name_that_the_provider_knows(AiProviderKind kind, string name)
    {
        await using var host = await StartAsync(kind);
        await host.Ai.CompleteAsync(
            AiHost.Call(options: new ChatOptions { MaxOutputTokens = 321, Temperature = 0.5f }), TestContext.Current.CancellationToken);
        var body = host.A.Requests.Items[0].Body.AsObject();
        ((int?)body[name]).ShouldBe(321);
        body.Count(p => p.Key is "max_tokens" or "max_completion_tokens").ShouldBe(1);
        // Anthropic's client omits it for models that are not known to accept one.
        if (kind != AiProviderKind.Anthropic) ((double?)body["temperature"]).ShouldBe(0.5);
        host.A.Requests.Items[0].Key.ShouldBe("key-a");
    }

    [Theory, InlineData(AiProviderKind.OpenAi), InlineData(AiProviderKind.DeepSeek), InlineData(AiProviderKind.Anthropic)]
    public async Task A_JSON_schema_holds_at_every_provider(AiProviderKind kind)
    {
        await using var host = await StartAsync(kind);
        host.A.Script(
            new ProviderReply { Text = "```json\n{\"n\":\"one\"}\n```" },
            new ProviderReply { Text = kind == AiProviderKind.OpenAi ? "{\"n\":1}" : "```json\n{\"n\":1}\n```" });
        var schema = ChatResponseFormat.ForJsonSchema(
            System.Text.Json.JsonElement.Parse(
                """{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}"""),
            "n");
        var answer = await host.Ai.CompleteAsync(
            AiHost.Call(options: new ChatOptions { ResponseFormat = schema }), TestContext.Current.CancellationToken);
        (answer.Text, answer.Attempts).ShouldBe(("{\"n\":1}", 2), "the first does not follow it");
    }

    private static async Task<AiHost> StartAsync(AiProviderKind kind)
    {
        var a = await ProviderStandIn.StartNewAsync();
        return AiHost.Start(
            [a], null, ("Ai:Endpoints:0:Kind", kind.ToString()),
            ("Ai:Endpoints:0:BaseUrl", a.BaseUrl + (kind == AiProviderKind.Anthropic ? "" : "/v1")));
    }
}
