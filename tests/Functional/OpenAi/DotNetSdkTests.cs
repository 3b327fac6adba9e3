using System.ClientModel;
using System.Text.Json;
using ObsidianVault.Fakes.Providers;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>OpenAI's own client for .NET works unmodified with the service.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class DotNetSdkTests(OpenAiFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_whole_and_streamed()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "Two is the only even prime." };
        var chat = (await fixture.SdkAsync()).GetChatClient(OpenAiFixture.Model);
        ChatMessage[] messages = [new SystemChatMessage("Be short."), new UserChatMessage("Which prime is even?")];
        var whole = await chat.CompleteChatAsync(
            messages, new ChatCompletionOptions { Temperature = 0.1f, MaxOutputTokenCount = 100, StopSequences = { "\n\n\n" } }, Cancel);
        whole.Value.Content[0].Text.ShouldBe("Two is the only even prime.");
        whole.Value.FinishReason.ShouldBe(ChatFinishReason.Stop);
        (whole.Value.Usage.InputTokenCount, whole.Value.Usage.OutputTokenCount).ShouldBe((10, 5));
        whole.GetRawResponse().Headers.TryGetValue("x-vault-provider", out var provider).ShouldBeTrue();
        provider.ShouldBe("openai");
        var sent = fixture.Provider.Requests.Items[^1].Body;
        ((string?)sent["messages"]![0]!["role"], (string?)sent["messages"]![1]!["role"]).ShouldBe(("system", "user"));
        ((double?)sent["temperature"]!).ShouldNotBeNull().ShouldBe(0.1, 1e-6);
        ((string?)sent["stop"]![0]).ShouldBe("\n\n\n");

        var text = "";
        ChatFinishReason? finish = null;
        ChatTokenUsage? usage = null;
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage("Stream it")], cancellationToken: Cancel))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            (finish, usage) = (update.FinishReason ?? finish, update.Usage ?? usage);
        }

        text.ShouldBe("Two is the only even prime.");
        finish.ShouldBe(ChatFinishReason.Stop);
        usage!.TotalTokenCount.ShouldBe(15);
    }

    [Fact]
    public async Task Tools_go_there_and_back()
    {
        fixture.Provider.Reply = request => request.Body["messages"]!.AsArray().Any(m => (string?)m!["role"] == "tool")
            ? new ProviderReply { Text = "It is sunny in Bern." }
            : new ProviderReply
            {
                Finish = "tool_calls",
                ToolCalls = """[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Bern\"}"}}]""",
            };
        var chat = (await fixture.SdkAsync()).GetChatClient(OpenAiFixture.Model);
        var options = new ChatCompletionOptions
        {
            Tools =
            {
                ChatTool.CreateFunctionTool(
                    "get_weather", "The weather.",
                    BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""")),
            },
        };
        List<ChatMessage> messages = [new UserChatMessage("Weather in Bern?")];
        var asked = (await chat.CompleteChatAsync(messages, options, Cancel)).Value;
        asked.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        var call = asked.ToolCalls.ShouldHaveSingleItem();
        (call.Id, call.FunctionName, call.FunctionArguments.ToString()).ShouldBe(("call_1", "get_weather", """{"city":"Bern"}"""));
        var tool = fixture.Provider.Requests.Items[^1].Body["tools"]![0]!["function"]!;
        ((string?)tool["name"], (string?)tool["parameters"]!["properties"]!["city"]!["type"]).ShouldBe(("get_weather", "string"));

        var streamed = "";
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage("Weather there?")], options, Cancel))
            streamed += string.Concat(update.ToolCallUpdates.Select(u => u.FunctionName + u.FunctionArgumentsUpdate));
        streamed.ShouldBe("""get_weather{"city":"Bern"}""");

        messages.AddRange([new AssistantChatMessage(asked), new ToolChatMessage(call.Id, "sunny")]);
        (await chat.CompleteChatAsync(messages, options, Cancel)).Value.Content[0].Text.ShouldBe("It is sunny in Bern.");
        var back = fixture.Provider.Requests.Items[^1].Body["messages"]!;
        ((string?)back[1]!["tool_calls"]![0]!["id"], (string?)back[2]!["tool_call_id"], (string?)back[2]!["content"])
            .ShouldBe(("call_1", "call_1", "sunny"));
    }

    [Fact]
    public async Task An_answer_follows_its_schema_and_pictures_are_seen()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = """{"prime":2}""" };
        var chat = (await fixture.SdkAsync()).GetChatClient(OpenAiFixture.Model);
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat(
                "answer",
                BinaryData.FromString(
                    """{"type":"object","properties":{"prime":{"type":"integer"}},"required":["prime"],"additionalProperties":false}"""),
                jsonSchemaIsStrict: true),
        };
        var answer = (await chat.CompleteChatAsync([new UserChatMessage("As JSON")], options, Cancel)).Value;
        JsonDocument.Parse(answer.Content[0].Text).RootElement.GetProperty("prime").GetInt32().ShouldBe(2);
        var format = fixture.Provider.Requests.Items[^1].Body["response_format"]!;
        ((string?)format["type"], (bool?)format["json_schema"]!["strict"]).ShouldBe(("json_schema", true));

        var picture = ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes([0x89, 0x50, 0x4E, 0x47]), "image/png");
        await chat.CompleteChatAsync(
            [new UserChatMessage(ChatMessageContentPart.CreateTextPart("What is this?"), picture)], cancellationToken: Cancel);
        ((string?)fixture.Provider.Requests.Items[^1].Body["messages"]![0]!["content"]![1]!["image_url"]!["url"])
            .ShouldBe("data:image/png;base64,iVBORw==");
    }

    [Fact]
    public async Task Vectors_and_models()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Usage = """{"prompt_tokens":4,"total_tokens":4}""" };
        var client = await fixture.SdkAsync();
        OpenAIEmbeddingCollection vectors = await client.GetEmbeddingClient("openai/text-embedding-3-small")
            .GenerateEmbeddingsAsync(["a", "bcd"], cancellationToken: Cancel);
        vectors.Select(v => v.ToFloats().ToArray()).ShouldBe([[1f, 0f, 1f], [3f, 1f, 1f]]);
        vectors.Usage.InputTokenCount.ShouldBe(4);
        var models = (await client.GetOpenAIModelClient().GetModelsAsync(Cancel)).Value.Select(m => m.Id).ToList();
        models.ShouldContain(OpenAiFixture.Model);
        models.ShouldContain("chat");
        foreach (var name in new[] { OpenAiFixture.Model, "gpt-4o-mini", "chat" })
            (await client.GetOpenAIModelClient().GetModelAsync(name, Cancel)).Value.Id.ShouldBe(name);
    }

    [Fact]
    public async Task Errors_have_the_status_that_the_client_expects()
    {
        var client = await fixture.SdkAsync();
        (await Should.ThrowAsync<ClientResultException>(
            () => client.GetChatClient("no-such-model").CompleteChatAsync([new UserChatMessage("x")], cancellationToken: Cancel))).Status
            .ShouldBe(404);
        var stranger = new OpenAIClient(new ApiKeyCredential("ovs_nobody"), new OpenAIClientOptions { Endpoint = fixture.BaseUrl });
        (await Should.ThrowAsync<ClientResultException>(
            () => stranger.GetChatClient(OpenAiFixture.Model).CompleteChatAsync(
                [new UserChatMessage("x")], cancellationToken: Cancel))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_stream_that_breaks_has_no_finish_reason()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "one two three four five", End = StreamEnd.Cut, EndAfter = 3 };
        var chat = (await fixture.SdkAsync()).GetChatClient(OpenAiFixture.Model);
        var (text, finish) = ("", (ChatFinishReason?)null);
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage("Break")], cancellationToken: Cancel))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            finish = update.FinishReason ?? finish;
        }

        (text, finish).ShouldBe(("one two three ", null));
    }
}
