using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Serving;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>Hostile answers and schemas.</summary>
public sealed class HostileProviderTests
{
    public static TheoryData<string, ProviderReply> Odd => new()
    {
        { "no choices", new ProviderReply { Body = """{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[]}""" } },
        { "nothing at all", new ProviderReply { Body = "" } },
        { "an empty object", new ProviderReply { Body = "{}" } },
        { "a list", new ProviderReply { Body = "[1,2]" } },
        { "null", new ProviderReply { Body = "null" } },
        { "a finish reason that nobody knows", new ProviderReply { Finish = "insufficient_system_resource" } },
        {
            "arguments that are no JSON",
            new ProviderReply
            {
                Finish = "tool_calls",
                ToolCalls = """[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":"}}]""",
            }
        },
        { "a redirect", ProviderReply.Error(302, "", headers: ("Location", "http://127.0.0.1:1/")) },
        { "no content", ProviderReply.Error(204, "") },
    };

    [Theory, MemberData(nameof(Odd))]
    public async Task Odd_answers_are_failures_of_the_provider_and_another_answers(string what, ProviderReply reply)
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Retries", "0"));
        host.A.Script(reply);
        (await host.AskAsync()).Provider.ShouldBe("b", what);
        (await host.FailsAsync(AiHost.Call() with { Model = "a/m" })).Code.ShouldStartWith("provider_");
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_without_a_finish_reason_is_one_if_it_is_whole_or_says_that_it_is_done()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Text = "one two", Finish = null });
        (await host.AskAsync()).Text.ShouldBe("one two");
        (await host.StreamAsync()).Completed!.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task A_stream_of_a_failing_engine_never_ends_cleanly()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Text = "one two", Finish = "insufficient_system_resource" });
        var streamed = await host.StreamAsync();
        streamed.Completed.ShouldBeNull();
        streamed.Error!.Code.ShouldStartWith("provider_");
    }

    [Theory]
    [InlineData("tool_calls", "{\\\"a\\\":", AiCause.ProviderAnswerInvalid)]
    [InlineData("length", "{\\\"a\\\":", AiCause.ProviderAnswerTruncated)]
    public async Task A_call_of_a_tool_whose_arguments_broke_off_is_never_passed_on_as_a_call_without_any(
        string finish, string arguments, AiCause cause)
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Retries", "0"));
        host.A.Script(
            new ProviderReply
            {
                Text = "",
                Finish = finish,
                ToolCalls = $$$"""[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{{{arguments}}}"}}]""",
            });
        // Its arguments were passed on as they came; what follows says that they are not all.
        var call = AiHost.Call() with { Model = "a/m", MayBeTruncated = true };
        var streamed = await host.StreamAsync(call);
        (streamed.Error!.Cause, streamed.Error.OutputCommitted, streamed.Completed).ShouldBe((cause, true, null));
        (await host.FailsAsync(call)).Cause.ShouldBe(cause);
    }

    [Fact]
    public async Task A_stream_without_end_is_cut_off()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Models:0:MaxOutput", "100"));
        host.A.Script(new ProviderReply { Text = string.Join(' ', Enumerable.Repeat(new string('x', 10_000), 50)) });
        var streamed = await host.StreamAsync();
        streamed.Error!.Cause.ShouldBe(AiCause.ProviderMalformed);
        streamed.Text.Length.ShouldBeLessThan(80_000);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}""", true)]
    [InlineData(
        """{"$defs":{"n":{"type":"integer"}},"type":"object","properties":{"a":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"null"}]}}}""", true)]
    [InlineData("""{"type":"object","properties":{"pattern":{"type":"string"}}}""", true)]
    [InlineData("""{"anyOf":[{"properties":{"a":{"$ref":"#"}}},{"properties":{"a":{"$ref":"#"}}}]}""", false)]
    [InlineData("""{"type":"string","pattern":"^(a+)+$"}""", false)]
    [InlineData("""{"$ref":"http://127.0.0.1:1/schema.json"}""", false)]
    [InlineData("""{"$ref":"file:///etc/passwd"}""", false)]
    [InlineData("""{"definitions":{"x":{"$ref":"http://127.0.0.1:1/schema.json"}},"type":"object"}""", false)]
    [InlineData("""{"properties":{"definitions":{"$ref":"http://127.0.0.1:1/schema.json"}}}""", false)]
    [InlineData("""{"properties":{"a":{"$Ref":"http://127.0.0.1:1/schema.json"}}}""", false)]
    [InlineData("""{"properties":{"a":{"Pattern":"^(a+)+$"}}}""", false)]
    [InlineData("""{"properties":{"definitions":{"type":"string","pattern":"^(a+)+$"}}}""", false)]
    [InlineData("""{"PatternProperties":{"^(a+)+$":{"type":"string"}}}""", false)]
    public void Schemas_that_could_cost_are_left_to_the_provider(string schema, bool holds) => SchemaBounds.Hold(schema).ShouldBe(holds);

    [Fact]
    public void A_schema_that_doubles_at_each_step_is_left_to_the_provider()
    {
        var steps = string.Join(
            ',',
            Enumerable.Range(0, 40)
                .Select(i => $"\"d{i}\":{{\"anyOf\":[{{\"$ref\":\"#/$defs/d{i + 1}\"}},{{\"$ref\":\"#/$defs/d{i + 1}\"}}]}}"));
        SchemaBounds.Hold($"{{\"$defs\":{{{steps},\"d40\":{{\"type\":\"integer\"}}}},\"$ref\":\"#/$defs/d0\"}}").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"a":1}""", true)]
    [InlineData("""{"a":"1"}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""{"a":1} and more""", false)]
    [InlineData("a", false)]
    public void JSON_follows_its_schema_or_does_not(string text, bool follows)
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}""");
        JsonSchemaCheck.Follows(text, (ChatResponseFormatJson)ChatResponseFormat.ForJsonSchema(schema)).ShouldBe(follows);
    }
}
