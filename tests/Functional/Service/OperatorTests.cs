using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Fakes.WhatsApp;

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
        using (var refused = await vault.Http.GetAsync(
            "/api/v1/operator/conversations?channel=telegram&account=main&external_id=42", TestContext.Current.CancellationToken))
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        vault.Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var found = await vault.Http.GetFromJsonAsync<JsonElement>(
            "/api/v1/operator/conversations?channel=telegram&account=main&external_id=42", TestContext.Current.CancellationToken);
        var conversation = $"/api/v1/operator/conversations/{found.GetProperty("session_id").GetString()}";
        (await SendAsync(vault, HttpMethod.Post, conversation + "/handover")).ShouldBe(HttpStatusCode.NoContent);
        await vault.TelegramAsync(2, "are you a human?");
        (await SendAsync(vault, HttpMethod.Post, conversation + "/messages", new { text = "Yes, I am." }))
            .ShouldBe(HttpStatusCode.Accepted);
        await vault.Telegram.WaitForAsync(
            r => r is TelegramMessageSent { Text: "Yes, I am." }, Patience, TestContext.Current.CancellationToken);
        await ListedAsync(vault, found.GetProperty("session_id").GetString()!, conversation);
        (await SendAsync(vault, HttpMethod.Delete, conversation + "/handover")).ShouldBe(HttpStatusCode.NoContent);
        await vault.TelegramAsync(3, "/lang fr");
        await vault.Telegram.WaitForAsync(
            r => r is TelegramMessageSent { Text: var text } && text.Contains("français"), Patience, TestContext.Current.CancellationToken);

        var thread = (await vault.Http.GetFromJsonAsync<JsonElement>(conversation, TestContext.Current.CancellationToken))
            .GetProperty("thread");
        thread.EnumerateArray().Select(t => t.GetProperty("text").GetString())
            .ShouldBe(["are you a human?", "Yes, I am.", "Asks for a human"]);
        vault.Telegram.Requests.Of<TelegramMessageSent>().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_program_sends_on_WhatsApp_within_the_rules_of_the_window()
    {
        await using var vault = await shape.StartNewAsync(
            new Dictionary<string, string> { ["Operator__Key"] = Key, ["WhatsApp__ReplyTemplate"] = "we_have_news" });
        vault.Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        (await SendAsync(vault, HttpMethod.Post, "/api/v1/whatsapp/messages", new { from = "999", to = "+1" }))
            .ShouldBe(HttpStatusCode.BadRequest);

        // That person has not written to us: the text waits, and a template asks for a reply.
        (await SendAsync(vault, HttpMethod.Post, "/api/v1/whatsapp/messages", new { to = "16505551234", text = "Hello" }))
            .ShouldBe(HttpStatusCode.Accepted);
        var asked = (GraphMessage)await vault.Graph.WaitForAsync(r => r is GraphMessage, Patience, TestContext.Current.CancellationToken);
        (asked.Type, (string?)asked.Body["template"]!["name"]).ShouldBe(("template", "we_have_news"));

        (await SendAsync(
            vault, HttpMethod.Post, "/api/v1/whatsapp/messages/template",
            new { to = "16505551235", name = "hello", language = "en_US", category = "news" }))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(
            vault, HttpMethod.Post, "/api/v1/whatsapp/messages/template",
            new
            {
                to = "16505551235",
                name = "hello",
                category = "UTILITY",
                language = "en_US",
                parameters = new[] { "Ada" },
                header = new { kind = "image", value = "https://example.com/a.png" },
                buttons = new[] { new { index = 1, kind = "url", value = "42" } },
            }))
            .ShouldBe(HttpStatusCode.Accepted);
        var template = (GraphMessage)await vault.Graph.WaitForAsync(
            r => r is GraphMessage { To: "16505551235" }, Patience, TestContext.Current.CancellationToken);
        template.Body["template"]!["components"]!.ToJsonString().ShouldBe(
            """[{"type":"header","parameters":[{"type":"image","image":{"link":"https://example.com/a.png"}}]},"""
                + """{"type":"body","parameters":[{"type":"text","text":"Ada"}]},"""
                + """{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"42"}]}]""");
    }

    [Fact]
    public async Task A_program_sends_lists_reactions_and_files_on_WhatsApp_and_sees_the_line()
    {
        await using var vault = await shape.StartNewAsync(new Dictionary<string, string> { ["Operator__Key"] = Key });
        vault.Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        await vault.WhatsAppAsync("16505551234", ("wamid.1", "/help"));
        await vault.Graph.WaitForAsync(r => r is GraphMessage, Patience, TestContext.Current.CancellationToken);

        var rows = new[]
        {
            new { id = "r1", title = "Algebra", description = "Sets" },
            new { id = "r2", title = "Analysis", description = "Limits" },
        };
        (await SendAsync(
            vault, HttpMethod.Post, "/api/v1/whatsapp/messages",
            new { to = "16505551234", text = "Which?", list = new { label = "Topics", sections = new[] { new { rows } } } }))
            .ShouldBe(HttpStatusCode.Accepted);
        var list = (GraphMessage)await vault.Graph.WaitForAsync(
            r => r is GraphMessage { Text: "Which?" }, Patience, TestContext.Current.CancellationToken);
        ((string?)list.Body["interactive"]!["action"]!["sections"]![0]!["rows"]![1]!["id"]).ShouldBe("r2");
        (await SendAsync(
            vault, HttpMethod.Post, "/api/v1/whatsapp/messages",
            new { to = "16505551234", text = "Which?", list = new { label = "Topics", sections = Array.Empty<object>() } }))
            .ShouldBe(HttpStatusCode.BadRequest);

        (await SendAsync(
            vault, HttpMethod.Post, "/api/v1/whatsapp/messages",
            new { to = "16505551234", reaction = new { message_id = "wamid.1", emoji = "👍" } }))
            .ShouldBe(HttpStatusCode.Accepted);
        var reaction = (GraphMessage)await vault.Graph.WaitForAsync(
            r => r is GraphMessage { Type: "reaction" }, Patience, TestContext.Current.CancellationToken);
        ((string?)reaction.Body["reaction"]!["message_id"], (string?)reaction.Body["reaction"]!["emoji"]).ShouldBe(("wamid.1", "👍"));

        (await UploadAsync(vault, "image", "application/zip", [1, 2])).ShouldBe(HttpStatusCode.BadRequest);
        (await UploadAsync(vault, "image", "image/png", new byte[(5 * 1024 * 1024) + 1])).ShouldBe(HttpStatusCode.BadRequest);
        (await UploadAsync(vault, "document", "application/pdf", [1, 2, 3])).ShouldBe(HttpStatusCode.Accepted);
        (await UploadAsync(vault, "document", "application/pdf", [1, 2, 3])).ShouldBe(HttpStatusCode.Accepted);
        var document = (GraphMessage)await vault.Graph.WaitForAsync(
            r => r is GraphMessage { Type: "document" }, Patience, TestContext.Current.CancellationToken);
        var upload = vault.Graph.Requests.Of<GraphUpload>().ShouldHaveSingleItem();
        (upload.ContentType, upload.FileName, Convert.ToHexString(upload.Content)).ShouldBe(("application/pdf", "notes.pdf", "010203"));
        ((string?)document.Body["document"]!["id"], (string?)document.Body["document"]!["filename"], document.Text)
            .ShouldBe((upload.MediaId, "notes.pdf", "To read"));

        vault.Graph.Fail(new Fault.Error(401, "The session has expired.", 190));
        (await SendAsync(vault, HttpMethod.Post, "/api/v1/whatsapp/messages", new { to = "16505551234", text = "Waits" }))
            .ShouldBe(HttpStatusCode.Accepted);
        await VaultService.UntilAsync(
            async () => (await LinesAsync(vault)).Any(l => l.GetProperty("fault").GetString() == "stopped"), "the line is stopped");
        (await LinesAsync(vault))
            .Select(l => (l.GetProperty("channel").GetString(), l.GetProperty("account").GetString(), l.GetProperty("fault").GetString()))
            .ShouldBe([("telegram", "main", "none"), ("whatsapp", VaultService.PhoneNumberId, "stopped")]);
    }

    /// <summary>The list shows it, and whoever watches hears what changes.</summary>
    private static async Task ListedAsync(VaultService vault, string id, string conversation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/operator/inbox/events");
        using var response = await vault.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await HeardAsync(events, "\"conversations\":[]");
        (await SendAsync(vault, HttpMethod.Patch, conversation, new { assignee = "Grace", labels = new[] { "human" } }))
            .ShouldBe(HttpStatusCode.NoContent);
        await HeardAsync(events, "\"assignee\":\"Grace\"");
        (await SendAsync(vault, HttpMethod.Post, conversation + "/presence", new { writing = true, key = "w" }))
            .ShouldBe(HttpStatusCode.NoContent);
        await HeardAsync(events, "\"is_writing\":true");
        (await SendAsync(vault, HttpMethod.Post, conversation + "/notes", new { text = "Asks for a human" }))
            .ShouldBe(HttpStatusCode.NoContent);
        await HeardAsync(events, "Asks for a human");

        var page = await vault.Http.GetFromJsonAsync<JsonElement>(
            "/api/v1/operator/inbox?state=human&label=human&limit=1", TestContext.Current.CancellationToken);
        page.GetProperty("conversations").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("session_id").GetString().ShouldBe(id);
        var next = page.GetProperty("next").GetString();
        (await vault.Http.GetFromJsonAsync<JsonElement>(
            "/api/v1/operator/inbox?before=" + next, TestContext.Current.CancellationToken))
            .TryGetProperty("next", out _).ShouldBeFalse();
        foreach (var wrong in new[] { "state=x", "limit=0", "before=x", "words=" + new string('x', 201) })
            (await SendAsync(vault, HttpMethod.Get, "/api/v1/operator/inbox?" + wrong)).ShouldBe(HttpStatusCode.BadRequest, wrong);

        foreach (var (path, has) in new[]
            { ("work", "entries"), ("providers", "cooldowns"), ("usage?from=2026-01-01&to=2026-12-31", "sums") })
        {
            (await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/operator/" + path, TestContext.Current.CancellationToken))
                .GetProperty(has).ValueKind.ShouldBe(JsonValueKind.Array);
        }

        (await SendAsync(vault, HttpMethod.Get, "/api/v1/operator/usage?from=2026-12-01&to=2026-11-01"))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(vault, HttpMethod.Delete, "/api/v1/operator/jobs/nothing")).ShouldBe(HttpStatusCode.NotFound);
        var reply = "/api/v1/operator/replies/hours";
        (await SendAsync(vault, HttpMethod.Put, reply, new { title = "Hours", text = "" })).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(vault, HttpMethod.Put, reply, new { title = "Hours", text = "9 to 17" })).ShouldBe(HttpStatusCode.NoContent);
        (await vault.Http.GetStringAsync("/api/v1/operator/replies", TestContext.Current.CancellationToken)).ShouldContain("9 to 17");
        (await SendAsync(vault, HttpMethod.Delete, reply)).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(vault, HttpMethod.Delete, reply)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task HeardAsync(StreamReader events, string what)
    {
        while (await events.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(what, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The stream ended before {what}.");
    }

    private static async Task<JsonElement[]> LinesAsync(VaultService vault) =>
        (await vault.Http.GetFromJsonAsync<JsonElement[]>("/api/v1/operator/lines", TestContext.Current.CancellationToken))!;

    private static async Task<HttpStatusCode> UploadAsync(VaultService vault, string kind, string contentType, byte[] content)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new(contentType);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("16505551234"), "to" },
            { new StringContent(kind), "kind" },
            { new StringContent("To read"), "caption" },
            { file, "file", "notes.pdf" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/whatsapp/media") { Content = form };
        request.Headers.Add("Idempotency-Key", "the-notes");
        using var response = await vault.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [Fact]
    public async Task Without_a_key_in_the_settings_there_is_nothing()
    {
        await using var vault = await shape.StartNewAsync();
        (await SendAsync(vault, HttpMethod.Post, "/api/v1/whatsapp/messages", new { to = "1", text = "x" }))
            .ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<HttpStatusCode> SendAsync(VaultService vault, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await vault.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
