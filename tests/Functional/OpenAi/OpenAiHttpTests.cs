using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>What an SDK does not show: formats, limits, headers and charges.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class OpenAiHttpTests(OpenAiFixture fixture)
{
    private const string Chat = "/v1/chat/completions";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{", 400, "invalid_json", null)]
    [InlineData("[]", 400, "invalid_type", "body")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", 400, "missing_required_parameter", "model")]
    [InlineData("""{"model":"chat"}""", 400, "missing_required_parameter", "messages")]
    [InlineData("""{"model":"chat","messages":[]}""", 400, "invalid_type", "messages")]
    [InlineData("""{"model":"chat","messages":[{"role":"wizard","content":"x"}]}""", 400, "invalid_type", "messages[0].role")]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"x"}],"temperature":3}""", 400, "invalid_type", "temperature")]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"x"}],"n":2}""", 400, "unsupported_parameter", "n")]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"x"}],"tool_choice":"required"}""", 400, "invalid_value",
        "tool_choice")]
    [InlineData(
        """{"model":"chat","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://a.example/x.png"}}]}]}""",
        400, "invalid_image_url", "messages[0].content[0].image_url.url")]
    [InlineData(
        """{"model":"chat","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}]}""", 400,
        "invalid_image_url", "messages[0].content[0].image_url.url")]
    [InlineData(
        """{"model":"chat","messages":[{"role":"user","content":[{"type":"image_url","image_url":"""
            + """{"url":"data:text/html;base64,PGI+"}}]}]}""",
        400, "invalid_image_url", "messages[0].content[0].image_url.url")]
    [InlineData("""{"model":"gpt-99","messages":[{"role":"user","content":"x"}]}""", 404, "model_not_found", "model")]
    public async Task A_wrong_request_is_told_what_is_wrong(string body, int status, string code, string? param)
    {
        using var http = await fixture.HttpAsync();
        using var response = await http.PostAsync(Chat, new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        await ShouldBeErrorAsync(response, status, code, param);
        response.Headers.GetValues("x-should-retry").ShouldBe(["false"]);
    }

    [Fact]
    public async Task What_is_too_large_too_deep_or_too_many_is_refused()
    {
        using var http = await fixture.HttpAsync();
        using var large = await http.PostAsync(Chat, new ByteArrayContent(new byte[(20 * 1024 * 1024) + 1]), Cancel);
        await ShouldBeErrorAsync(large, 413, "request_too_large", null);
        var deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        using var nested = await http.PostAsync(Chat, new StringContent($$"""{"model":"chat","messages":{{deep}}}"""), Cancel);
        await ShouldBeErrorAsync(nested, 400, "invalid_json", null);
        var messages = Enumerable.Repeat(new { role = "user", content = "x" }, 2_001);
        using var many = await http.PostAsJsonAsync(Chat, new { model = "chat", messages }, Cancel);
        await ShouldBeErrorAsync(many, 400, "invalid_type", "messages");
        using var nowhere = await http.PostAsync("/v1/audio/speech", null, Cancel);
        await ShouldBeErrorAsync(nowhere, 404, "unknown_url", null);
        using var stranger = new HttpClient { BaseAddress = http.BaseAddress };
        using var unknown = await stranger.PostAsJsonAsync(Chat, OpenAiCalls.Ask("x"), Cancel);
        await ShouldBeErrorAsync(unknown, 401, "invalid_api_key", null);
        unknown.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task Unknown_members_are_no_fault_and_the_second_of_two_equal_calls_comes_from_the_cache_for_nothing_if_it_may()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "Yes." };
        using var http = await fixture.HttpAsync();
        var body = new
        {
            model = OpenAiFixture.Model,
            messages = new[] { new { role = "developer", content = "a" }, new { role = "user", content = "Cached?" } },
            store = true,
            metadata = new { a = 1 },
            temperature = 0,
            a_new_thing = 5,
        };
        using var first = await http.PostAsJsonAsync(Chat, body, Cancel);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        OpenAiCalls.Header(first, "X-Vault-Cached").ShouldBe("false");
        using var second = await http.PostAsJsonAsync(Chat, body, Cancel);
        (OpenAiCalls.Header(second, "X-Vault-Cached"), OpenAiCalls.Header(second, "X-Vault-Cost")).ShouldBe(("true", "0"));
        using var stranger = await fixture.HttpAsync();
        using var other = await stranger.PostAsJsonAsync(Chat, body, Cancel);
        OpenAiCalls.Header(other, "X-Vault-Cached").ShouldBe("false");
        fixture.Asked("Cached?").Count.ShouldBe(2);
        (await OpenAiFixture.SettledUsageAsync(http)).GetProperty("entries").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_that_breaks_ends_with_an_error_and_what_came_is_paid()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = "one two three four five", End = StreamEnd.Cut, EndAfter = 3 };
        using var http = await fixture.HttpAsync();
        using var response = await http.PostAsJsonAsync(Chat, OpenAiCalls.Ask("Break off", stream: true), Cancel);
        var events = (await response.Content.ReadAsStringAsync(Cancel)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        events[^1].ShouldStartWith("event: error\ndata: {\"error\":{\"message\":");
        events[^1].ShouldContain("\"code\":\"provider_stream_cut\"");
        events.ShouldNotContain(e => e.Contains("[DONE]"));
        events.Count(e => e.Contains("\"role\"")).ShouldBe(1);
        var entry = (await OpenAiFixture.SettledUsageAsync(http)).GetProperty("entries").EnumerateArray().ShouldHaveSingleItem();
        (entry.GetProperty("outcome").GetString(), entry.GetProperty("estimated").GetBoolean(), entry.GetProperty("channel").GetString())
            .ShouldBe(("partial", true, "api"));
        entry.GetProperty("amount").GetDecimal().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_leaves_stops_the_provider_and_nothing_stays_reserved(bool stream)
    {
        fixture.Provider.Reply = _ => stream
            ? new ProviderReply { Text = string.Concat(Enumerable.Repeat("word ", 6_000)), Pace = TimeSpan.FromMilliseconds(20) }
            : ProviderReply.Hang;
        using var http = await fixture.HttpAsync();
        var prompt = $"Leave, stream {stream}";
        using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            using var request =
                new HttpRequestMessage(HttpMethod.Post, Chat) { Content = JsonContent.Create(OpenAiCalls.Ask(prompt, stream)) };
            var answer = http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
            if (stream)
            {
                using var response = await answer;
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
                for (var chunk = 0; chunk < 5;)
                    if ((await reader.ReadLineAsync(Cancel))!.StartsWith("data:")) chunk++;
                await leaving.CancelAsync();
            }
            else
            {
                await fixture.Provider.WaitForAsync(r => OpenAiFixture.Prompt(r) == prompt, TimeSpan.FromSeconds(60), Cancel);
                await leaving.CancelAsync();
                await Should.ThrowAsync<OperationCanceledException>(() => answer);
            }
        }

        var asked = fixture.Asked(prompt).ShouldHaveSingleItem();
        await asked.Aborted.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        asked.Sent.ShouldBeLessThan(6_000);
        var entries = (await OpenAiFixture.SettledUsageAsync(http)).GetProperty("entries").EnumerateArray().ToList();
        var entry = entries.ShouldHaveSingleItem();
        entry.GetProperty("estimated").GetBoolean().ShouldBeTrue();
        entry.GetProperty("tokens").GetProperty("input").GetInt64().ShouldBeGreaterThan(0);
        if (stream) entry.GetProperty("outcome").GetString().ShouldBe("partial");
    }

    [Fact]
    public async Task Python_that_does_not_parse_is_written_again_and_a_piece_of_a_file_may_stand_further_in()
    {
        const string prompt = "Write a loop";
        fixture.Provider.Reply = _ => new ProviderReply
        {
            Text = fixture.Asked(prompt).Count == 1
                ? "```python\nfor i in range(3)\n    print(i)\n```"
                : "```python\n    for i in range(3):\n        print(i)\n```",
        };
        using var http = await fixture.HttpAsync();
        using var response = await http.PostAsJsonAsync(Chat, OpenAiCalls.Ask(prompt, model: "code"), Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("range(3):");
        fixture.Asked(prompt).Count.ShouldBe(2);
        // Both were charged.
        (await OpenAiFixture.SettledUsageAsync(http)).GetProperty("entries").EnumerateArray()
            .Select(e => e.GetProperty("outcome").GetString())
            .ShouldBe(["failed", "complete"], ignoreOrder: true);
    }

    private static async Task ShouldBeErrorAsync(HttpResponseMessage response, int status, string code, string? param)
    {
        ((int)response.StatusCode).ShouldBe(status);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("param").GetString().ShouldBe(param);
        error.GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace();
        error.GetProperty("type").GetString().ShouldBe("invalid_request_error");
    }
}
