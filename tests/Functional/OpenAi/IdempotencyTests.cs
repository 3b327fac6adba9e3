using System.Net;
using System.Net.Http.Json;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>An <c>Idempotency-Key</c> prevents an answer from being generated twice. What a provider did generate is charged.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class IdempotencyTests(OpenAiFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_one_key_as_many_calls_are_charged_as_reached_the_provider()
    {
        fixture.Provider.Reply = _ => new ProviderReply();
        using var http = await KeyedAsync();
        var before = fixture.Provider.Requests.Items.Count;
        var vectors = new[] { "first", "second", "first", "first" }
            .Select(input => http.PostAsJsonAsync("/v1/embeddings", new { model = "openai/text-embedding-3-small", input }, Cancel));
        var chats = new[] { "One key, first", "One key, second" }.Select(
            message => http.PostAsJsonAsync("/api/v1/ai/chat", new { message }, Cancel));
        foreach (var answer in await Task.WhenAll(vectors.Concat(chats)))
        {
            // Another body under the key, or one that is still being carried out.
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict);
            answer.Dispose();
        }

        // One for all vectors. The chats, whose answers may be streams, do not take the header.
        var asked = fixture.Provider.Requests.Items.Count - before;
        asked.ShouldBe(3);
        (await OpenAiFixture.SettledUsageAsync(http)).GetProperty("entries").GetArrayLength().ShouldBe(asked);
    }

    [Fact]
    public async Task An_answer_that_is_made_anew_under_its_key_is_charged_anew()
    {
        const string Prompt = "Made anew";
        // A charge without an answer: the failure is forgotten soon, and the key can be used again.
        fixture.Provider.Reply = _ =>
            new ProviderReply { Text = "", Usage = """{"prompt_tokens":1000,"completion_tokens":0,"total_tokens":1000}""" };
        using var http = await KeyedAsync();
        await AskAsync();
        var once = fixture.Asked(Prompt).Count;
        await VaultService.UntilAsync(
            async () =>
            {
                await AskAsync();
                return fixture.Asked(Prompt).Count > once;
            },
            "the key is free again");
        (await OpenAiFixture.SettledUsageAsync(http)).GetProperty("entries").GetArrayLength().ShouldBe(fixture.Asked(Prompt).Count);

        async Task AskAsync()
        {
            using var answer = await http.PostAsJsonAsync("/v1/chat/completions", OpenAiCalls.Ask(Prompt), Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        }
    }

    private async Task<HttpClient> KeyedAsync()
    {
        var http = await fixture.HttpAsync();
        http.DefaultRequestHeaders.Add("Idempotency-Key", "one-key");
        return http;
    }
}
