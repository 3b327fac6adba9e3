using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Ai.OpenAi.Responses;

namespace ObsidianVault.Unit.OpenAi;

/// <summary>The Responses API: what a request becomes, and the events of an answer.</summary>
public sealed class ResponsesTests
{
    private const string Key = "c4hk2vq6m3ya5znd7xw2tb4e6u";
    private static readonly OpenAiLimits s_limits = new();
    private static readonly ReasoningSeal s_seal = new(new byte[32]);

    [Theory]
    [InlineData("""{"model":"chat","input":"Hi"}""")]
    [InlineData("""{"model":"chat","input":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("""{"model":"chat","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]}""")]
    public void A_text_and_its_longer_forms_are_one_request(string body)
    {
        var call = CallOf(body);
        call.Messages.Select(message => (message.Role, message.Text)).ShouldBe([(ChatRole.User, "Hi")]);
    }

    [Theory]
    [InlineData("""{"model":"chat"}""", "missing_required_parameter", "input")]
    [InlineData("""{"input":"x"}""", "missing_required_parameter", "model")]
    [InlineData("""{"model":"chat","input":"x","conversation":"c"}""", "unsupported_parameter", "conversation")]
    [InlineData("""{"model":"chat","input":"x","prompt":{"id":"p"}}""", "unsupported_parameter", "prompt")]
    [InlineData("""{"model":"chat","input":"x","messages":[{}]}""", "unsupported_parameter", "messages")]
    [InlineData("""{"model":"chat","input":"x","top_logprobs":1}""", "unsupported_parameter", "top_logprobs")]
    [InlineData("""{"model":"chat","input":"x","store":false,"background":true}""", "invalid_value", "background")]
    [InlineData("""{"model":"chat","input":"x","tools":[{"type":"code_interpreter"}]}""", "unsupported_tool", "tools[0].type")]
    [InlineData("""{"model":"chat","input":"x","tool_choice":"required"}""", "invalid_value", "tool_choice")]
    [InlineData("""{"model":"chat","input":[{"type":"unheard_of"}]}""", "unsupported_content", "input[0].type")]
    [InlineData("""{"model":"chat","input":[{"role":"user","content":[{"type":"input_image","file_id":"f"}]}]}""", "invalid_value",
        "input[0].content[0].image_url")]
    [InlineData("""{"model":"chat","input":"x","input":"y"}""", "invalid_json", null)]
    [InlineData("""{"model":"chat","input":"\ud83d"}""", "invalid_json", null)]
    public void What_cannot_be_honoured_is_refused_by_name(string body, string code, string? param)
    {
        var fault = Should.Throw<OpenAiRequestException>(() => CallOf(body));
        (fault.Code, fault.Param).ShouldBe((code, param));
    }

    [Fact]
    public void Outputs_follow_their_calls_whatever_stands_between()
    {
        var call = CallOf("""
            {"model":"chat","input":[{"role":"user","content":"w?"},
              {"type":"function_call","call_id":"a","name":"f","arguments":"{ \"x\":1 }"},
              {"type":"function_call","call_id":"b","name":"g","arguments":""},
              {"role":"user","content":"hurry"},
              {"type":"function_call_output","call_id":"b","output":[{"type":"input_text","text":"two"}]},
              {"type":"function_call_output","call_id":"a","output":"one"}]}
            """);
        call.Messages.Select(message => message.Role).ShouldBe(
            [ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.Tool, ChatRole.User]);
        call.Messages[1].Contents.OfType<FunctionCallContent>().First().ArgumentsText().ShouldBe("{ \"x\":1 }");
        call.Messages[2].Contents.OfType<FunctionResultContent>().Single().Result!.ToString().ShouldBe("one");
    }

    [Theory]
    [InlineData(
        """[{"type":"function_call_output","call_id":"a","output":"x"}]""", "No tool call found for function call output with call_id a.")]
    [InlineData("""[{"type":"function_call","call_id":"a","name":"f","arguments":"{}"}]""", "No tool output found for function call a.")]
    public void A_call_without_its_output_is_said(string input, string message) =>
        Should.Throw<OpenAiRequestException>(() => CallOf($$"""{"model":"chat","input":{{input}}}""")).Message.ShouldBe(message);

    [Fact]
    public void Groups_and_free_text_come_back_under_the_clients_names()
    {
        const string tools = """
            [{"type":"namespace","name":"files","description":"","tools":
               [{"type":"function","name":"read","parameters":{"type":"object"}}]},
             {"type":"custom","name":"apply_patch"}]
            """;
        var request = Parse($$"""{"model":"chat","input":"x","stream":true,"tools":{{tools}}}""");
        CallOf(request).Options!.Tools!.Select(tool => tool.Name).ShouldBe(["files__read", "apply_patch"]);
        var events = EventsOf(
            request,
            Delta(0, "c1", "files__read", """{"p":1}"""), Delta(1, "c2", "apply_patch", """{"inp"""),
            Delta(1, null, null, "ut\": \"a\\n\\ud83d"),
            Delta(1, null, null, "\\ude00\"}"),
            Done(
                ChatFinishReason.ToolCalls, Call("c1", "files__read", """{"p":1}"""),
                Call("c2", "apply_patch", "{\"input\": \"a\\n\\ud83d\\ude00\"}")));
        var done = events.Where(e => (string)e["type"]! == "response.output_item.done").Select(e => e["item"]!).ToList();
        ((string)done[0]["name"]!, (string)done[0]["namespace"]!).ShouldBe(("read", "files"));
        ((string)done[1]["type"]!, (string)done[1]["input"]!).ShouldBe(("custom_tool_call", "a\n\U0001F600"));
        string.Concat(events.Where(e => (string)e["type"]! == "response.custom_tool_call_input.delta").Select(e => (string)e["delta"]!))
            .ShouldBe("a\n\U0001F600");
    }

    [Fact]
    public void Every_event_has_the_next_number_and_parallel_calls_keep_their_places()
    {
        var request = Parse("""{"model":"chat","input":"x","stream":true,"tools":[{"type":"function","name":"f"}]}""");
        var events = EventsOf(
            request, Text("I look. "), Delta(0, "c1", "f", "{\"a\""), Delta(1, "c2", "f", "{"), Delta(0, null, null, ":1}"),
            Delta(1, null, null, "}"),
            Done(ChatFinishReason.ToolCalls, new TextContent("I look. "), Call("c1", "f", "{\"a\":1}"), Call("c2", "f", "{}")));
        events.Select(e => (int)e["sequence_number"]!).ShouldBe(Enumerable.Range(0, events.Count));
        var output = events[^1]["response"]!["output"]!.AsArray();
        output.Select(item => (string)item!["type"]!).ShouldBe(["message", "function_call", "function_call"]);
        output.Skip(1).Select(item => (string)item!["arguments"]!).ShouldBe(["{\"a\":1}", "{}"]);
        output.Skip(1).Select(item => (string)item!["call_id"]!).ShouldBe([$"call_{Key}_1", $"call_{Key}_2"]);
        ResponseIds.MakerOf($"call_{Key}_2").ShouldBe(Key);
    }

    [Fact]
    public void An_empty_answer_is_one_empty_message() =>
        EventsOf(Parse("""{"model":"chat","input":"x","stream":true}"""), Done(ChatFinishReason.Stop))[^1]["response"]!["output"]!
            .AsArray().Count.ShouldBe(1);

    [Fact]
    public void A_cut_answer_is_incomplete()
    {
        var events = EventsOf(
            Parse("""{"model":"chat","input":"x","stream":true}"""), Text("So"), Done(ChatFinishReason.Length, new TextContent("So")));
        ((string)events[^1]["type"]!).ShouldBe("response.incomplete");
        ((string)events[^1]["response"]!["incomplete_details"]!["reason"]!).ShouldBe("max_output_tokens");
        ((string)events[^1]["response"]!["output"]![0]!["status"]!).ShouldBe("incomplete");
    }

    [Fact]
    public void A_failure_is_an_error_and_then_a_failed_response()
    {
        var request = Parse("""{"model":"chat","input":"x","stream":true}""");
        var writer = new ResponseWriter(request, null, TimeProvider.System);
        writer.Write(Text("So"));
        writer.Fail(OpenAiError.Internal);
        var events = Read(writer);
        events.TakeLast(2).Select(e => (string)e["type"]!).ShouldBe(["error", "response.failed"]);
        ((string)events[^1]["response"]!["output"]![0]!["content"]![0]!["text"]!).ShouldBe("So");
    }

    [Fact]
    public void What_a_provider_wants_back_returns_sealed_and_to_its_user_only()
    {
        var request = Parse("""
            {"model":"chat","input":"x","stream":true,"store":false,"include":["reasoning.encrypted_content"],
             "tools":[{"type":"function","name":"f"}]}
            """);
        var call = Call("c1", "f", "{}");
        call.AdditionalProperties!["extra_content"] = JsonElement.Parse("""{"google":{"thought_signature":"signature-of-it"}}""");
        var events = EventsOf(request, Delta(0, "c1", "f", "{}"), Done(ChatFinishReason.ToolCalls, call));
        var output = events[^1]["response"]!["output"]!.AsArray();
        var thought = output.Single(item => (string)item!["type"]! == "reasoning")!;
        output.ToJsonString().ShouldNotContain("signature-of-it");

        var id = (string)output.Single(item => (string)item!["type"]! == "function_call")!["call_id"]!;
        var next = new JsonObject
        {
            ["model"] = "chat",
            ["input"] = new JsonArray(
                [
                    .. output.Select(item => item!.DeepClone()),
                    new JsonObject { ["type"] = "function_call_output", ["call_id"] = id, ["output"] = "ok" },
                ]),
            ["tools"] = JsonNode.Parse("""[{"type":"function","name":"f"}]"""),
        };
        Extra(CallOf(next.ToJsonString())).ShouldNotBeNull().ShouldContain("signature-of-it");
        Extra(CallOf(next.ToJsonString(), user: "mallory")).ShouldBeNull();
        var blob = (string)thought["encrypted_content"]!;
        s_seal.Open(blob[..^2] + (blob[^2] == 'A' ? "BB" : "AA"), "alice").ShouldBeNull();

        static string? Extra(AiCall call) => call.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single()
            .AdditionalProperties?.GetValueOrDefault("extra_content")?.ToString();
    }

    private static ResponsesRequest Parse(string body) =>
        ResponsesRequest.Parse(Encoding.UTF8.GetBytes(body), s_limits, Key, DateTimeOffset.UnixEpoch);

    private static AiCall CallOf(string body, string user = "alice") => CallOf(Parse(body), user);

    private static AiCall CallOf(ResponsesRequest request, string user = "alice") =>
        request.ToCall([], request.Input, user, "r", false, s_limits, blob => s_seal.Open(blob, user));

    private static List<JsonNode> EventsOf(ResponsesRequest request, params AiChunk[] chunks)
    {
        var writer = new ResponseWriter(request, content => s_seal.Seal(content, "alice"), TimeProvider.System);
        foreach (var chunk in chunks) writer.Write(chunk);
        writer.WriteEnd();
        return Read(writer);
    }

    private static List<JsonNode> Read(ResponseWriter writer) => writer.TakeEvents().Select(bytes =>
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var data = JsonNode.Parse(lines[1]["data: ".Length..])!;
        lines[0].ShouldBe($"event: {data["type"]}");
        return data;
    }).ToList();

    private static FunctionCallContent Call(string id, string name, string arguments) => FunctionCalls.Create(id, name, arguments);

    private static AiChunk Text(string text) => Chunk(new TextContent(text));

    private static AiChunk Delta(int index, string? id, string? name, string arguments) =>
        Chunk(new FunctionCallDelta { Index = index, CallId = id, Name = name, Arguments = arguments });

    private static AiChunk Chunk(AIContent content) => new()
    {
        Sequence = 0, Provider = "p", Model = "m", Update = new ChatResponseUpdate(ChatRole.Assistant, [content]),
    };

    private static AiChunk Done(ChatFinishReason reason, params AIContent[] contents) => new()
    {
        Sequence = 1, Provider = "p", Model = "m", Update = new ChatResponseUpdate(ChatRole.Assistant, []),
        Completed = new AiResponse
        {
            Messages = [new ChatMessage(ChatRole.Assistant, contents)], FinishReason = reason, Provider = "p", Model = "m",
            Usage = AiUsage.None,
        },
    };
}
