using System.Net;
using System.Text.Json.Nodes;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

public sealed class WhatsAppWebhookTests : IAsyncLifetime
{
    private static readonly string s_hello = Payload(Message("wamid.1", "16505551234", "hello"));

    private WebhookHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await WebhookHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_challenge_comes_back_bare()
    {
        using var response = await _host.Http.GetAsync(
            new Uri(
                $"/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={WebhookHost.VerifyToken}",
                UriKind.Relative),
            Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("1158201444");
    }

    [Theory]
    [InlineData("hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong")]
    [InlineData("hub.mode=subscribe&hub.challenge=1")]
    [InlineData("hub.mode=other&hub.challenge=1&hub.verify_token=verify-me")]
    [InlineData("")]
    public async Task A_wrong_verification_is_403(string query)
    {
        using var response = await _host.Http.GetAsync(new Uri($"/webhook/whatsapp?{query}", UriKind.Relative), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_channel_that_is_off_neither_verifies_nor_takes()
    {
        await using var host = await WebhookHost.StartAsync([]);

        using var verify = await host.Http.GetAsync(
            new Uri("/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1&hub.verify_token=", UriKind.Relative), Cancel);
        using var post = await host.PostWhatsAppAsync(s_hello);

        verify.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        post.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_text_message_is_stored_in_the_session_of_its_sender()
    {
        using var response = await _host.PostWhatsAppAsync(s_hello);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var session = $"session:whatsapp:{WebhookHost.PhoneNumberId}:16505551234";
        _host.Sessions.Stored.ShouldHaveSingleItem().ShouldBe((session, new InboundMessage
        {
            Id = "wamid.1",
            From = new ChannelAddress(ChannelNames.WhatsApp, WebhookHost.PhoneNumberId, "16505551234"),
            At = DateTimeOffset.FromUnixTimeSeconds(1749416383),
            Text = "hello",
            Kind = MessageKinds.Text,
            ChannelMessageId = "wamid.1",
        }));
    }

    [Theory]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256=xyz")]
    [InlineData("sha256=")]
    [InlineData("")]
    public async Task A_wrong_signature_is_401_without_detail_and_nothing_is_stored(string signature)
    {
        using var response = await _host.PostWhatsAppAsync(s_hello, signature);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"detail\":\"The request is not authentic.\"");
        _host.Sessions.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_signature_is_401()
    {
        using var response = await _host.PostWhatsAppAsync("{}"u8.ToArray(), null);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_signed_body_that_nobody_can_read_is_taken_once_and_one_over_3_MB_is_413()
    {
        using var broken = await _host.PostWhatsAppAsync("{\"entry\":");
        using var large = await _host.PostWhatsAppAsync($"\"{new string('x', 3 * 1024 * 1024)}\"");

        broken.StatusCode.ShouldBe(HttpStatusCode.OK);
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_of_exactly_3_MB_is_taken()
    {
        var body = new byte[3 * 1024 * 1024];
        body.AsSpan().Fill((byte)' ');
        System.Text.Encoding.UTF8.GetBytes(s_hello, body);

        using var response = await _host.PostWhatsAppAsync(body, WebhookHost.Sign(body));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Stored.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_not_a_message_reaches_the_session_too()
    {
        foreach (var (_, payload, _) in WhatsAppSamples.All)
        {
            using var response = await _host.PostWhatsAppAsync(payload);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        _host.Sessions.Events.Select(stored => stored.Event.GetType()).Distinct().ShouldBe(
            [
                typeof(InboundMessage), typeof(MessageEdited), typeof(MessageRevoked), typeof(AddressChanged),
                typeof(DeliveryReceipt), typeof(ConsentChanged), typeof(HumanReply),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_batch_is_stored_whole_with_one_call_a_session_in_order()
    {
        var batch = new JsonObject
        {
            ["entry"] = new JsonArray(
                Entry(Message("wamid.1", "111", "a1"), Message("wamid.2", "222", "b1")),
                Entry(Message("wamid.3", "111", "a2"))),
        };
        batch["entry"]![1]!["changes"]!.AsArray().Add(Change(Message("wamid.4", "111", "a3")));

        using var response = await _host.PostWhatsAppAsync(batch.ToJsonString());

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Calls.ShouldBe(2);
        var byPerson = _host.Sessions.Stored.ToLookup(stored => stored.Message.From.ExternalId, stored => stored.Message.Text);
        byPerson["111"].ShouldBe(["a1", "a2", "a3"]);
        byPerson["222"].ShouldBe(["b1"]);
    }

    [Fact]
    public async Task One_failed_write_is_503_and_the_others_are_stored_all_the_same()
    {
        _host.Sessions.Fails = session => session.EndsWith(":111", StringComparison.Ordinal);

        using var response = await _host.PostWhatsAppAsync(Payload(Message("wamid.1", "111", "a"), Message("wamid.2", "222", "b")));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        _host.Sessions.Stored.ShouldHaveSingleItem().Message.Text.ShouldBe("b");
    }

    [Fact]
    public async Task A_message_to_a_number_that_is_not_ours_is_acknowledged_and_left()
    {
        using var response = await _host.PostWhatsAppAsync(s_hello.Replace(WebhookHost.PhoneNumberId, "1", StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"entry\":{}}")]
    [InlineData(
        "{\"entry\":[null,1,{\"changes\":[{\"value\":{\"metadata\":{\"phone_number_id\":\"106540352242922\"},\"messages\":[1,{},"
            + "{\"id\":\" \",\"from\":\"1\",\"timestamp\":\"1\"}]}}]}]}")]
    public async Task A_strange_payload_is_acknowledged(string json)
    {
        using var response = await _host.PostWhatsAppAsync(json);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_sender_too_long_for_a_key_is_acknowledged_and_left()
    {
        using var response = await _host.PostWhatsAppAsync(Payload(Message("wamid.1", new string('1', 257), "x")));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Sessions.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Every_recorded_payload_is_acknowledged()
    {
        foreach (var file in Fixtures.All("whatsapp"))
        {
            using var response = await _host.PostWhatsAppAsync(await File.ReadAllTextAsync(file, Cancel));
            response.StatusCode.ShouldBe(HttpStatusCode.OK, file);
        }
    }

    internal static JsonObject Message(string id, string from, string text) => new()
    {
        ["id"] = id,
        ["from"] = from,
        ["timestamp"] = "1749416383",
        ["type"] = "text",
        ["text"] = new JsonObject { ["body"] = text },
    };

    private static string Payload(params JsonNode[] messages) =>
        new JsonObject { ["object"] = "whatsapp_business_account", ["entry"] = new JsonArray(Entry(messages)) }.ToJsonString();

    private static JsonObject Entry(params JsonNode[] messages) => new() { ["id"] = "1", ["changes"] = new JsonArray(Change(messages)) };

    private static JsonObject Change(params JsonNode[] messages) => new()
    {
        ["field"] = "messages",
        ["value"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["phone_number_id"] = WebhookHost.PhoneNumberId },
            ["messages"] = new JsonArray(messages),
        },
    };
}
