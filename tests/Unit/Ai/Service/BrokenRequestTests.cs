using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>A request that its caller has to mend: the caller is told why, and the provider is blamed for nothing.</summary>
public sealed class BrokenRequestTests
{
    /// <summary>The backend, its status, its body, the cause, and words of the reason that the caller has to see.</summary>
    public static TheoryData<string, int, string, AiCause, string> Cases => new()
    {
        {
            "vLLM", 400,
            """{"object":"error","message":"[{'type': 'missing', 'loc': ('body', 'messages'), 'msg': 'Field """
                + """required'}]","type":"BadRequestError","param":null,"code":400}""",
            AiCause.CallerInvalidRequest, "Field required"
        },
        {
            "vLLM: FastAPI's own", 422,
            """{"detail":[{"loc":["body","temperature"],"msg":"value is not a valid float","type":"type_error"}]}""",
            AiCause.CallerInvalidRequest, "not a valid float"
        },
        {
            "vLLM: tools", 400,
            """{"object":"error","message":"\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to """
                + """be set","type":"BadRequestError","param":null,"code":400}""",
            AiCause.CallerInvalidRequest, "tool choice requires"
        },
        {
            "Ollama", 400,
            """{"error":{"message":"registry.ollama.ai/library/gemma:2b does not support tools","type":"api_error"}}""",
            AiCause.CallerInvalidRequest, "does not support tools"
        },
        {
            "Ollama: plain", 400,
            """{"error":"illegal base64 data at input byte 4"}""",
            AiCause.CallerInvalidRequest, "base64 data"
        },
        {
            "llama.cpp: window", 400,
            """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing """
                + """it","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}""",
            AiCause.CallerContextTooLong, "available context size"
        },
        {
            "llama.cpp: template", 500,
            """{"error":{"code":500,"message":"Conversation roles must alternate """
                + """user/assistant/user/assistant/...","type":"server_error"}}""",
            AiCause.CallerInvalidRequest, "must alternate"
        },
        {
            "llama.cpp: grammar", 500,
            """{"error":{"code":500,"message":"Failed to parse grammar","type":"server_error"}}""",
            AiCause.CallerInvalidRequest, "parse grammar"
        },
        {
            "llama.cpp: pictures", 500,
            """{"error":{"code":500,"message":"image input is not supported - hint: you may need to provide the """
                + """mmproj","type":"server_error"}}""",
            AiCause.CallerInvalidRequest, "image input is not supported"
        },
        {
            "llama.cpp: not supported", 501,
            """{"error":{"code":501,"message":"This server does not support completions.","type":"not_supported_error"}}""",
            AiCause.CallerInvalidRequest, "does not support completions"
        },
        {
            "LM Studio", 400,
            """{"error":"Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with """
                + """context length of only 4096 tokens"}""",
            AiCause.CallerContextTooLong, "4096 tokens"
        },
        {
            "LM Studio: messages", 400,
            """{"error":"Invalid 'messages' in payload. 'messages' array must not be empty"}""",
            AiCause.CallerInvalidRequest, "must not be empty"
        },
        {
            "LiteLLM", 400,
            """{"error":{"message":"litellm.BadRequestError: OpenAIException - Invalid value: 'tol'. Supported values are: """
                + """'tool'","type":"invalid_request_error","param":"messages[2].role","code":"400"}}""",
            AiCause.CallerInvalidRequest, "Supported values are"
        },
        {
            "OpenRouter: the upstream's words", 400,
            """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"tools.0.na"""
                + """me: too long\"}}","provider_name":"Anthropic"}}}""",
            AiCause.CallerInvalidRequest, "tools.0.name: too long"
        },
        {
            "OpenRouter: the upstream's window", 400,
            """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"This """
                + """model's maximum context length is 8192 tokens\"}}","provider_name":"Together"}}}""",
            AiCause.CallerContextTooLong, "8192"
        },
        {
            "OpenRouter: pictures", 404,
            """{"error":{"message":"No endpoints found that support image input","code":404}}""",
            AiCause.CallerInvalidRequest, "support image input"
        },
        {
            "Groq", 400,
            """{"error":{"message":"'messages.1' : for 'role:user' the following must be satisfied[('messages.1.content' : """
                + """value must be a string)]","type":"invalid_request_error"}}""",
            AiCause.CallerInvalidRequest, "messages.1.content"
        },
        {
            "Gemini", 400,
            """[{"error":{"code":400,"message":"Please ensure that function call turn comes immediately after a user """
                + """turn","status":"INVALID_ARGUMENT"}}]""",
            AiCause.CallerInvalidRequest, "immediately after a user turn"
        },
        {
            "Gemini: a file of somebody", 403,
            """{"error":{"code":403,"message":"You do not have permission to access the File abc or it may not """
                + """exist.","status":"PERMISSION_DENIED"}}""",
            AiCause.CallerInvalidRequest, "access the File"
        },
        {
            "Azure: filter", 400,
            """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management """
                + """policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPo"""
                + """licyViolation"}}}""",
            AiCause.CallerContentRefused, "content management policy"
        },
        {
            "Azure: operation", 400,
            """{"error":{"code":"OperationNotSupported","message":"The chatCompletion operation does not work with the """
                + """specified model."}}""",
            AiCause.CallerInvalidRequest, "does not work"
        },
        {
            "DeepSeek", 400,
            """{"error":{"message":"Invalid parameter: 'tool' must follow 'tool_calls'","type":"invalid_request_error","cod"""
                + """e":"invalid_request_error"}}""",
            AiCause.CallerInvalidRequest, "must follow"
        },
        {
            "Mistral: order", 400,
            """{"object":"error","message":"Expected last role User or Tool for serving but got """
                + """assistant","type":"invalid_request_message_order","param":null,"code":"3230"}""",
            AiCause.CallerInvalidRequest, "Expected last role"
        },
        {
            "Mistral: members", 422,
            """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","messages",0,"foo"],"msg":"Extra """
                + """inputs are not permitted"}]},"type":"invalid_request_error","param":null,"code":null}""",
            AiCause.CallerInvalidRequest, "Extra inputs"
        },
        {
            "xAI: guidelines", 403,
            """{"code":"The caller does not have permission","error":"Content violates usage guidelines. Failed check: """
                + """SAFETY_CHECK_X."}""",
            AiCause.CallerContentRefused, "usage guidelines"
        },
        {
            "Moonshot", 400,
            """{"error":{"message":"Invalid request: Your request exceeded model token limit: """
                + """8192","type":"invalid_request_error"}}""",
            AiCause.CallerContextTooLong, "8192"
        },
        {
            "DashScope", 400,
            """{"error":{"code":"data_inspection_failed","message":"Input data may contain inappropriate """
                + """content.","type":"data_inspection_failed"}}""",
            AiCause.CallerContentRefused, "inappropriate"
        },
        {
            "Anthropic through a gateway", 413,
            """{"error":{"type":"request_too_large","message":"Request exceeds 32 MB"}}""",
            AiCause.CallerTooLarge, "32 MB"
        },
        {
            "A file that is not there", 404,
            """{"error":{"message":"File not found: f-1","type":"not_found"}}""",
            AiCause.CallerInvalidRequest, "f-1"
        },
        {
            "A firewall's page", 403,
            "<html><title>Attention Required!</title></html>",
            AiCause.ProviderAuthFailed, ""
        },
        {
            "A page that is not there", 404,
            "404 page not found",
            AiCause.ProviderModelMissing, ""
        },
        {
            "OpenRouter: a large call and little money", 402,
            """{"error":{"message":"This request requires more credits, or fewer max_tokens. You requested up to 8000 tokens, """
                + """but can only afford 123","code":402}}""",
            AiCause.ProviderBilling, ""
        },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task It_counts_against_no_provider_and_its_caller_is_told_why(
        string backend, int status, string body, AiCause cause, string reason)
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Retries", "0"));
        host.A.Script(ProviderReply.Error(status, body, body[0] == '<' ? "text/html" : "application/json"));

        for (var i = 0; i < 4; i++)
        {
            var failure = await host.FailsAsync();
            failure.Cause.ShouldBe(cause, backend);
            failure.Message.ShouldContain(reason);
        }

        host.A.Hits.ShouldBe(4);
        host.Services.GetRequiredService<AiHealth>().Of(host.Services.GetRequiredService<AiTopology>().Targets["a/m"])
            .ShouldBe(Availability.Free, backend);
    }

    [Theory]
    [InlineData("Bad key sk-proj-Ab12Cd34Ef56 given", "sk-proj")]
    [InlineData("Incorrect API key provided: my-own-key.", "my-own-key")]
    [InlineData("POST https://api.internal.example/v1/chat?key=1 failed: bad role", "internal")]
    [InlineData("Upstream 10.1.2.3:8000 says: bad role", "10.1.2.3")]
    [InlineData("Upstream gpu-7.cluster.local:8000 says: bad role", "cluster.local")]
    [InlineData("localhost:11434 refused the role", "localhost")]
    [InlineData("Use the secret: hunter22", "hunter22")]
    [InlineData("Header Authorization: Bearer abc.def.ghi is wrong", "abc.def")]
    [InlineData("Ask admin@corp.example about the role", "admin@")]
    [InlineData("vllm-7b:8000 does not know the role", "vllm-7b:8000")]
    [InlineData("Organization org-AbCdEf123456 may not", "AbCdEf")]
    public void A_reason_has_neither_keys_nor_hosts(string message, string secret)
    {
        var reason = ProviderReason.Of(message, "my-own-key", "http://vllm-7b:8000/v1", "vllm-7b:8000").ShouldNotBeNull();
        reason.ShouldNotContain(secret);
        reason.ShouldContain("[…]");
    }

    [Theory]
    [InlineData("'messages.2.content' must be a string; model gpt-4.1-mini, temperature 0.7, max_tokens: 8192")]
    [InlineData("Unknown parameter: 'user_location'. Unknown key: 'response_format'.")]
    [InlineData("tool_call_id call_AbCdEf0123456789AbCdEf01 has no result")]
    [InlineData("This model's maximum context length is 8192 tokens.")]
    [InlineData("Invalid schema for function 'get_weather': In context=('properties', 'city'), 'type' is missing.")]
    public void A_reason_says_what_it_said(string message) => ProviderReason.Of(message, "k", "").ShouldBe(message);

    [Fact]
    public void A_page_is_no_reason_and_a_long_one_is_cut()
    {
        ProviderReason.Of("  <html>…</html>").ShouldBeNull();
        ProviderReason.Of(" ").ShouldBeNull();
        ProviderReason.Of(new string('x', 5_000)).ShouldNotBeNull().Length.ShouldBeLessThan(700);
        ProviderReason.Of("line one\r\n\tline\u0000 two").ShouldBe("line one line two");
    }
}
