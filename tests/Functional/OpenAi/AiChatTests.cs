using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Functional.OpenAi;

/// <summary><c>POST /api/v1/ai/chat</c>.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class AiChatTests(OpenAiFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_answered_whole_or_in_events()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "Two is the only even prime." };
        using var http = await fixture.HttpAsync();
        using var whole = await http.PostAsJsonAsync("/api/v1/ai/chat", new { message = "Which prime is even?" }, Cancel);
        var answer = await whole.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        (answer.GetProperty("text").GetString(), answer.GetProperty("provider").GetString(), answer.GetProperty("cached").GetBoolean())
            .ShouldBe(("Two is the only even prime.", "openai", false));
        answer.GetProperty("usage").GetProperty("input").GetInt64().ShouldBe(10);

        using var streamed = await http.PostAsJsonAsync(
            "/api/v1/ai/chat",
            new { messages = new[] { new { role = "user", content = "Which prime is even, in pieces?" } }, stream = true }, Cancel);
        var events = await streamed.Content.ReadAsStringAsync(Cancel);
        streamed.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        string.Concat(
            events.Split('\n').Where(l => l.StartsWith("data: {\"text\":") && !l.Contains("provider"))
                .Select(l => JsonDocument.Parse(l[6..]).RootElement.GetProperty("text").GetString()))
            .ShouldBe("Two is the only even prime.");
        events.ShouldContain("event: done");
    }

    [Fact]
    public async Task Faults_are_problems_and_a_broken_stream_ends_with_one()
    {
        using var http = await fixture.HttpAsync();
        using var empty = await http.PostAsJsonAsync("/api/v1/ai/chat", new { @class = "poem", max_tokens = 0 }, Cancel);
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = (await empty.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors");
        errors.EnumerateObject().Select(e => e.Name).ShouldBe(["message", "class", "max_tokens"], ignoreOrder: true);

        using var unknown = await http.PostAsJsonAsync("/api/v1/ai/chat", new { message = "x", model = "gpt-99" }, Cancel);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await unknown.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString().ShouldBe("model_not_found");

        fixture.Provider.Reply = _ => new ProviderReply { Text = "one two three four", End = StreamEnd.Cut, EndAfter = 2 };
        using var broken = await http.PostAsJsonAsync("/api/v1/ai/chat", new { message = "Break here", stream = true }, Cancel);
        var events = await broken.Content.ReadAsStringAsync(Cancel);
        events.ShouldContain("event: error\ndata: {\"code\":\"provider_stream_cut\"");
        events.ShouldNotContain("event: done");
    }
}
