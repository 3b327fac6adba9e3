using System.Net;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

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
            From = new ChannelAddress(ChannelNames.Telegram, "first", "456"),
            At = DateTimeOffset.FromUnixTimeSeconds(1684984664),
            Text = "Ciao",
            Kind = "text",
            ChannelMessageId = "123",
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
    [InlineData("""{"update_id":1,"inline_query":{"id":"1"}}""", "inline_query", "ignored")]
    [InlineData("""{"update_id":1,"never_seen":{}}""", "unknown", "ignored")]
    [InlineData("""{"update_id":1,"message":{"chat":{"id":-4,"type":"group"},"date":1,"text":"x"}}""", "message", "not_addressed")]
    [InlineData("null", "unknown", "malformed")]
    public async Task What_we_do_not_take_is_acknowledged_counted_and_left(string json, string kind, string outcome)
    {
        using var counts = new WebhookCounts();

        using var response = await _host.PostTelegramAsync(json);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Calls.ShouldBe(0);
        counts.Seen.ShouldContain(("telegram", kind, outcome));
    }

    [Fact]
    public async Task What_is_stored_and_what_is_not_is_counted()
    {
        using var counts = new WebhookCounts();

        using var stored = await _host.PostTelegramAsync(Hello);
        _host.Sessions.Fails = _ => true;
        using var failed = await _host.PostTelegramAsync(Hello);

        counts.Seen.ShouldContain(("telegram", "message", "stored"));
        counts.Seen.ShouldContain(("telegram", "message", "not_stored"));
    }

    [Fact]
    public async Task An_edit_a_button_and_a_block_are_stored_in_the_session_of_the_chat()
    {
        string[] updates =
        [
            """{"update_id":2,"edited_message":{"message_id":123,"chat":{"id":456,"type":"private"},"date":1684984664,"text":"Addio"}}""",
            """{"update_id":3,"callback_query":{"id":"1","from":{"id":456},"data":"x"}}""",
            """{"update_id":4,"my_chat_member":{"date":1,"chat":{"id":456,"type":"private"},"new_chat_member":{"status":"kicked"}}}""",
        ];
        foreach (var update in updates)
        {
            using var response = await _host.PostTelegramAsync(update);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        _host.Sessions.Events.Select(stored => stored.Session).Distinct().ShouldBe(["session:telegram:first:456"]);
        _host.Sessions.Events.Select(stored => stored.Event.GetType())
            .ShouldBe([typeof(MessageEdited), typeof(InboundMessage), typeof(ConsentChanged)]);
    }

    [Theory]
    [InlineData("vault_bot", 1)]
    [InlineData("other_bot", 0)]
    public async Task In_a_group_the_bot_takes_what_calls_its_name(string name, int calls)
    {
        using var response = await _host.PostTelegramAsync(
            $$$"""{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-1001,"type":"supergroup"},"text":"/help@{{{name}}}"}}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Calls.ShouldBe(calls);
    }

    [Fact]
    public async Task A_username_that_is_not_set_is_asked_of_Telegram()
    {
        const string update = """{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-1001,"type":"supergroup"}"""
            + ""","text":"/help@stand_in_bot"}}""";
        await using var telegram = await TelegramStandIn.StartNewAsync();
        await using var host = await WebhookHost.StartAsync(
            ("Telegram:SetUpBots", "false"), ("Telegram:ApiBaseUrl", telegram.BaseUrl),
            ("Telegram:Bots:0:Name", "first"), ("Telegram:Bots:0:Token", "1:a"),
            ("Telegram:Bots:0:WebhookSecret", WebhookHost.TelegramSecret));

        using var plain = await host.PostTelegramAsync(Hello);
        telegram.Requests.Items.ShouldBeEmpty(); // a message in private names nobody
        using var first = await host.PostTelegramAsync(update);
        using var second = await host.PostTelegramAsync(update);

        host.Sessions.Stored.Select(stored => stored.Message.Text).ShouldBe(["Ciao", "/help", "/help"]);
        telegram.Requests.Items.Select(request => request.Method).ShouldBe(["getMe"]);
    }

    [Fact]
    public async Task While_Telegram_does_not_tell_the_username_what_calls_a_name_is_acknowledged_and_left()
    {
        using var counts = new WebhookCounts();

        using var response = await _host.PostTelegramAsync(
            """{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-1001,"type":"supergroup"},"text":"/help@vault_bot"}}""",
            WebhookHost.SecondSecret, "/webhook/telegram/second");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Calls.ShouldBe(0);
        counts.Seen.ShouldContain(("telegram", "message", "username_unknown"));
    }
}
