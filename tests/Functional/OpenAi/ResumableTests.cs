using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>Answers that outlive their connection.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class ResumableTests(OpenAiFixture fixture)
{
    private const string Chat = "/v1/chat/completions";
    private const string Words = "one two three four five six seven eight nine ten ";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_goes_on_after_the_last_event_that_was_seen()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = Words, Pace = TimeSpan.FromMilliseconds(30) };
        using var http = await fixture.HttpAsync();
        var (id, first, last) = await OpenAiCalls.ReadSomeAsync(http, "Resume me", events: 4);
        using var rest = new HttpRequestMessage(HttpMethod.Get, $"{Chat}/{id}/events");
        rest.Headers.Add("Last-Event-ID", $"{last}");
        using var resumed = await http.SendAsync(rest, Cancel);
        var second = await resumed.Content.ReadAsStringAsync(Cancel);
        OpenAiCalls.TextOf(first + second).ShouldBe(Words);
        second.ShouldEndWith("data: [DONE]\n\n");
        OpenAiCalls.Ids(first + second).ShouldBe(Enumerable.Range(1, OpenAiCalls.Ids(first + second).Count));
        // From the start, any number of times, with a query parameter as well.
        var all = await http.GetStringAsync($"{Chat}/{id}/events?after=0", Cancel);
        all.ShouldBe(first + second);
        fixture.Asked("Resume me").Count.ShouldBe(1);
        (await OpenAiFixture.SettledUsageAsync(http)).GetProperty("entries").GetArrayLength().ShouldBe(1);
        // Not accessible to anybody else.
        using var stranger = await fixture.HttpAsync();
        using var refused = await stranger.GetAsync($"{Chat}/{id}/events", Cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_is_paid_once()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "Once.", Delay = TimeSpan.FromMilliseconds(200) };
        using var http = await fixture.HttpAsync();
        http.DefaultRequestHeaders.Add("Idempotency-Key", "key-1");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => http.PostAsJsonAsync(Chat, OpenAiCalls.Ask("Only once"), Cancel)));
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync(Cancel)));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        bodies.Distinct().ShouldHaveSingleItem().ShouldContain("Once.");
        OpenAiCalls.Header(answers[0], "X-Vault-Cost").ShouldNotBe("0");
        using var other = await http.PostAsJsonAsync(Chat, OpenAiCalls.Ask("Something else"), Cancel);
        ((int)other.StatusCode).ShouldBe(422);
        fixture.Asked("Only once").Count.ShouldBe(1);
        (await OpenAiFixture.SettledUsageAsync(http)).GetProperty("entries").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_keeps_its_status()
    {
        fixture.Provider.Reply = _ =>
            ProviderReply.Error(400, """{"error":{"message":"bad","type":"invalid_request_error","code":"invalid_value"}}""");
        using var http = await fixture.HttpAsync();
        http.DefaultRequestHeaders.Add("X-Vault-Resumable", "true");
        using var response = await http.PostAsJsonAsync(Chat, OpenAiCalls.Ask("Bad one", stream: true), Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetProperty("code").GetString()
            .ShouldBe("caller_invalid_request");
    }
}
