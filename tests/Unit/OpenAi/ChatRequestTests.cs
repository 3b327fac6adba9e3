using System.Text;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;

namespace ObsidianVault.Unit.OpenAi;

public sealed class ChatRequestTests
{
    private static readonly OpenAiLimits s_limits = new();

    [Fact]
    public void Everything_of_a_request_is_read()
    {
        var request = Parse("""
            {"model":"openai/gpt-4o","stream":true,"stream_options":{"include_usage":true},
             "temperature":0.5,"top_p":0.9,"frequency_penalty":-1,"presence_penalty":1,"seed":7,
             "max_tokens":5,"max_completion_tokens":9,"stop":["a","b"],"parallel_tool_calls":false,"reasoning_effort":"low","user":"x",
             "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{"type":"object"}}}],
             "tool_choice":{"type":"function","function":{"name":"f"}},
             "messages":[
               {"role":"developer","content":"be kind"},
               {"role":"user","name":"ann","content":[
                 {"type":"text","text":"see"},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw==","detail":"low"}}]},
               {"role":"assistant","content":null,"tool_calls":[
                 {"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]},
               {"role":"tool","tool_call_id":"c1","content":"one"}]}
            """);
        (request.Model, request.Stream, request.IncludeUsage).ShouldBe(("openai/gpt-4o", true, true));
        var options = request.Options;
        (options.Temperature, options.TopP, options.FrequencyPenalty, options.PresencePenalty, options.Seed)
            .ShouldBe((0.5f, 0.9f, -1f, 1f, 7L));
        (options.MaxOutputTokens, options.AllowMultipleToolCalls, options.Reasoning!.Effort).ShouldBe((9, false, ReasoningEffort.Low));
        options.StopSequences.ShouldBe(["a", "b"]);
        var tool = options.Tools!.ShouldHaveSingleItem().ShouldBeAssignableTo<AIFunctionDeclaration>()!;
        (tool.Name, tool.Description, tool.JsonSchema.GetRawText(), tool.AdditionalProperties["strict"])
            .ShouldBe(("f", "d", """{"type":"object"}""", true));
        options.ToolMode.ShouldBeOfType<RequiredChatToolMode>().RequiredFunctionName.ShouldBe("f");
        request.Messages.Select(m => m.Role).ShouldBe([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool]);
        request.Messages[1].AuthorName.ShouldBe("ann");
        request.Messages[1].Contents[1].ShouldBeOfType<DataContent>().MediaType.ShouldBe("image/png");
        request.Messages[2].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionCallContent>().CallId.ShouldBe("c1");
        request.Messages[3].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionResultContent>().Result.ShouldBe("one");
        var call = request.ToCall("user", "req", mayUseCache: true, TimeSpan.FromMinutes(5));
        (call.Class, call.Model, call.MayBeTruncated, call.Channel).ShouldBe((AiClass.Chat, "openai/gpt-4o", true, "api"));
    }

    [Fact]
    public void A_class_is_a_model_and_null_is_as_good_as_missing()
    {
        var request = Parse(
            """{"model":"code","temperature":null,"tools":null,"stop":null,"stream":null,"messages":[{"role":"user","content":"x"}]"""
                + ""","new":[]}""");
        request.ToCall("user", "req", mayUseCache: true, TimeSpan.FromMinutes(5)).Class.ShouldBe(AiClass.Code);
        (request.Options.Temperature, request.Options.Tools, request.Stream, request.Options.MaxOutputTokens)
            .ShouldBe((null, null, false, null));
    }

    [Theory]
    [InlineData("""{"type":"text"}""", "text")]
    [InlineData("""{"type":"json_object"}""", "json")]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}}""", "n")]
    public void A_format_is_read(string format, string expected)
    {
        var options = Parse($$"""{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{{format}}}""").Options;
        var said = options.ResponseFormat switch
        {
            ChatResponseFormatText => "text",
            ChatResponseFormatJson { SchemaName: { } name } => name,
            _ => "json",
        };
        said.ShouldBe(expected);
        (options.AdditionalProperties?.ContainsKey("strict") == true).ShouldBe(expected == "n");
    }

    [Theory]
    [InlineData("""{"model":"m","messages":"x"}""", "messages")]
    [InlineData("""{"model":5,"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[5]}""", "messages[0]")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","content":"x"}]}""", "messages[0].tool_call_id")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"stop":["1","2","3","4","5"]}""", "stop")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":0}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"stream":"yes"}""", "stream")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"a b"}}]}""",
        "tools[0].function.name")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"tool_choice":{"type":"function","function":{"name":"f"}}}""",
        "tool_choice.function.name")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"n":2}""", "n")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"top_logprobs":2}""", "top_logprobs")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"modalities":["text","audio"]}""", "modalities")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","audio":{"id":"a"}}]}""", "messages[0].audio")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}]}""",
        "messages[0].content[0].file.file_id")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"function_call":"auto"}""", "function_call")]
    public void What_is_wrong_is_named(string body, string param) =>
        Should.Throw<OpenAiRequestException>(() => Parse(body)).Param.ShouldBe(param);

    [Theory]
    [InlineData("\"{ \\\"a\\\" : 1.0, \\\"a\\\":2 }\"", """{ "a" : 1.0, "a":2 }""")]
    [InlineData("\"[1,2]\"", "[1,2]")]
    [InlineData("\"not JSON {\"", "not JSON {")]
    [InlineData("\"\"", "{}")]
    [InlineData("null", "{}")]
    [InlineData("""{ "a":  1 }""", """{ "a":  1 }""")]
    public void Arguments_are_kept_byte_for_byte(string arguments, string expected)
    {
        var body = """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a","function":"""
            + $$$"""{"name":"f","arguments":{{{arguments}}}}}]}]}""";
        Parse(body).Messages[0].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionCallContent>().ArgumentsText().ShouldBe(expected);
    }

    [Fact]
    public void Pictures_may_be_addresses() =>
        Parse(
            """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a.example/x.png"}}]}]}""")
            .Messages[0].Contents.ShouldHaveSingleItem().ShouldBeOfType<UriContent>().Uri.Host.ShouldBe("a.example");

    [Theory]
    [InlineData("http://a.example/x.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    public void Other_addresses_are_refused(string url) =>
        Should.Throw<OpenAiRequestException>(() => Parse(
            $$$"""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{{url}}}"}}]}]}"""))
            .Code.ShouldBe("invalid_image_url");

    [Fact]
    public void Random_bytes_and_broken_requests_are_refused_and_nothing_else()
    {
        var random = new Random(42);
        var good = Encoding.UTF8.GetBytes(
            """{"model":"m","stop":["a"],"messages":[{"role":"user","content":[{"type":"text","text":"see"}]},"""
                + """{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]}]}""");
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                ChatRequest.Parse(bytes, s_limits);
            }
            catch (OpenAiRequestException)
            {
                // A valid request.
            }
        }
    }

    private static ChatRequest Parse(string body) => ChatRequest.Parse(Encoding.UTF8.GetBytes(body), s_limits);
}
