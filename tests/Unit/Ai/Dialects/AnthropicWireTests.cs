using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Unit.Ai.Service;

namespace ObsidianVault.Unit.Ai.Dialects;

/// <summary>Anthropic's own protocol: blocks that are never empty, calls in pieces, and signed thoughts both ways.</summary>
public sealed class AnthropicWireTests
{
    private const string Stream = """
        event: message_start
        data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],"usage":{"input_tokens":30}}}

        event: ping
        data: {"type":"ping"}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Which day "}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"is it?"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"today","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"zone\": "}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"UTC\"}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":20}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_block_is_empty()
    {
        await using var host = await StartAsync();
        await host.Ai.CompleteAsync(
            Call("""
                {"model":"a/m","messages":[{"role":"system","content":""},{"role":"user","content":"Which day is it?"},
                {"role":"assistant","content":"","tool_calls":[{"id":"toolu_1","type":"function",
                "function":{"name":"today","arguments":"{}"}}]},{"role":"tool","tool_call_id":"toolu_1","content":""},
                {"role":"user","content":[{"type":"text","text":" "}]}],
                "tools":[{"type":"function","function":{"name":"today","parameters":{"type":"object","properties":{}}}}]}
                """),
            Cancel);
        var body = host.A.Requests.Items[^1].Body.AsObject();
        body.ContainsKey("system").ShouldBeFalse();
        body["messages"]!.ToJsonString().ShouldBe(
            """[{"role":"user","content":[{"type":"text","text":"Which day is it?"}]},"""
            + """{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"today","input":{}}]},"""
            + """{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1"},{"type":"text","text":"(nothing)"}]}]""");
    }

    [Fact]
    public async Task A_call_comes_in_pieces_and_signed_thoughts_go_back_before_it()
    {
        await using var host = await StartAsync();
        host.A.Script(new ProviderReply { Body = Stream, ContentType = "text/event-stream" });
        var streamed = await host.StreamAsync(Call("""{"model":"a/m","stream":true,"messages":[{"role":"user","content":"x"}]}"""));
        streamed.Error.ShouldBeNull();
        var deltas = streamed.Chunks.SelectMany(c => c.Update.Contents).OfType<FunctionCallDelta>().ToList();
        deltas.Select(d => (d.Index, d.CallId, d.Name, d.Arguments)).ShouldBe(
            [(0, "toolu_1", "today", ""), (0, null, null, "{\"zone\": "), (0, null, null, "\"UTC\"}")]);
        var answer = streamed.Completed!;
        (answer.FinishReason, answer.Usage.Input, answer.Usage.Output).ShouldBe((ChatFinishReason.ToolCalls, 30, 20));

        using var writer = new ChatWriter("1", 1, includeUsage: true);
        var output = new ArrayBufferWriter<byte>();
        writer.WriteAnswer(output, answer);
        var message = JsonNode.Parse(output.WrittenSpan)!["choices"]![0]!["message"]!;
        ((string?)message["reasoning_content"]).ShouldBe("Which day is it?");
        message["thinking_blocks"]!.ToJsonString().ShouldBe("""[{"type":"thinking","thinking":"Which day is it?","signature":"c2ln"}]""");

        host.A.Script(new ProviderReply());
        var second = new JsonObject
        {
            ["model"] = "a/m",
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "x" },
                message.DeepClone(),
                new JsonObject { ["role"] = "tool", ["tool_call_id"] = "toolu_1", ["content"] = "Monday" }),
            ["thinking"] = new JsonObject { ["type"] = "enabled", ["budget_tokens"] = 1024 },
        };
        await host.Ai.CompleteAsync(Call(second.ToJsonString()), Cancel);
        var sent = host.A.Requests.Items[^1].Body;
        sent["messages"]![1]!["content"]!.ToJsonString().ShouldBe(
            """[{"type":"thinking","thinking":"Which day is it?","signature":"c2ln"},"""
            + """{"type":"tool_use","id":"toolu_1","name":"today","input":{"zone":"UTC"}}]""");
        sent["thinking"]!["type"]!.GetValue<string>().ShouldBe("enabled");
    }

    [Fact]
    public async Task Results_follow_their_calls_and_turns_alternate()
    {
        await using var host = await StartAsync();
        await host.Ai.CompleteAsync(
            Call("""
                {"model":"a/m","messages":[{"role":"assistant","content":"Hello"},{"role":"user","content":"x"},
                {"role":"assistant","content":"Let me see. ","tool_calls":[
                {"id":"call:1","type":"function","function":{"name":"f","arguments":"[1]"}},
                {"id":"call:2","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},
                {"role":"user","content":"quick!"},
                {"role":"tool","tool_call_id":"call:2","content":"two"},{"role":"tool","tool_call_id":"call:1","content":"one"}]}
                """),
            Cancel);
        var messages = host.A.Requests.Items[^1].Body["messages"]!.AsArray();
        messages.Select(m => (string?)m!["role"]).ShouldBe(["user", "assistant", "user", "assistant", "user"]);
        var calls = messages[3]!["content"]!.AsArray();
        ((string?)calls[0]!["text"], calls[1]!["input"]!.ToJsonString()).ShouldBe(("Let me see.", """{"arguments":[1]}"""));
        var results = messages[4]!["content"]!.AsArray();
        results.Select(r => (string?)r!["type"]).ShouldBe(["tool_result", "tool_result", "text"]);
        ((string?)results[0]!["tool_use_id"]).ShouldBe((string?)calls[1]!["id"]);
        ((string?)results[0]!["content"], (string?)results[1]!["content"]).ShouldBe(("one", "two"));
        ((string)calls[1]!["id"]!).ShouldMatch("^[a-zA-Z0-9_-]+$");
    }

    [Fact]
    public async Task Where_the_cache_of_the_prompt_may_end_is_said_as_Anthropic_has_it()
    {
        await using var host = await StartAsync();
        await host.Ai.CompleteAsync(
            Call("""
                {"model":"a/m","cache_control":{"type":"ephemeral"},"tools":[{"type":"function","cache_control":{"type":"ephemeral"},
                "function":{"name":"f","parameters":{"type":"object"} } }],
                "messages":[
                {"role":"system","content":[{"type":"text","text":"long","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
                {"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c","content":"1","cache_control":{"type":"ephemeral"}}]}
                """),
            Cancel);
        var sent = host.A.Requests.Items[^1].Body;
        const string Control = "{\"type\":\"ephemeral\"}";
        sent["system"]!.ToJsonString().ShouldBe("""[{"type":"text","text":"long","cache_control":{"type":"ephemeral","ttl":"1h"}}]""");
        sent["messages"]![0]!["content"]![0]!["cache_control"]!.ToJsonString().ShouldBe(Control);
        sent["messages"]![2]!["content"]![0]!["cache_control"]!.ToJsonString().ShouldBe(Control);
        sent["tools"]![0]!["cache_control"]!.ToJsonString().ShouldBe(Control);
        sent["cache_control"]!.ToJsonString().ShouldBe(Control);
    }

    private static AiCall Call(string body) =>
        ChatRequest.Parse(Encoding.UTF8.GetBytes(body), new OpenAiLimits())
            .ToCall("ada", GrainKeys.NewId(), mayUseCache: false, TimeSpan.FromMinutes(5));

    private static async Task<AiHost> StartAsync()
    {
        var a = await ProviderStandIn.StartNewAsync();
        return AiHost.Start([a], null, ("Ai:Endpoints:0:Kind", "Anthropic"), ("Ai:Endpoints:0:BaseUrl", a.BaseUrl), ("Ai:Retries", "0"));
    }
}
