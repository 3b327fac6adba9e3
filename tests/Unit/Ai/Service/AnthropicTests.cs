using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>Anthropic speaks its own protocol, through its own client.</summary>
public sealed class AnthropicTests
{
    private const string Usage = """{"input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":40}""";
    private const string Overloaded = """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""";

    [Fact]
    public async Task It_streams_with_the_system_prompt_apart()
    {
        await using var host = await StartAsync();
        host.A.Script(new ProviderReply { Text = "one two three", Usage = Usage });
        var streamed = await host.StreamAsync(
            AiHost.Call() with { Messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello")] });

        streamed.Text.ShouldBe("one two three");
        (streamed.Completed!.Provider, streamed.Completed.FinishReason).ShouldBe(("a", ChatFinishReason.Stop));
        var request = host.A.Requests.Items.ShouldHaveSingleItem();
        (request.Path, request.Key, request.Model).ShouldBe(("/v1/messages", "key-a", "m"));
        request.Body["system"]!.ToJsonString().ShouldContain("Be brief.");
    }

    public static TheoryData<string, ProviderReply, AiCause> Faults => new()
    {
        {
            "an end before message_stop",
            new ProviderReply { Text = "one two three four", End = StreamEnd.Eof, EndAfter = 2, Usage = Usage }, AiCause.ProviderStreamCut
        },
        {
            "a cut", new ProviderReply { Text = "one two three four", End = StreamEnd.Cut, EndAfter = 2, Usage = Usage },
            AiCause.ProviderStreamCut
        },
        {
            "an error event",
            new ProviderReply { Text = "one two three four", End = StreamEnd.Event, EndAfter = 2, Event = Overloaded, Usage = Usage },
            AiCause.ProviderOverloaded
        },
        {
            "an event that is none",
            new ProviderReply { Text = "one two three four", End = StreamEnd.Event, EndAfter = 2, Event = "{\"type\":", Usage = Usage },
            AiCause.ProviderMalformed
        },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_stream_that_breaks_says_so_and_is_not_under_billed(string fault, ProviderReply reply, AiCause cause)
    {
        await using var host = await StartAsync();
        host.A.Script(reply);
        var streamed = await host.StreamAsync();

        streamed.Text.ShouldBe("one two ", fault);
        (streamed.Error!.Cause, streamed.Error.OutputCommitted).ShouldBe((cause, true));
        var usage = host.Billing.Bills.ShouldHaveSingleItem().Usage;
        // From its first event: the exact input, and one token of output; we counted two.
        (usage.Input, usage.CachedInput, usage.Output, usage.Estimated).ShouldBe((1_100, 1_000, 2, true));
        host.B.Hits.ShouldBe(0);
    }

    [Fact]
    public async Task An_error_as_the_first_event_falls_back_unseen()
    {
        await using var host = await StartAsync();
        host.A.Script(new ProviderReply { End = StreamEnd.Event, EndAfter = 0, Event = Overloaded });
        (await host.StreamAsync()).Completed!.Provider.ShouldBe("b");
    }

    [Fact]
    public async Task A_refusal_counts_as_one()
    {
        await using var host = await StartAsync();
        host.A.Script(new ProviderReply { Finish = "content_filter", Text = "" });
        (await host.AskAsync()).Provider.ShouldBe("b");
    }

    private static async Task<AiHost> StartAsync()
    {
        var (a, b) = (await ProviderStandIn.StartNewAsync(), await ProviderStandIn.StartNewAsync());
        return AiHost.Start([a, b], null, ("Ai:Endpoints:0:Kind", "Anthropic"), ("Ai:Endpoints:0:BaseUrl", a.BaseUrl), ("Ai:Retries", "0"));
    }
}
