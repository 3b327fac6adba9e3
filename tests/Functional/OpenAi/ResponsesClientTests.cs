using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.Clients;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>The clients of the Responses API work unmodified with the service.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class ResponsesClientTests(OpenAiFixture fixture)
{
    private const string Answer = "Two is the only even prime.";
    private const string Told = "It is sunny.";

    [Fact]
    public async Task Four_clients_take_the_service_for_OpenAI()
    {
        var client = await NpmClient.InstallAsync("responses");
        fixture.Provider.Reply = ReplyTo;
        var (exitCode, output, errors) = await NpmClient.RunAsync(
            "node", Path.Combine(client, "drive.mjs"), fixture.BaseUrl.ToString(), await fixture.TokenAsync());

        exitCode.ShouldBe(0, errors);
        var seen = JsonNode.Parse(output)!.AsObject();
        string Said(string name) => seen[name]!.ToJsonString();

        Said("openai.plain").ShouldBe(Text(Answer));
        seen["openai.stream"]!["dense"]!.GetValue<bool>().ShouldBeTrue();
        seen["openai.stream"]!["types"]!.AsArray().Select(type => (string)type!).ShouldBe(
        [
            "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
            "response.output_text.delta", "response.output_text.done", "response.content_part.done", "response.output_item.done",
            "response.completed",
        ]);
        Said("openai.tools").ShouldBe($$"""{"calls":[{"city":"Bern"},{"city":"Oslo"}],"text":{{Text(Told)}}}""");
        Said("openai.parse").ShouldBe("""{"prime":2}""");
        Said("openai.picture").ShouldBe(Text(Answer));
        Said("openai.previous").ShouldBe("true");
        seen["openai.lifecycle"]!["same"]!.GetValue<bool>().ShouldBeTrue(Said("openai.lifecycle"));
        seen["openai.lifecycle"]!["items"]!.GetValue<int>().ShouldBe(1);
        seen["openai.lifecycle"]!["status"]!.GetValue<string>().ShouldBe("completed");
        seen["openai.lifecycle"]!["deleted"]!["deleted"]!.GetValue<bool>().ShouldBeTrue();
        seen["openai.lifecycle"]!["after"]!.GetValue<int>().ShouldBe(404);
        Said("openai.background").ShouldBe("""{"status":"completed","first":4}""");
        seen["openai.cut"]!["threw"].ShouldNotBeNull();

        Said("ai.plain").ShouldBe(Text(Answer));
        Said("ai.tools").ShouldBe($$"""{"text":{{Text(Told)}},"steps":2,"finish":"stop"}""");
        Said("ai.stateless").ShouldBe(Text(Told));
        Said("ai.object").ShouldBe("""{"prime":2}""");

        Said("agents.plain").ShouldBe(Text(Answer));
        Said("agents.tools").ShouldBe(Text(Told));
        Said("agents.empty").ShouldBe(Text(""));

        Said("langchain.stream").ShouldBe(Text(Answer));
        Said("langchain.tools").ShouldBe(Text(Told));
        Said("langchain.structured").ShouldBe("""{"prime":2}""");
    }

    private static ProviderReply ReplyTo(ProviderRequest request)
    {
        var messages = request.Body["messages"]!.AsArray();
        var asked = messages.Last(message => (string?)message!["role"] == "user")!["content"]!.ToJsonString();
        if ((string?)messages[^1]!["role"] == "tool")
            return new ProviderReply { Text = asked.Contains("say nothing", StringComparison.Ordinal) ? "" : Told };
        if (asked.Contains("Cut it", StringComparison.Ordinal))
            return new ProviderReply { Text = "one two three four", End = StreamEnd.Cut, EndAfter = 2 };
        if (asked.Contains("JSON", StringComparison.Ordinal)) return new ProviderReply { Text = """{"prime":2}""" };
        return asked.Contains("Weather", StringComparison.Ordinal)
            ? new ProviderReply
            {
                Text = "",
                Finish = "tool_calls",
                ToolCalls = """
                    [{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Bern\"}"}},
                     {"id":"call_2","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]
                    """,
            }
            : new ProviderReply { Text = Answer };
    }

    private static string Text(string text) => JsonSerializer.Serialize(text);
}
