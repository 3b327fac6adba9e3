using System.Text.Json.Nodes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.Clients;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>Clients of other providers of this protocol, some of which check each answer against a schema, work unmodified.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class CompatibleClientTests(OpenAiFixture fixture)
{
    private const string Answer = "Two is prime.";

    [Fact]
    public async Task Four_clients_take_the_service_for_their_own()
    {
        var client = await NpmClient.InstallAsync("compatible");
        fixture.Provider.Reply = request => request.Body["tools"] is null
            ? new ProviderReply { Text = Answer }
            : new ProviderReply
            {
                Finish = "tool_calls",
                ToolCalls = """[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Bern\"}"}}]""",
            };

        var (exitCode, output, errors) = await NpmClient.RunAsync(
            "node", Path.Combine(client, "drive.mjs"), fixture.BaseUrl.ToString(), await fixture.TokenAsync());

        exitCode.ShouldBe(0, errors);
        foreach (var (name, seen) in JsonNode.Parse(output)!.AsObject())
        {
            var expected = name.EndsWith("tools", StringComparison.Ordinal) ? """{"city":"Bern"}""" : Answer;
            // With its usage.
            ((string?)seen).ShouldBe(name == "openrouter.stream" ? expected + "15" : expected, name);
        }
    }
}
