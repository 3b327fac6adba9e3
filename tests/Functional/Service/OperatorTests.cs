using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes;

namespace ObsidianVault.Functional.Service;

/// <summary>What operators and their programs do over HTTP.</summary>
public sealed class OperatorTests(EmbeddedShape shape)
{
    private const string Key = "a-key-of-more-than-24-characters";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_conversation_is_seen_taken_over_and_handed_back()
    {
        await using var vault = await shape.StartNewAsync(new Dictionary<string, string> { ["Operator__Key"] = Key });
        await vault.TelegramAsync(1, "/help");
        await vault.Telegram.WaitForAsync(r => r is TelegramMessageSent, Patience, TestContext.Current.CancellationToken);
        using (var refused = await vault.Http.GetAsync("/api/v1/operator/conversations?channel=telegram&account=main&external_id=42", TestContext.Current.CancellationToken))
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        vault.Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var found = await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/operator/conversations?channel=telegram&account=main&external_id=42", TestContext.Current.CancellationToken);
        var conversation = $"/api/v1/operator/conversations/{found.GetProperty("session_id").GetString()}";
        (await SendAsync(vault, HttpMethod.Post, conversation + "/handover")).ShouldBe(HttpStatusCode.NoContent);
        await vault.TelegramAsync(2, "are you a human?");
        (await SendAsync(vault, HttpMethod.Post, conversation + "/messages", new { text = "Yes, I am." })).ShouldBe(HttpStatusCode.Accepted);
        await vault.Telegram.WaitForAsync(r => r is TelegramMessageSent { Text: "Yes, I am." }, Patience, TestContext.Current.CancellationToken);
        (await SendAsync(vault, HttpMethod.Delete, conversation + "/handover")).ShouldBe(HttpStatusCode.NoContent);
        await vault.TelegramAsync(3, "/lang fr");
        await vault.Telegram.WaitForAsync(r => r is TelegramMessageSent { Text: var text } && text.Contains("français"), Patience, TestContext.Current.CancellationToken);

        var thread = (await vault.Http.GetFromJsonAsync<JsonElement>(conversation, TestContext.Current.CancellationToken)).GetProperty("thread");
        thread.EnumerateArray().Select(t => t.GetProperty("text").GetString()).ShouldBe(["are you a human?", "Yes, I am."]);
        vault.Telegram.Requests.Of<TelegramMessageSent>().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_program_sends_on_WhatsApp_within_the_rules_of_the_window()
    {
        await using var vault = await shape.StartNewAsync(new Dictionary<string, string> { ["Operator__Key"] = Key, ["WhatsApp__ReplyTemplate"] = "we_have_news" });
        vault.Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        (await SendAsync(vault, HttpMethod.Post, "/api/v1/whatsapp/messages", new { from = "999", to = "+1" })).ShouldBe(HttpStatusCode.BadRequest);

        // Nobody wrote from there: the text waits, and the template asks.
        (await SendAsync(vault, HttpMethod.Post, "/api/v1/whatsapp/messages", new { to = "16505551234", text = "Hello" })).ShouldBe(HttpStatusCode.Accepted);
        var asked = (GraphMessage)await vault.Graph.WaitForAsync(r => r is GraphMessage, Patience, TestContext.Current.CancellationToken);
        (asked.Type, (string?)asked.Body["template"]!["name"]).ShouldBe(("template", "we_have_news"));

        (await SendAsync(vault, HttpMethod.Post, "/api/v1/whatsapp/messages/template", new { to = "16505551235", name = "hello", language = "en_US", parameters = new[] { "Ada" } }))
            .ShouldBe(HttpStatusCode.Accepted);
        var template = (GraphMessage)await vault.Graph.WaitForAsync(r => r is GraphMessage { To: "16505551235" }, Patience, TestContext.Current.CancellationToken);
        ((string?)template.Body["template"]!["components"]![0]!["parameters"]![0]!["text"]).ShouldBe("Ada");
    }

    [Fact]
    public async Task Without_a_key_in_the_settings_there_is_nothing()
    {
        await using var vault = await shape.StartNewAsync();
        (await SendAsync(vault, HttpMethod.Post, "/api/v1/whatsapp/messages", new { to = "1", text = "x" })).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<HttpStatusCode> SendAsync(VaultService vault, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await vault.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
