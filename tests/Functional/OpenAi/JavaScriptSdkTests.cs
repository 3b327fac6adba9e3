using System.Text.Json;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.Clients;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>OpenAI's own client for JavaScript works unmodified with the service.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class JavaScriptSdkTests(OpenAiFixture fixture)
{
    [Fact]
    public async Task The_client_takes_the_service_for_OpenAI()
    {
        var client = await NpmClient.InstallAsync("openai");
        fixture.Provider.Reply = request => request.Body["messages"]?.AsArray()[^1] switch
        {
            { } m when (string?)m["role"] == "tool" => new ProviderReply { Text = "It is sunny in Bern." },
            { } m when m["content"]?.ToJsonString().Contains("Weather") == true => new ProviderReply
            {
                Finish = "tool_calls",
                ToolCalls = """[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Bern\"}"}}]""",
            },
            { } m when m["content"]?.ToJsonString().Contains("JSON") == true => new ProviderReply { Text = """{"prime":2}""" },
            { } m when m["content"]?.ToJsonString().Contains("Cut it") == true =>
                new ProviderReply { Text = "one two three four", End = StreamEnd.Cut, EndAfter = 2 },
            _ => new ProviderReply { Text = "Two is the only even prime." },
        };

        var (exitCode, output, errors) = await NpmClient.RunAsync(
            "node", Path.Combine(client, "drive.mjs"), fixture.BaseUrl.ToString(), await fixture.TokenAsync());

        exitCode.ShouldBe(0, errors);
        using var json = JsonDocument.Parse(output);
        var seen = json.RootElement;
        var chat = seen.GetProperty("chat");
        chat.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString().ShouldBe("Two is the only even prime.");
        chat.GetProperty("usage").GetProperty("total_tokens").GetInt32().ShouldBe(15);
        var headers = seen.GetProperty("headers");
        headers.GetProperty("x-request-id").GetString()!.ShouldStartWith("req_");
        headers.GetProperty("x-vault-provider").GetString().ShouldBe("openai");
        headers.GetProperty("x-vault-model").GetString().ShouldBe("gpt-4o-mini");
        // 10 x $0.15 + 5 x $0.60 per million.
        headers.GetProperty("x-vault-cost").GetString().ShouldBe("0.0000045");
        headers.GetProperty("x-vault-cached").GetString().ShouldBe("false");
        seen.GetProperty("streamed").GetString().ShouldBe("Two is the only even prime.");
        seen.GetProperty("roles").GetInt32().ShouldBe(1);
        seen.GetProperty("finish").GetString().ShouldBe("stop");
        seen.GetProperty("usage").GetProperty("total_tokens").GetInt32().ShouldBe(15);
        seen.GetProperty("call").GetProperty("function").GetProperty("arguments").GetString().ShouldBe("""{"city":"Bern"}""");
        seen.GetProperty("told").GetString().ShouldBe("It is sunny in Bern.");
        seen.GetProperty("parsed").GetProperty("prime").GetInt32().ShouldBe(2);
        seen.GetProperty("seen").GetString().ShouldBe("Two is the only even prime.");
        seen.GetProperty("embeddings").GetRawText().ShouldBe("[[1,0,1],[3,1,1]]");
        seen.GetProperty("floats").GetRawText().ShouldBe("[5,0,1]");
        seen.GetProperty("models").EnumerateArray().Select(m => m.GetString()).ShouldContain(OpenAiFixture.Model);
        seen.GetProperty("one").GetProperty("id").GetString().ShouldBe(OpenAiFixture.Model);
        Refusal(seen, "unknownModel").ShouldBe("NotFoundError 404 model_not_found model");
        Refusal(seen, "badRequest").ShouldBe("BadRequestError 400 unsupported_content messages[0].content[0].type");
        Refusal(seen, "badKey").ShouldBe("AuthenticationError 401 invalid_api_key ");
        // This client reports an error within a stream as an error, not as the end.
        Refusal(seen, "cut").ShouldContain("provider_stream_cut");
    }

    private static string Refusal(JsonElement seen, string name)
    {
        var error = seen.GetProperty(name);
        return $"{error.GetProperty("kind").GetString()} {Text("status")} {Text("code")} {Text("param")}";

        string Text(string member) => error.TryGetProperty(member, out var value) ? value.ToString() : "";
    }
}
