using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>The cache surprises nobody.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class CacheTests(OpenAiFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions", "{}", null, null, false)]
    [InlineData("/v1/chat/completions", """{"temperature":0.2}""", null, null, false)]
    [InlineData("/v1/chat/completions", """{"temperature":0}""", null, null, true)]
    [InlineData("/v1/chat/completions", """{"seed":7}""", null, null, true)]
    [InlineData("/v1/chat/completions", """{"seed":7,"stream":true}""", null, null, true)]
    [InlineData("/v1/chat/completions", """{"stream":true}""", null, null, false)]
    [InlineData("/v1/chat/completions", """{"temperature":1}""", "X-Vault-Cache", "true", true)]
    [InlineData("/v1/chat/completions", """{"temperature":0}""", "X-Vault-Cache", "false", false)]
    [InlineData("/v1/chat/completions", """{"temperature":0}""", "Cache-Control", "no-cache", false)]
    [InlineData("/v1/responses", """{"store":false}""", null, null, false)]
    [InlineData("/v1/responses", """{"store":false,"temperature":0}""", null, null, true)]
    [InlineData("/v1/responses", "{}", null, null, false)]
    [InlineData("/api/v1/ai/chat", "{}", null, null, false)]
    [InlineData("/api/v1/ai/chat", "{}", "X-Vault-Cache", "true", true)]
    public async Task Only_what_may_be_the_same_comes_from_the_cache(string path, string more, string? name, string? value, bool isCached)
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "One of many." };
        using var http = await fixture.HttpAsync();
        if (name is not null) http.DefaultRequestHeaders.Add(name, value);
        var body = JsonNode.Parse(more)!.AsObject();
        if (path.StartsWith("/v1", StringComparison.Ordinal)) body["model"] = OpenAiFixture.Model;
        if (path.EndsWith("completions", StringComparison.Ordinal))
            body["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Again" });
        else body[path.EndsWith("responses", StringComparison.Ordinal) ? "input" : "message"] = "Again";
        var before = fixture.Provider.Hits;

        for (var i = 0; i < 2; i++)
        {
            using var answer = await http.PostAsJsonAsync(path, body, Cancel);
            (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("many");
        }

        (fixture.Provider.Hits - before).ShouldBe(isCached ? 1 : 2);
    }
}
