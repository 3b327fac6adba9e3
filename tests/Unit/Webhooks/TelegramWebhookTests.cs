using System.Net;

namespace ObsidianVault.Webhooks;

public sealed class TelegramWebhookTests : IAsyncLifetime
{
    private const string Hello =
        """{"update_id":1,"message":{"message_id":123,"chat":{"id":456,"type":"private"},"date":1684984664,"text":"Ciao"}}""";

    private WebhookHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WebhookHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_text_message_is_stored_in_the_session_of_its_chat()
    {
        using var response = await _host.PostTelegramAsync(Hello);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Stored.ShouldHaveSingleItem().ShouldBe(("session:telegram:first:456", new InboundMessage
        {
            Id = "update:1",
            From = new ChannelAddress(Channels.Telegram, "first", "456"),
            At = DateTimeOffset.FromUnixTimeSeconds(1684984664),
            Text = "Ciao",
            Kind = "text",
        }));
    }

    [Fact]
    public async Task Each_bot_has_a_path_and_a_secret_of_its_own()
    {
        using var second = await _host.PostTelegramAsync(Hello, WebhookHost.SecondSecret, "/webhook/telegram/second");
        using var crossed = await _host.PostTelegramAsync(Hello, WebhookHost.TelegramSecret, "/webhook/telegram/second");

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        crossed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _host.Sessions.Stored.ShouldHaveSingleItem().Session.ShouldBe("session:telegram:second:456");
    }

    [Theory]
    [InlineData(null, "/webhook/telegram")]
    [InlineData("", "/webhook/telegram")]
    [InlineData("telegram-secreT", "/webhook/telegram")]
    [InlineData("telegram-secret-and-more", "/webhook/telegram")]
    [InlineData(WebhookHost.TelegramSecret, "/webhook/telegram/nobody")]
    public async Task A_wrong_secret_or_bot_is_401_and_nothing_is_stored(string? secret, string path)
    {
        using var response = await _host.PostTelegramAsync(Hello, secret, path);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _host.Sessions.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Without_bots_every_call_is_401()
    {
        await using var host = await WebhookHost.StartAsync([]);

        using var response = await host.PostTelegramAsync(Hello, secret: "");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"update_id\":1,")]
    [InlineData("<xml/>")]
    public async Task What_is_not_JSON_is_400(string body)
    {
        using var response = await _host.PostTelegramAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"code\":\"malformed_json\"");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_1_MB_is_413_however_it_comes(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/telegram")
        {
            Content = new StringContent($"\"{new string('x', 1024 * 1024)}\""),
            Headers = { TransferEncodingChunked = chunked },
        };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", WebhookHost.TelegramSecret);

        using var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_failed_write_is_503_with_Retry_After()
    {
        _host.Sessions.Fails = _ => true;

        using var response = await _host.PostTelegramAsync(Hello);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("store is away");
    }

    [Theory]
    [InlineData("""{"update_id":1,"edited_message":{"message_id":1,"chat":{"id":4},"date":1,"text":"x"}}""")]
    [InlineData("""{"update_id":1,"never_seen":{}}""")]
    [InlineData("""{"update_id":1,"message":{"chat":{"id":4},"date":1,"new_chat_members":[]}}""")]
    [InlineData("""{"update_id":1,"message":{"chat":"x","date":[],"text":{}}}""")]
    [InlineData("""{"update_id":1e99,"message":{"chat":{"id":4},"date":1,"text":"x"}}""")]
    [InlineData("""{"update_id":1,"message":{"chat":{"id":4},"date":99999999999999,"text":"x"}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task What_we_do_not_take_is_acknowledged_and_left(string json)
    {
        using var response = await _host.PostTelegramAsync(json);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("\"photo\":[{}],\"caption\":\"look\"", "photo", "look")]
    [InlineData("\"sticker\":{}", "sticker", null)]
    [InlineData("\"animation\":{},\"document\":{}", "animation", null)]
    [InlineData("\"text\":\"\\ud800\"", "text", null)]
    [InlineData("\"text\":\"a\\u0000b\"", "text", "ab")]
    public async Task A_message_without_text_keeps_its_kind_and_caption(string content, string kind, string? text)
    {
        using var response = await _host.PostTelegramAsync($$$"""{"update_id":9,"message":{"chat":{"id":-100123},"date":1,{{{content}}}}}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var message = _host.Sessions.Stored.ShouldHaveSingleItem().Message;
        (message.Kind, message.Text, message.From.ExternalId).ShouldBe((kind, text, "-100123"));
    }

    [Fact]
    public async Task Every_recorded_update_is_acknowledged()
    {
        foreach (var file in Fixtures.All("telegram"))
        {
            using var response = await _host.PostTelegramAsync(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            response.StatusCode.ShouldBe(HttpStatusCode.OK, file);
        }

        _host.Sessions.Stored.Select(stored => stored.Message.Kind).Distinct().ShouldBeSubsetOf(
            ["text", "animation", "dice", "poll", "rich_message", "sticker", "video_note", "voice"]);
        _host.Sessions.Stored.ShouldContain(stored => stored.Message.Text == "Ciao");
    }
}
