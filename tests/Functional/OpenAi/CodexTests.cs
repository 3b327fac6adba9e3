using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.Clients;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>A test that is run where VAULT_CODEX is 1: the program that it installs has 400 MB.</summary>
public sealed class CodexFactAttribute : FactAttribute
{
    public CodexFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Explicit = Environment.GetEnvironmentVariable("VAULT_CODEX") != "1";
}

/// <summary>A coding agent that knows the Responses API alone works unmodified with the service.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class CodexTests(OpenAiFixture fixture)
{
    private const string Call =
        """
        [{"index":0,"id":"call_1","type":"function","function":{"name":"exec_command","arguments":"{\"cmd\":\"echo hello you\"}"}}]
        """;

    [CodexFact]
    public async Task Codex_answers() =>
        Said(await RunAsync("Which prime is even?", _ => new ProviderReply { Text = "Two is." })).ShouldBe("Two is.");

    [CodexFact]
    public async Task Codex_runs_a_command_and_tells_its_output()
    {
        var events = await RunAsync("Say hello by a command", request =>
        {
            var last = request.Body["messages"]!.AsArray()[^1]!;
            var told = last["content"]?.ToJsonString() ?? "";
            if ((string?)last["role"] != "tool") return new ProviderReply { Finish = "tool_calls", ToolCalls = Call };
            return new ProviderReply { Text = told.Contains("hello you", StringComparison.Ordinal) ? "It said so." : told };
        });

        events.Select(e => (string?)e["item"]!["type"]).ShouldContain("command_execution");
        Said(events).ShouldBe("It said so.");
    }

    private static string? Said(IEnumerable<JsonNode> events) =>
        (string?)events.Last(e => (string?)e["item"]!["type"] == "agent_message")["item"]!["text"];

    /// <summary>The items that codex completed in one turn.</summary>
    private async Task<JsonNode[]> RunAsync(string prompt, Func<ProviderRequest, ProviderReply> reply)
    {
        var client = await NpmClient.InstallAsync("codex");
        fixture.Provider.Reply = reply;
        var folder = Directory.CreateTempSubdirectory("vault-codex-").FullName;
        try
        {
            var (exitCode, output, errors) = await NpmClient.RunAsync(
                "node", Path.Combine(client, "drive.mjs"), fixture.BaseUrl.ToString(), await fixture.TokenAsync(), folder, prompt);
            exitCode.ShouldBe(0, errors);
            var events = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
            events.ShouldContain(e => (string?)e["type"] == "turn.completed", output);
            return [.. events.Where(e => (string?)e["type"] == "item.completed")];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
