using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Ai.Providers.ChatCompletions;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Unit.Ai.Service;

namespace ObsidianVault.Unit.Ai.Dialects;

/// <summary>What a backend is sent, in its dialect, of what a client of the API sent.</summary>
public sealed class RequestTests
{
    private const string Tool = """{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Gemini_attaches_to_a_call_comes_back_with_it()
    {
        await using var host = await StartAsync("gemini");
        const string extra = """{"google":{"thought_signature":"c2lnbmF0dXJl"}}""";
        host.A.Script(new ProviderReply
        {
            Text = "",
            Finish = "tool_calls",
            ToolCalls = $$$"""
                [{"id":"a","type":"function","function":{"name":"f","arguments":"{\"town\": \"Oslo\"}"},"extra_content":{{{extra}}}},
                {"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]
                """,
        });
        foreach (var stream in new[] { false, true })
        {
            var body = $$"""{"model":"a/m","tools":[{{Tool}}],"messages":[{"role":"user","content":"x"}]}""";
            var message = await MessageAsync(host, body, stream);
            message["tool_calls"]![0]!["extra_content"]!.ToJsonString().ShouldBe(extra);
            message["content"].ShouldBeNull();
            var second = new JsonObject
            {
                ["model"] = "a/m",
                ["messages"] = new JsonArray(
                    new JsonObject { ["role"] = "user", ["content"] = "x" },
                    message.DeepClone(),
                    new JsonObject { ["role"] = "tool", ["tool_call_id"] = "a", ["content"] = "3" },
                    new JsonObject { ["role"] = "tool", ["tool_call_id"] = "b", ["content"] = "14" }),
            };
            var sent = await SentAsync(host, second.ToJsonString());
            var calls = sent["messages"]![1]!["tool_calls"]!;
            calls[0]!["extra_content"]!.ToJsonString().ShouldBe(extra);
            ((string?)calls[0]!["function"]!["arguments"]).ShouldBe("""{"town": "Oslo"}""");
            calls[1]!.AsObject().ContainsKey("extra_content").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("{ \"a\" : 1.0, \"a\":2 }")]
    [InlineData("[1,2]")]
    [InlineData("5")]
    [InlineData("broken {")]
    [InlineData("{\"b\":\"<\\u00e9'&\"}")]
    public async Task Arguments_reach_the_provider_as_the_client_sent_them(string arguments)
    {
        await using var host = await StartAsync("openai");
        var request = new JsonObject
        {
            ["model"] = "a/m",
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "x" },
                new JsonObject
                {
                    ["role"] = "assistant",
                    ["tool_calls"] = new JsonArray(new JsonObject
                    {
                        ["id"] = "c", ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = "f", ["arguments"] = arguments },
                    }),
                },
                new JsonObject { ["role"] = "tool", ["tool_call_id"] = "c", ["content"] = "" }),
        };
        var sent = await SentAsync(host, request.ToJsonString());
        ((string?)sent["messages"]![1]!["tool_calls"]![0]!["function"]!["arguments"]).ShouldBe(arguments);
    }

    [Fact]
    public async Task What_the_schema_has_is_carried_where_the_provider_knows_it()
    {
        await using var host = await StartAsync("openai");
        var sent = await SentAsync(host, $$"""
            {"model":"a/m","messages":[{"role":"user","content":"x"}],"reasoning_effort":"max","verbosity":"low","service_tier":"flex",
            "prediction":{"type":"content","content":"abc"},"prompt_cache_key":"k","metadata":{"a":"b"},"store":true,"logprobs":true,
            "top_logprobs":2,"logit_bias":{"5":-100},"modalities":["text"],"user":"u","safety_identifier":"s","temperature":0.7,
            "tools":[{{Tool}},{"type":"custom","custom":{"name":"g","format":{"type":"text"} } }],
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required",
            "tools":[{"type":"function","function":{"name":"f"} }]} },
            "response_format":{"type":"json_schema","json_schema":{"name":"n"} } }
            """);
        foreach (var (name, value) in new[]
        {
            ("reasoning_effort", "\"max\""), ("verbosity", "\"low\""), ("service_tier", "\"flex\""), ("prompt_cache_key", "\"k\""),
            ("prediction", """{"type":"content","content":"abc"}"""), ("metadata", """{"a":"b"}"""), ("store", "true"),
            ("logprobs", "true"), ("top_logprobs", "2"), ("logit_bias", """{"5":-100}"""), ("user", "\"u\""),
            ("safety_identifier", "\"s\""), ("temperature", "0.7"),
            ("response_format", """{"type":"json_schema","json_schema":{"name":"n"}}"""),
        }) sent[name]!.ToJsonString().ShouldBe(value, name);
        sent["tools"]!.AsArray().Count.ShouldBe(2);
        sent["tools"]![1]!.ToJsonString().ShouldBe("""{"type":"custom","custom":{"name":"g","format":{"type":"text"}}}""");
        ((string?)sent["tool_choice"]!["allowed_tools"]!["mode"]).ShouldBe("required");
        sent.AsObject().ContainsKey("modalities").ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"logit_bias\":{\"5\":1}", "logit_bias")]
    [InlineData("\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"g\"}}]", "tools")]
    public async Task What_would_change_the_answer_is_refused_by_name_or_goes_to_a_provider_that_has_it(string member, string param)
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Endpoints:0:Dialect", "groq"), ("Ai:Endpoints:1:Dialect", "openai"));
        var body = $$"""{"model":"NAME","messages":[{"role":"user","content":"x"}],{{member}}}""";
        var error = await Should.ThrowAsync<AiException>(
            () => host.Ai.CompleteAsync(Call(body.Replace("NAME", "a/m", StringComparison.Ordinal)), Cancel));
        (error.Cause, error.Param).ShouldBe((AiCause.CallerInvalidRequest, param));
        OpenAiError.Of(error, null)!.Code.ShouldBe("unsupported_parameter");
        (await host.Ai.CompleteAsync(Call(body.Replace("NAME", "chat", StringComparison.Ordinal)), Cancel)).Provider.ShouldBe("b");
        host.A.Hits.ShouldBe(0);
    }

    [Fact]
    public async Task Where_a_list_of_allowed_tools_is_unknown_the_others_are_left_out()
    {
        await using var host = await StartAsync("groq");
        var other = Tool.Replace("\"f\"", "\"g\"", StringComparison.Ordinal);
        var sent = await SentAsync(host, $$"""
            {"model":"a/m","messages":[{"role":"user","content":"x"}],"tools":[{{Tool}},{{other}}],
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"g"} }]} } }
            """);
        sent["tools"]!.AsArray().ShouldHaveSingleItem()!["function"]!["name"]!.GetValue<string>().ShouldBe("g");
        sent["tool_choice"]!.ToJsonString().ShouldBe("\"auto\"");
    }

    [Theory]
    // What a dialect makes comes back; what another made does not reach it.
    [InlineData("deepseek", "reasoning_content", "\"hm\"")]
    [InlineData("compatible", "reasoning_content", "\"hm\"")]
    [InlineData("openrouter", "reasoning", "\"hm\"")]
    [InlineData("groq", "reasoning_content", null)]
    [InlineData("groq", "reasoning", null)]
    [InlineData("openai", "reasoning_content", null)]
    [InlineData("mistral", "reasoning_content", null)]
    public async Task Reasoning_comes_back_where_it_has_to(string dialect, string member, string? expected)
    {
        await using var host = await StartAsync(dialect);
        var sent = await SentAsync(host, """
            {"model":"a/m","messages":[{"role":"user","content":"x"},
            {"role":"assistant","reasoning_content":"hm","content":null,"tool_calls":[{"id":"c","type":"function",
            "function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"1"}]}
            """);
        sent["messages"]![1]![member]?.ToJsonString().ShouldBe(expected);
    }

    [Fact]
    public async Task Each_backend_gets_messages_as_it_takes_them()
    {
        const string conversation = """
            {"model":"a/m","messages":[{"role":"system","content":"one"},{"role":"user","content":"x","name":"ann"},
            {"role":"assistant","content":"","tool_calls":[{"id":"call_with_a_long_id","type":"function",
            "function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_with_a_long_id","content":""},
            {"role":"user","content":"y"},{"role":"user","content":"z"},{"role":"system","content":"two"}],"metadata":{"a":"b"}}
            """;
        async Task<JsonArray> OfAsync(string dialect)
        {
            await using var host = await StartAsync(dialect);
            return (await SentAsync(host, conversation))["messages"]!.AsArray();
        }

        var openAi = await OfAsync("openai");
        openAi.Count.ShouldBe(7);
        ((string?)openAi[1]!["name"]).ShouldBe("ann");
        openAi[2]!["content"].ShouldBeNull();
        var mistral = await OfAsync("mistral");
        var id = (string?)mistral[2]!["tool_calls"]![0]!["id"];
        id!.Length.ShouldBe(9);
        ((string?)mistral[3]!["tool_call_id"]).ShouldBe(id);
        mistral[1]!.AsObject().ContainsKey("name").ShouldBeFalse();
        (await OfAsync("moonshot"))[2]!.AsObject().ContainsKey("content").ShouldBeFalse();
        ((string?)(await OfAsync("moonshot"))[3]!["content"]).ShouldBe("(no output)");
        ((string?)(await OfAsync("cloudflare"))[2]!["content"]).ShouldBe("");
        var vllm = await OfAsync("vllm");
        vllm.Select(m => (string?)m!["role"]).ShouldBe(["system", "user", "assistant", "tool", "user"]);
        ((string?)vllm[0]!["content"], (string?)vllm[4]!["content"]).ShouldBe(("one\n\ntwo", "y\n\nz"));
    }

    [Fact]
    public async Task Words_of_a_schema_that_Gemini_refuses_go_into_the_description()
    {
        await using var host = await StartAsync("gemini");
        const string parameters = """
            {"$schema":"s","type":"object","additionalProperties":false,"properties":{"not":{"type":"integer","exclusiveMinimum":0},
            "n":{"type":"number","multipleOf":2,"description":"even"} },"required":["not"]}
            """;
        var sent = await SentAsync(host, $$$"""
            {"model":"a/m","messages":[{"role":"user","content":"x"}],
            "tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{{{parameters}}} }}]}
            """);
        var schema = sent["tools"]![0]!["function"]!["parameters"]!;
        schema.ToJsonString().ShouldBe(
            """{"type":"object","properties":{"not":{"type":"integer","description":"exclusiveMinimum: 0"}"""
            + ""","n":{"type":"number","description":"even (multipleOf: 2)"}},"required":["not"]}""");
        sent["tools"]![0]!["function"]!.AsObject().ContainsKey("strict").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"error":{"message":"Unrecognized request argument supplied: stream_options"}}""", "stream_options")]
    [InlineData("""{"detail":[{"type":"extra_forbidden","loc":["body","metadata"],"msg":"Extra inputs are not permitted"}]}""", "metadata")]
    [InlineData("""{"error":{"message":"property 'service_tier' is unsupported"}}""", "service_tier")]
    public async Task What_a_backend_refuses_by_name_is_left_out_from_then_on(string refusal, string member)
    {
        await using var host = await StartAsync("compatible");
        host.A.Reply = request => request.Body.AsObject().ContainsKey(member) ? ProviderReply.Error(400, refusal) : new ProviderReply();
        var call = Call(
            """{"model":"a/m","stream":true,"messages":[{"role":"user","content":"x"}],"metadata":{"a":"b"},"service_tier":"flex"}""");
        (await host.StreamAsync(call)).Error.ShouldBeNull();
        (await host.StreamAsync(call with { RequestId = GrainKeys.NewId() })).Error.ShouldBeNull();
        host.A.Hits.ShouldBe(3, "once with it, and never again");
    }

    [Theory]
    [InlineData("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "max_tokens")]
    [InlineData("property 'messages.2.assistant.reasoning_content' is unsupported", "reasoning_content")]
    [InlineData("Unknown parameter: 'tools[0].function.strict'.", "strict")]
    [InlineData("Unknown name \"parallel_tool_calls\": Cannot find field.", "parallel_tool_calls")]
    [InlineData("Unsupported value: 'temperature' does not support 0.2 with this model.", null)]
    [InlineData("'response_format' is not supported", null)]
    [InlineData("The name of the user is unknown to us.", null)]
    public void A_refusal_names_what_may_go(string message, string? member) => RefusedMembers.Named(message).ShouldBe(member);

    [Fact]
    public async Task The_old_functions_are_tools_to_the_provider_and_functions_to_the_client()
    {
        await using var host = await StartAsync("openai");
        const string body = """
            {"model":"a/m","functions":[{"name":"f","parameters":{"type":"object"}}],"function_call":{"name":"f"},
            "messages":[{"role":"user","content":"x"},
            {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{\"a\": 1}"}},
            {"role":"function","name":"f","content":"one"}]}
            """;
        host.A.Script(new ProviderReply
        {
            Finish = "tool_calls", ToolCalls = """[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"b\":2}"}}]""",
        });
        foreach (var stream in new[] { false, true })
        {
            var message = await MessageAsync(host, body, stream);
            message["function_call"]!.ToJsonString().ShouldBe("""{"name":"f","arguments":"{\u0022b\u0022:2}"}""");
            message.AsObject().ContainsKey("tool_calls").ShouldBeFalse();
            var sent = host.A.Requests.Items[^1].Body;
            ((string?)sent["tools"]![0]!["function"]!["name"]).ShouldBe("f");
            ((string?)sent["tool_choice"]!["function"]!["name"]).ShouldBe("f");
            var call = sent["messages"]![1]!["tool_calls"]![0]!;
            ((string?)call["function"]!["arguments"]).ShouldBe("""{"a": 1}""");
            ((string?)sent["messages"]![2]!["tool_call_id"]).ShouldBe((string?)call["id"]);
        }
    }

    [Fact]
    public async Task A_refusal_and_probabilities_are_given_out()
    {
        await using var host = await StartAsync("openai");
        const string probabilities = """{"content":[{"token":"a","logprob":-0.5,"bytes":[97],"top_logprobs":[]}],"refusal":null}""";
        host.A.Script(new ProviderReply
        {
            Body = $$$"""
                {"id":"x","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"refusal":"No."},
                "logprobs":{{{probabilities}}}}]}
                """,
        });
        var body = """{"model":"a/m","logprobs":true,"messages":[{"role":"user","content":"x"}]}""";
        var answer = await WriteAsync(host, body);
        var choice = answer["choices"]![0]!;
        ((string?)choice["message"]!["refusal"], choice["message"]!["content"]).ShouldBe(("No.", null));
        choice["logprobs"]!.ToJsonString().ShouldBe(probabilities);
    }

    [Fact]
    public async Task Any_byte_of_a_provider_is_a_sign_of_life()
    {
        var exchange = ObsidianVault.Ai.Providers.ProviderExchange.Current = new();
        await using var provider = await ProviderStandIn.StartNewAsync();
        provider.Script(new ProviderReply { Body = ": thinking\n\n", ContentType = "text/event-stream" });
        using var http = new HttpClient();
        var transport = new ObsidianVault.Ai.Providers.ProviderTransport(http, DialectTable.Named("compatible"), TimeProvider.System);
        exchange.LastByte.ShouldBe(0);
        using var answer = await transport.SendAsync(new Uri(provider.BaseUrl + "/v1/chat/completions"), "{}"u8.ToArray(), Cancel);
        var status = exchange.LastByte;
        status.ShouldBeGreaterThan(0);
        (await answer.Body.ReadAsync(new byte[100], Cancel)).ShouldBe(12);
        exchange.LastByte.ShouldBeGreaterThan(status);
    }

    [Theory]
    [InlineData("openai", true)]
    [InlineData("groq", false)]
    public async Task A_wish_goes_where_it_is_known_and_is_no_reason_to_refuse(string dialect, bool isSent)
    {
        await using var host = await StartAsync(dialect);
        var sent = await SentAsync(host, """{"model":"a/m","messages":[{"role":"user","content":"x"}],"verbosity":"low"}""");
        sent.AsObject().ContainsKey("verbosity").ShouldBe(isSent);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("minimal")]
    [InlineData("low")]
    [InlineData("medium")]
    [InlineData("high")]
    [InlineData("xhigh")]
    public async Task How_hard_to_think_goes_in_the_callers_word(string effort)
    {
        await using var host = await StartAsync("openai");
        var sent = await SentAsync(
            host, $$"""{"model":"a/m","messages":[{"role":"user","content":"x"}],"reasoning_effort":"{{effort}}"}""");
        ((string?)sent["reasoning_effort"]).ShouldBe(effort);
    }

    [Theory]
    [InlineData("openai", "{\"effort\":\"high\"}", "\"high\"", null)]
    [InlineData("openai", "{\"enabled\":false}", "\"none\"", null)]
    [InlineData("openai", "{\"max_tokens\":100}", null, null)]
    [InlineData("openrouter", "{\"effort\":\"high\"}", null, "{\"effort\":\"high\"}")]
    [InlineData("compatible", "{\"effort\":\"high\"}", null, "{\"effort\":\"high\"}")]
    public async Task How_hard_to_think_may_be_said_as_OpenRouter_has_it(string dialect, string said, string? effort, string? reasoning)
    {
        await using var host = await StartAsync(dialect);
        var sent = await SentAsync(host, $$"""{"model":"a/m","messages":[{"role":"user","content":"x"}],"reasoning":{{said}}}""");
        sent["reasoning_effort"]?.ToJsonString().ShouldBe(effort);
        sent["reasoning"]?.ToJsonString().ShouldBe(reasoning);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_provider_says_of_the_answer_reaches_the_client(bool stream)
    {
        await using var host = await StartAsync("openai");
        const string asked = """{"model":"a/m","messages":[{"role":"user","content":"x"}],"service_tier":"flex"}""";
        var whole = """{"id":"1","object":"chat.completion","service_tier":"flex","system_fingerprint":"fp_theirs","choices":"""
            + """[{"index":0,"message":{"role":"assistant","content":"Yes"},"finish_reason":"stop"}]}""";
        var chunks = """data: {"object":"chat.completion.chunk","service_tier":"flex","system_fingerprint":"fp_theirs","choices":"""
            + """[{"index":0,"delta":{"content":"Yes"},"finish_reason":null}]}""" + "\n\n"
            + """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n";
        host.A.Script(stream
            ? new ProviderReply { Body = chunks, ContentType = "text/event-stream" }
            : new ProviderReply { Body = whole });
        foreach (var answer in await AnswersAsync(host, asked, stream))
            ((string?)answer["service_tier"], (string?)answer["system_fingerprint"]).ShouldBe(("flex", "fp_theirs"));

        // One that says nothing has served it as always.
        host.A.Script(new ProviderReply());
        foreach (var answer in await AnswersAsync(host, asked, stream))
        {
            ((string?)answer["service_tier"]).ShouldBe("default");
            ((string)answer["system_fingerprint"]!).ShouldStartWith("fp_");
        }

        foreach (var answer in await AnswersAsync(host, asked.Replace(",\"service_tier\":\"flex\"", "", StringComparison.Ordinal), stream))
            answer.ContainsKey("service_tier").ShouldBeFalse();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_filter_stopped_is_an_answer_if_nobody_else_can_give_one(bool stream)
    {
        await using var host = await StartAsync("openai");
        host.A.Script(new ProviderReply { Text = "", Finish = "content_filter" });
        var answers = await AnswersAsync(host, """{"model":"a/m","messages":[{"role":"user","content":"x"}]}""", stream);
        ((string?)answers[^1]["choices"]![0]!["finish_reason"]).ShouldBe("content_filter");
    }

    [Fact]
    public async Task Where_the_cache_of_the_prompt_ends_goes_to_those_who_know_it()
    {
        const string Control = "{\"type\":\"ephemeral\"}";
        const string Body = $$"""
            {"model":"a/m","messages":[
            {"role":"system","content":[{"type":"text","text":"long","cache_control":{{Control}}}]},
            {"role":"user","content":[{"type":"text","text":"x","cache_control":{{Control}}},{"type":"text","text":"y"}]}]}
            """;
        await using var router = await StartAsync("openrouter");
        var sent = (await SentAsync(router, Body))["messages"]!;
        sent[0]!["content"]![0]!["cache_control"]!.ToJsonString().ShouldBe(Control);
        sent[1]!["content"]![0]!["cache_control"]!.ToJsonString().ShouldBe(Control);
        await using var openai = await StartAsync("openai");
        (await SentAsync(openai, Body)).ToJsonString().ShouldNotContain("cache_control");
    }

    private static async Task<List<JsonObject>> AnswersAsync(AiHost host, string body, bool stream)
    {
        var request = ChatRequest.Parse(Encoding.UTF8.GetBytes(body), new OpenAiLimits());
        using var writer = new ChatWriter("1", 1, includeUsage: false, functions: request.HasFunctions, tier: request.Tier);
        var output = new ArrayBufferWriter<byte>();
        if (stream) await foreach (var chunk in host.Ai.StreamAsync(Call(body), Cancel)) writer.WriteChunk(output, chunk);
        else writer.WriteAnswer(output, await host.Ai.CompleteAsync(Call(body), Cancel));
        return
        [
            .. Encoding.UTF8.GetString(output.WrittenSpan).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line.Replace("data: ", "", StringComparison.Ordinal))!.AsObject()),
        ];
    }

    private static Task<AiHost> StartAsync(string dialect) =>
        AiHost.StartAsync(1, ("Ai:Endpoints:0:Dialect", dialect), ("Ai:Retries", "0"));

    private static AiCall Call(string body) =>
        ChatRequest.Parse(Encoding.UTF8.GetBytes(body), new OpenAiLimits())
            .ToCall("ada", GrainKeys.NewId(), mayUseCache: false, TimeSpan.FromMinutes(5));

    private static async Task<JsonNode> SentAsync(AiHost host, string body)
    {
        var before = host.A.Reply;
        host.A.Reply = _ => new ProviderReply { Text = "{\"ok\":true}" };
        await host.Ai.CompleteAsync(Call(body), Cancel);
        host.A.Reply = before;
        return host.A.Requests.Items[^1].Body;
    }

    private static async Task<JsonNode> WriteAsync(AiHost host, string body)
    {
        var request = ChatRequest.Parse(Encoding.UTF8.GetBytes(body), new OpenAiLimits());
        using var writer = new ChatWriter("1", 1, includeUsage: true, functions: request.HasFunctions);
        var output = new ArrayBufferWriter<byte>();
        writer.WriteAnswer(output, await host.Ai.CompleteAsync(Call(body), Cancel));
        return JsonNode.Parse(output.WrittenSpan)!;
    }

    /// <summary>The answer's message; of a stream, as a client puts it together.</summary>
    private static async Task<JsonNode> MessageAsync(AiHost host, string body, bool stream)
    {
        if (!stream) return (await WriteAsync(host, body))["choices"]![0]!["message"]!;
        var request = ChatRequest.Parse(Encoding.UTF8.GetBytes(body), new OpenAiLimits());
        using var writer = new ChatWriter("1", 1, includeUsage: false, functions: request.HasFunctions);
        var output = new ArrayBufferWriter<byte>();
        await foreach (var chunk in host.Ai.StreamAsync(Call(body), Cancel)) writer.WriteChunk(output, chunk);
        var message = new JsonObject();
        foreach (var line in Encoding.UTF8.GetString(output.WrittenSpan).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            Merge(message, JsonNode.Parse(line["data: ".Length..])!["choices"]![0]!["delta"]!.AsObject());
        return message;
    }

    private static void Merge(JsonObject whole, JsonObject delta)
    {
        foreach (var (name, value) in delta)
        {
            if (name == "tool_calls")
            {
                var calls = whole[name]?.AsArray() ?? (whole[name] = new JsonArray()).AsArray();
                foreach (var call in value!.AsArray())
                {
                    var index = (int)call!["index"]!;
                    if (calls.Count <= index) calls.Add(new JsonObject());
                    var own = call.DeepClone().AsObject();
                    own.Remove("index");
                    Merge(calls[index]!.AsObject(), own);
                }
            }
            else if (value is JsonObject inner && whole[name] is JsonObject known) Merge(known, inner);
            else if (value is JsonValue && value.GetValueKind() == JsonValueKind.String && whole[name] is JsonValue text)
                whole[name] = (string?)text + (string?)value;
            else whole[name] = value?.DeepClone();
        }
    }
}
