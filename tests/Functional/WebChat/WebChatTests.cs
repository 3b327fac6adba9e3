using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.OpenAi;

namespace ObsidianVault.Functional.WebChat;

/// <summary>The chat of a session over HTTP, as the page uses it.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class WebChatTests(OpenAiFixture fixture)
{
    private const string Words = "one two three four five six seven eight nine ten ";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_stored_once_and_its_answer_goes_on_after_the_last_that_was_seen()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Text = Words, Pace = TimeSpan.FromMilliseconds(40) };
        using var http = await fixture.HttpAsync();
        var chat = ChatOf(http);
        var first = await PostAsync(http, chat, "Count", "key-1");
        (await PostAsync(http, chat, "Count", "key-1")).GetProperty("sequence").GetInt64().ShouldBe(1);
        using (var other = await SendAsync(http, chat, "Something else", "key-1"))
            ((int)other.StatusCode).ShouldBe(422);

        var answer = await new ChatReader(http, chat).UntilAnswerAsync();
        answer.Text.ShouldBe(Words.TrimEnd());
        // What was drafted is how the answer begins.
        answer.Drafts.ShouldNotBeEmpty();
        answer.Drafts.ShouldAllBe(draft => Words.StartsWith(draft, StringComparison.Ordinal));

        // Whoever has seen the question gets the answer alone, and it is there to be read.
        (await new ChatReader(http, chat, after: 1).UntilAnswerAsync()).Text.ShouldBe(Words.TrimEnd());
        var all = (await http.GetFromJsonAsync<JsonElement>(chat, Cancel)).GetProperty("messages");
        all.EnumerateArray().Select(m => (m.GetProperty("sequence").GetInt64(), m.GetProperty("role").GetString()))
            .ShouldBe([(1, "user"), (2, "assistant")]);
        all[0].GetProperty("message_id").GetString().ShouldBe(first.GetProperty("message_id").GetString());
        fixture.Asked("Count").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stopped_answer_keeps_what_came()
    {
        var gate = new TaskCompletionSource();
        fixture.Provider.Reply = _ => new ProviderReply { Text = Words, Hold = (3, gate.Task) };
        using var http = await fixture.HttpAsync();
        var chat = ChatOf(http);
        await PostAsync(http, chat, "Count slowly", "key-1");
        var reader = new ChatReader(http, chat);
        var answer = reader.UntilAnswerAsync();
        await reader.Drafted.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        using (var stopped = await http.DeleteAsync(chat.Replace("/messages", "/answer", StringComparison.Ordinal), Cancel))
            stopped.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await answer).Text.ShouldBe("one two three");
        gate.SetResult();
    }

    [Fact]
    public async Task A_long_chat_is_read_in_pages()
    {
        using var http = await fixture.HttpAsync();
        var chat = ChatOf(http);
        for (var n = 1; n <= 3; n++) await PostAsync(http, chat, "/help", $"key-{n}");
        await Service.VaultService.UntilAsync(async () => (await PageAsync("")).Messages.Count == 6, "all is answered");
        var newest = await PageAsync("?limit=4");
        newest.Messages.ShouldBe([3, 4, 5, 6]);
        var oldest = await PageAsync($"?limit=4&before={newest.Next}");
        oldest.Messages.ShouldBe([1, 2]);
        oldest.Next.ShouldBeNull();

        async Task<(List<long> Messages, long? Next)> PageAsync(string query)
        {
            var page = await http.GetFromJsonAsync<JsonElement>(chat + query, Cancel);
            return (
                [.. page.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("sequence").GetInt64())],
                page.TryGetProperty("next", out var next) ? next.GetInt64() : null);
        }
    }

    [Fact]
    public async Task A_chat_is_its_persons_alone()
    {
        using var http = await fixture.HttpAsync();
        using var stranger = await fixture.HttpAsync();
        var chat = ChatOf(http);
        using (var response = await SendAsync(stranger, chat, "Mine?", "key-1")) response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var address in new[] { chat, chat + "/events" })
            using (var response = await stranger.GetAsync(address, Cancel)) response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var response = await stranger.DeleteAsync(chat.Replace("/messages", "/answer", StringComparison.Ordinal), Cancel))
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var empty = await SendAsync(http, chat, " ", "key-2")) empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.GetFromJsonAsync<JsonElement>(chat, Cancel)).GetProperty("messages").GetArrayLength().ShouldBe(0);
    }

    /// <summary>Where the chat of the client's session is: the token is ovs_SESSION_SECRET.</summary>
    private static string ChatOf(HttpClient http) =>
        $"/api/v1/sessions/{http.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[1]}/messages";

    private static async Task<JsonElement> PostAsync(HttpClient http, string chat, string text, string key)
    {
        using var response = await SendAsync(http, chat, text, key);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string chat, string text, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, chat) { Content = JsonContent.Create(new { text, language = "en" }) };
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, Cancel);
    }
}
