using System.Text;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.WhatsApp.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

public sealed class WhatsAppPayloadTests
{
    public static TheoryData<string> Names => [.. WhatsAppSamples.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_comes_to_what_it_says(string name)
    {
        var (_, payload, expected) = WhatsAppSamples.All.Single(sample => sample.Name == name);

        WhatsAppReading.Describe(payload).ShouldBe(expected);
    }

    [Fact]
    public void A_message_bears_its_own_time_id_and_account()
    {
        var message = ReadOne<InboundMessage>(WhatsAppSamples.Message("\"type\":\"text\",\"text\":{\"body\":\"x\"}"));

        (message.Id, message.ChannelMessageId).ShouldBe(("wamid.1", "wamid.1"));
        message.At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1749416383));
        message.From.ShouldBe(new ChannelAddress(ChannelNames.WhatsApp, WhatsAppSamples.Account, "491"));
        message.AlsoKnownAs.ShouldAllBe(other => other.Channel == ChannelNames.WhatsApp && other.Account == WhatsAppSamples.Account);
    }

    [Theory]
    [InlineData("\"timestamp\":1749416383", "", 1749416383)]
    [InlineData("\"timestamp\":\"soon\"", "\"time\":1750000000,", 1750000000)]
    [InlineData("\"timestamp\":null", "", 1_800_000_000)]
    public void The_time_is_the_messages_else_the_entrys_else_the_arrivals(string timestamp, string entry, long expected) =>
        ReadOne<InboundMessage>($$$"""
            {"entry":[{ {{{entry}}}"changes":[{"value":{"metadata":{"phone_number_id":"1"},
              "messages":[{"id":"w","from":"49",{{{timestamp}}},"text":{"body":"x"}}]}}]}]}
            """).At.ToUnixTimeSeconds().ShouldBe(expected);

    [Fact]
    public void A_digest_is_turned_from_base64_into_hexadecimal() =>
        ReadOne<InboundMessage>(WhatsAppSamples.All.Single(sample => sample.Name == "image").Payload).Attachments.ShouldHaveSingleItem()
            .ShouldBe(new InboundAttachment(
                "image", "7", "image/jpeg", null, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", null));

    [Fact]
    public void Every_change_of_every_entry_is_read_past_what_is_broken()
    {
        var (events, left) = WhatsAppReading.Read("""
            {"entry":[7,{"changes":[null,{"field":"messages","value":{"messages":[{"id":"lost","from":"1"}]}},
              {"field":"messages","value":{"metadata":{"phone_number_id":"1"},
                "messages":[{"id":"a","from":"49"},"x",{"from":"49"},{"id":"b","from":"50"}]}}]},
              {"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":2},"messages":[{"id":"c","from":"49"}],
                "statuses":[{"id":"d","status":"sent","recipient_id":"50"}]}}]}]}
            """);

        events.Select(e => $"{e.From.Account}/{e.From.ExternalId}/{e.Id}").ShouldBe(["1/49/a", "1/50/b", "2/49/c", "2/50/status:d:sent:"]);
        left.ShouldAllBe(l => l.Outcome == WhatsAppOutcomes.Malformed);
        left.Count.ShouldBe(4);
    }

    [Fact]
    public void The_statuses_of_a_message_have_ids_of_their_own_and_the_same_each_time()
    {
        var ids = new[] { "sent", "delivered", "read", "played", "failed" }.Select(word => ReadOne<DeliveryReceipt>(WhatsAppSamples.Payload(
            "messages", $$"""  "statuses":[{"id":"wamid.9","status":"{{word}}","timestamp":"1","recipient_id":"491"}] """)).Id);

        ids.ShouldBe(
            [
                "status:wamid.9:sent:", "status:wamid.9:delivered:", "status:wamid.9:read:", "status:wamid.9:played:",
                "status:wamid.9:failed:",
            ]);
    }

    [Fact]
    public void An_id_that_grows_too_long_is_a_digest_and_the_same_each_time()
    {
        var payload = WhatsAppSamples.Payload(
            "messages", $$""" "statuses":[{"id":"{{new string('w', 256)}}","status":"sent","recipient_id":"491"}] """);

        var id = ReadOne<DeliveryReceipt>(payload).Id;

        id.Length.ShouldBeLessThan(256);
        ReadOne<DeliveryReceipt>(payload).Id.ShouldBe(id);
    }

    [Fact]
    public void What_is_too_long_is_cut_and_never_inside_an_emoji()
    {
        var message = ReadOne<InboundMessage>(WhatsAppSamples.Message($$$"""
            "type":"button","button":{"text":"{{{new string('x', 65_535)}}}😀","payload":"{{{new string('p', 255)}}}😀"},
            "referral":{"headline":"{{{new string('h', 2_000)}}}"},
            "context":{"referred_product":{"product_retailer_id":"{{{new string('r', 2_000)}}}"}}
            """));

        (message.Text!.Length, message.Payload!.Length, message.Referral!.Length, message.Summary!.Length)
            .ShouldBe((65_535, 255, 1_000, 1_000));
    }

    [Theory]
    [InlineData("""cut \ud83d""", "cut \ufffd")]
    [InlineData("""\ude00\ud83d\ude00 \\ud83d \ud83dx""", "\ufffd😀 \\ud83d \ufffdx")]
    [InlineData("""\uD83D\uDE00\u0000\ud800\ud800\udc00""", "😀\ufffd\U00010000")]
    public void Half_an_emoji_does_not_take_the_text_with_it(string written, string expected) =>
        ReadOne<InboundMessage>(WhatsAppSamples.Message($$""" "type":"text","text":{"body":"{{written}}"},"\ud800":1 """)).Text
            .ShouldBe(expected);

    [Fact]
    public void Bytes_that_are_not_UTF_8_do_not_take_the_text_with_them()
    {
        var body = Encoding.UTF8.GetBytes(WhatsAppSamples.Message(""" "type":"text","text":{"body":"a?b"} """));
        body[Array.IndexOf(body, (byte)'?')] = 0xff;

        WhatsAppReading.Read(body).Events.ShouldHaveSingleItem().ShouldBeOfType<InboundMessage>().Text.ShouldBe("a\ufffdb");
    }

    [Fact]
    public void Nesting_is_read_to_64_levels()
    {
        string Nested(int depth) => new string('[', depth) + new string(']', depth);

        using var deep = WhatsAppBody.TryParse(Encoding.UTF8.GetBytes(Nested(64)));
        deep.ShouldNotBeNull();
        WhatsAppBody.TryParse(Encoding.UTF8.GetBytes(Nested(65))).ShouldBeNull();
    }

    [Fact]
    public void A_notice_says_code_words_and_nothing_else()
    {
        var (_, left) = WhatsAppReading.Read(WhatsAppSamples.Payload(
            "message_template_status_update",
            """ "event":"REJECTED","message_template_name":"welcome","message_template_language":"de","reason":"call +49 171 """
                + """1234567\nERROR forged","phone":"+49" """));

        left.ShouldHaveSingleItem().Note.ShouldBe(
            "message_template_status_update event=REJECTED message_template_name=welcome message_template_language=de");
    }

    private static T ReadOne<T>(string payload)
        where T : ChannelEvent => WhatsAppReading.Read(payload).Events.ShouldHaveSingleItem().ShouldBeOfType<T>();
}
