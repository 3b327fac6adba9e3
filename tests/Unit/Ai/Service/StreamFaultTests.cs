using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>A stream that dies never looks like one that ended.</summary>
public sealed class StreamFaultTests
{
    private const string Sixty = "w01 w02 w03 w04 w05 w06 w07 w08 w09 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20";
    private const string ErrorEvent = """{"error":{"message":"The engine is on fire.","type":"server_error","code":null}}""";

    private static readonly (string, string)[] s_quick =
    [
        ("Ai:FirstTokenTimeout", "00:00:00.500"), ("Ai:SilenceTimeout", "00:00:00.500"), ("Ai:StallTimeout", "00:00:00.500"),
    ];

    [Fact]
    public async Task Tokens_pass_through_and_the_last_chunk_has_the_whole_answer()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Text = Sixty, Usage = """{"prompt_tokens":7,"completion_tokens":20,"total_tokens":27}""" });

        var streamed = await host.StreamAsync();

        streamed.Error.ShouldBeNull();
        streamed.Text.ShouldBe(Sixty);
        streamed.Chunks.Select(c => c.Sequence).ShouldBe(Enumerable.Range(0, 21));
        streamed.Chunks.Count(c => c.Update.Role == ChatRole.Assistant && c.Sequence == 0).ShouldBe(1);
        streamed.Chunks.Count(c => c.Update.FinishReason is not null).ShouldBe(1);
        var answer = streamed.Completed.ShouldNotBeNull();
        (answer.Text, answer.Provider, answer.Model, answer.Attempts).ShouldBe((Sixty, "a", "m", 1));
        answer.Usage.ShouldBe(new AiUsage(7, 0, 0, 20, 0, Estimated: false));
        answer.Cost.ShouldBe(0.07m + 0.40m);
        host.Billing.Open.ShouldBe(0);
    }

    public static TheoryData<string, ProviderReply> BeforeTheFirstToken => new()
    {
        { "an error status", ProviderReply.Error(500, ErrorEvent) },
        { "an error as the first event", new ProviderReply { End = StreamEnd.Event, EndAfter = 0, Event = ErrorEvent } },
        { "a stall before the headers", ProviderReply.Hang },
        { "a stall after the role", new ProviderReply { End = StreamEnd.Stall, EndAfter = 0 } },
        { "a cut after the role", new ProviderReply { End = StreamEnd.Cut, EndAfter = 0 } },
        { "an end after the role", new ProviderReply { End = StreamEnd.Eof, EndAfter = 0 } },
        { "an end without content", new ProviderReply { Text = "" } },
        { "nothing but white space", new ProviderReply { Text = " \n \n" } },
        { "no machines", new ProviderReply { Text = "", Finish = "insufficient_system_resource" } },
        {
            "an error by policy",
            new ProviderReply
            {
                End = StreamEnd.Event,
                EndAfter = 0,
                Event = """{"error":{"message":"Flagged.","code":"content_filter"}}""",
            }
        },
        { "a malformed event", new ProviderReply { End = StreamEnd.Event, EndAfter = 0, Event = "{\"choices\":[{" } },
        { "a page of a proxy", new ProviderReply { Body = "<html>Login</html>", ContentType = "text/html" } },
    };

    [Theory, MemberData(nameof(BeforeTheFirstToken))]
    public async Task Before_the_first_token_another_provider_answers_unseen(string fault, ProviderReply reply)
    {
        await using var host = await AiHost.StartAsync(2, s_quick);
        host.A.Script(reply);
        host.B.Script(new ProviderReply { Text = "All is well." });

        var streamed = await host.StreamAsync();

        streamed.Error.ShouldBeNull(fault);
        streamed.Text.ShouldBe("All is well.");
        streamed.Chunks.Count(c => c.Sequence == 0).ShouldBe(1);
        streamed.Chunks.ShouldAllBe(c => c.Provider == "b");
        streamed.Completed!.Attempts.ShouldBe(2);
        (host.A.Hits, host.B.Hits).ShouldBe((1, 1));
        host.Billing.Bills.Count(b => b.Outcome == AiOutcome.Completed && b.Provider == "b").ShouldBe(1);
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task A_stream_that_flows_may_take_longer_than_it_had_to_begin()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:ChatDeadline", "00:00:01"));
        host.A.Reply = _ => new ProviderReply { Text = Sixty, Pace = TimeSpan.FromMilliseconds(100) };

        (await host.StreamAsync()).Completed!.Text.ShouldBe(Sixty);
        var limited = await host.StreamAsync(AiHost.Call() with { Deadline = TimeSpan.FromSeconds(1) });
        (limited.Error!.Cause, limited.Error.OutputCommitted).ShouldBe((AiCause.OwnDeadline, true));
        (await host.AskAsync()).Provider.ShouldBe("a", "a long answer is no failure of its provider");
    }

    [Theory]
    [InlineData(": thinking\n\n", 0)]
    [InlineData("\n", 0)]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}]}\n\n", 0)]
    [InlineData(": thinking\n\n", 3)]
    public async Task Any_byte_of_a_provider_is_a_sign_of_life(string sign, int after)
    {
        await using var host = await AiHost.StartAsync(2,
            ("Ai:ChatDeadline", "00:00:01"), ("Ai:FirstTokenTimeout", "00:00:01"), ("Ai:SilenceTimeout", "00:00:01"),
            ("Ai:StallTimeout", "00:00:01"));
        host.A.Script(new ProviderReply
        {
            Text = "one two three four five", Sign = sign, SignsAfter = after, Signs = 15, Pace = TimeSpan.FromMilliseconds(100),
        });

        var streamed = await host.StreamAsync();

        streamed.Error.ShouldBeNull();
        (streamed.Text, streamed.Completed!.Provider, host.B.Hits).ShouldBe(("one two three four five", "a", 0));
    }

    [Fact]
    public async Task A_model_may_think_in_silence_for_longer_than_it_may_pause()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:ChatDeadline", "00:00:01"), ("Ai:StallTimeout", "00:00:00.200"));
        host.A.Script(new ProviderReply
        {
            Text = "one", Sign = ": begun\n\n", Signs = 1, Pace = TimeSpan.FromSeconds(1.5),
        });

        (await host.StreamAsync()).Completed!.Provider.ShouldBe("a");
        host.B.Hits.ShouldBe(0);
    }

    public static TheoryData<string, ProviderReply, AiCause> AfterOutput => new()
    {
        { "a cut", new ProviderReply { Text = Sixty, End = StreamEnd.Cut, EndAfter = 8 }, AiCause.ProviderStreamCut },
        {
            "an end without a finish reason", new ProviderReply { Text = Sixty, End = StreamEnd.Eof, EndAfter = 8 },
            AiCause.ProviderStreamCut
        },
        {
            "an error inside the stream", new ProviderReply { Text = Sixty, End = StreamEnd.Event, EndAfter = 8, Event = ErrorEvent },
            AiCause.ProviderServerError
        },
        {
            "a malformed event", new ProviderReply { Text = Sixty, End = StreamEnd.Event, EndAfter = 8, Event = "{\"choices\":[{" },
            AiCause.ProviderMalformed
        },
        {
            "no machines",
            new ProviderReply
            {
                Text = Sixty,
                End = StreamEnd.Event,
                EndAfter = 8,
                Event = """{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{}"""
                    + ""","finish_reason":"insufficient_system_resource"}]}""",
            },
            AiCause.ProviderOverloaded
        },
        { "a stall", new ProviderReply { Text = Sixty, End = StreamEnd.Stall, EndAfter = 8 }, AiCause.ProviderTimeout },
    };

    [Theory, MemberData(nameof(AfterOutput))]
    public async Task After_output_it_ends_with_a_typed_error_and_the_part_is_charged(string fault, ProviderReply reply, AiCause cause)
    {
        await using var host = await AiHost.StartAsync(2, s_quick);
        host.A.Script(reply);

        var streamed = await host.StreamAsync();

        streamed.Text.ShouldBe("w01 w02 w03 w04 w05 w06 w07 w08 ", fault);
        streamed.Chunks.ShouldAllBe(c => c.Completed == null && c.Update.FinishReason == null);
        var error = streamed.Error.ShouldNotBeNull();
        (error.Cause, error.OutputCommitted, error.Provider).ShouldBe((cause, true, "a"));
        error.Message.ShouldNotContain("fire");
        host.B.Hits.ShouldBe(0, "a second answer would be glued to half of the first");
        var bill = host.Billing.Bills.ShouldHaveSingleItem();
        bill.Outcome.ShouldBe(AiOutcome.Partial);
        bill.Usage.Estimated.ShouldBeTrue();
        bill.Usage.Output.ShouldBe(8);
        bill.Usage.Input.ShouldBeGreaterThan(0);
        error.Cost.ShouldBe(host.Billing.Price("a", "m", bill.Usage));
        host.Billing.Open.ShouldBe(0);
    }

    [Theory, InlineData(0), InlineData(2)]
    public async Task What_Anthropic_s_filter_stops_in_a_stream_is_a_refusal(int after)
    {
        var (a, b) = (await ProviderStandIn.StartNewAsync(), await ProviderStandIn.StartNewAsync());
        await using var host = AiHost.Start([a, b], null, ("Ai:Endpoints:0:Kind", "Anthropic"), ("Ai:Endpoints:0:BaseUrl", a.BaseUrl));
        a.Script(new ProviderReply
        {
            Text = "one two three", End = StreamEnd.Event, EndAfter = after,
            Event = """{"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}}""",
        });
        var streamed = await host.StreamAsync();
        (streamed.Error?.Cause, streamed.Completed?.Provider).ShouldBe(after == 0 ? (null, "b") : (AiCause.ProviderAnswerRefused, null));
    }

    [Fact]
    public async Task White_space_at_the_start_comes_with_what_follows_it()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Text = " \n one two" });
        var streamed = await host.StreamAsync();
        (streamed.Text, streamed.Completed!.Text).ShouldBe((" \n one two", " \n one two"));
        streamed.Chunks.Select(c => c.Sequence).ShouldBe(Enumerable.Range(0, streamed.Chunks.Count));

        // A caller that allows truncation gets the white space alone.
        host.A.Script(new ProviderReply { Text = " \n ", Finish = "length" });
        (await host.StreamAsync(AiHost.Call() with { MayBeTruncated = true })).Text.ShouldBe(" \n ");
    }

    [Fact]
    public async Task An_answer_cut_at_the_output_limit_says_so()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Text = "one two", Finish = "length" });

        (await host.StreamAsync()).Completed!.FinishReason.ShouldBe(ChatFinishReason.Length);
    }
}
