using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Buttons, reactions, blocks and all other updates that are not messages.</summary>
public sealed class TelegramOtherUpdateTests
{
    private static readonly InboundMessage s_press = new()
    {
        Id = "update:3",
        From = TelegramUpdates.Chat(42),
        At = TelegramUpdates.ReceivedAt,
        Text = "Cancel it",
        Kind = MessageKinds.Button,
        Payload = "cancel:1",
        SenderName = "Ann",
        Language = "de",
        CallbackId = "99",
        ChannelMessageId = "12",
    };

    [Fact]
    public void A_pressed_button_has_its_title_its_payload_and_the_message_that_carries_it() =>
        Press(
            """ "message":{"message_id":12,"date":1,"chat":{"id":42,"type":"private"},"reply_markup":{"inline_keyboard":[["""
                + """{"text":"No","callback_data":"no"}],[{"text":"Cancel it","callback_data":"cancel:1"}]]}} """)
            .ShouldHold(s_press);

    [Fact]
    public void A_button_in_a_group_is_the_groups() =>
        Press(""" "message":{"message_id":12,"date":0,"chat":{"id":-1001,"type":"supergroup"}} """)
            .ShouldHold(s_press with { From = TelegramUpdates.Chat(-1001), InGroup = true, Text = null });

    [Theory]
    [InlineData("\"message\":null")]
    [InlineData("\"inline_message_id\":\"AgAA\"")]
    public void A_button_without_its_message_is_the_persons(string field) =>
        Press(field).ShouldHold(s_press with { Text = null, ChannelMessageId = null });

    [Fact]
    public void A_button_without_a_payload_still_waits_for_its_answer() =>
        TelegramUpdates.Read("""{"update_id":3,"callback_query":{"id":"99","from":{"id":42},"game_short_name":"chess"}}""")
            .ShouldHold(
                new InboundMessage
                {
                    Id = "update:3",
                    From = s_press.From,
                    At = s_press.At,
                    Kind = MessageKinds.Button,
                    CallbackId = "99",
                });

    [Theory]
    [InlineData("""[]""", """[{"type":"emoji","emoji":"👍"}]""", "Reacted with 👍")]
    [InlineData("""[{"type":"emoji","emoji":"👍"}]""", """[]""", "Removed the reaction 👍")]
    [InlineData("""[{"type":"emoji","emoji":"👍"}]""", """[{"type":"paid"},{"type":"custom_emoji"},{"type":"new"}]""",
        "Changed the reaction from 👍 to ⭐ (custom emoji) (custom emoji)")]
    [InlineData("\"x\"", "{}", "Changed a reaction")]
    public void A_reaction(string old, string now, string summary) =>
        TelegramUpdates.Read(
            """{"update_id":3,"message_reaction":{"message_id":8,"date":1,"chat":{"id":42,"type":"private"},"user":"""
                + $$$"""{"id":42,"first_name":"Ann"},"old_reaction":{{{old}}},"new_reaction":{{{now}}}}}""")
            .ShouldHold(new InboundMessage
            {
                Id = "update:3",
                From = TelegramUpdates.Chat(42),
                At = TelegramUpdates.At(1),
                Kind = MessageKinds.Reaction,
                Summary = summary,
                ReplyToId = "8",
                SenderName = "Ann",
            });

    [Fact]
    public void A_reaction_in_a_group_is_left() =>
        TelegramUpdates.Read(
            """{"update_id":3,"message_reaction":{"message_id":8,"date":1,"chat":{"id":-1,"type":"group"},"new_reaction":[]}}""")
            .ShouldBeLeft(TelegramOutcomes.NotAddressed);

    [Theory]
    [InlineData(42, "private", "member", "kicked", true)]
    [InlineData(42, "private", "kicked", "member", false)]
    [InlineData(-1, "group", "member", "left", true)]
    [InlineData(-1, "group", "administrator", "kicked", true)]
    [InlineData(-1001, "supergroup", "left", "member", false)]
    [InlineData(-1001, "supergroup", "left", "administrator", false)]
    public void A_block_is_an_opt_out_and_its_end_takes_it_back(long chat, string type, string old, string now, bool optedOut) =>
        Membership(chat, type, $"{{\"status\":\"{old}\"}}", $"{{\"status\":\"{now}\"}}").ShouldHold(
            new ConsentChanged { Id = "update:3", From = TelegramUpdates.Chat(chat), At = TelegramUpdates.At(1), OptedOut = optedOut });

    [Theory]
    [InlineData("supergroup", """{"status":"member"}""", """{"status":"administrator"}""", TelegramOutcomes.Ignored)]
    [InlineData("supergroup", """{"status":"member"}""", """{"status":"restricted","is_member":true}""", TelegramOutcomes.Ignored)]
    [InlineData("channel", """{"status":"left"}""", """{"status":"administrator"}""", TelegramOutcomes.Ignored)]
    [InlineData("group", """{"status":"left"}""", """{"status":"never seen"}""", TelegramOutcomes.Malformed)]
    [InlineData("group", """{"status":"left"}""", "[]", TelegramOutcomes.Malformed)]
    public void New_rights_are_no_consent(string type, string old, string now, string outcome) =>
        Membership(-1, type, old, now).ShouldBeLeft(outcome);

    [Fact]
    public void A_bot_that_was_restricted_out_of_a_group_is_out() =>
        Membership(-1, "supergroup", """{"status":"member"}""", """{"status":"restricted","is_member":false}""").Events
            .ShouldHaveSingleItem()
            .ShouldBeOfType<ConsentChanged>().OptedOut.ShouldBeTrue();

    [Theory]
    [InlineData("channel_post")]
    [InlineData("edited_channel_post")]
    [InlineData("inline_query")]
    [InlineData("chosen_inline_result")]
    [InlineData("poll")]
    [InlineData("poll_answer")]
    [InlineData("chat_member")]
    [InlineData("chat_join_request")]
    [InlineData("chat_boost")]
    [InlineData("removed_chat_boost")]
    [InlineData("message_reaction_count")]
    [InlineData("shipping_query")]
    [InlineData("pre_checkout_query")]
    [InlineData("purchased_paid_media")]
    [InlineData("business_connection")]
    [InlineData("business_message")]
    [InlineData("edited_business_message")]
    [InlineData("deleted_business_messages")]
    [InlineData("guest_message")]
    [InlineData("managed_bot")]
    [InlineData("subscription")]
    [InlineData("stopped_message_generation")]
    public void Other_kinds_are_left_under_their_name(string kind)
    {
        var reading = TelegramUpdates.Read(
            $$$"""{"update_id":3,"{{{kind}}}":{"message_id":1,"date":1,"chat":{"id":42,"type":"private"},"from":{"id":42},"text":"x"}}""");

        reading.ShouldBeLeft(TelegramOutcomes.Ignored);
        reading.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("""{"update_id":1,"never_seen":{}}""", "unknown", TelegramOutcomes.Ignored)]
    [InlineData("""{"update_id":1,"message":{"chat":"x","date":[],"text":{}}}""", "message", TelegramOutcomes.Malformed)]
    [InlineData("""{"update_id":1e99,"message":{"chat":{"id":4},"date":1,"text":"x"}}""", "message", TelegramOutcomes.Malformed)]
    [InlineData("""{"update_id":1,"message":{"chat":{"id":0},"date":1,"text":"x"}}""", "message", TelegramOutcomes.Malformed)]
    [InlineData("""{"update_id":1,"message":{"chat":{"id":4},"date":99999999999999,"text":"x"}}""", "message", TelegramOutcomes.Malformed)]
    [InlineData("""{"update_id":1,"callback_query":{"from":{"id":4},"data":"x"}}""", "callback_query", TelegramOutcomes.Malformed)]
    [InlineData("""{"update_id":1,"callback_query":{"id":"1","from":{},"data":"x"}}""", "callback_query", TelegramOutcomes.Malformed)]
    [InlineData("""{"update_id":1,"callback_query":{"id":"1","from":{"id":4},"message":{"chat":{"id":-5,"type":"channel"}}}}""",
        "callback_query", TelegramOutcomes.Ignored)]
    [InlineData("""{"update_id":1,"message_reaction":{"chat":{"id":4}}}""", "message_reaction", TelegramOutcomes.Malformed)]
    [InlineData("[]", "unknown", TelegramOutcomes.Malformed)]
    [InlineData("null", "unknown", TelegramOutcomes.Malformed)]
    [InlineData("7", "unknown", TelegramOutcomes.Malformed)]
    public void What_lacks_what_it_must_have_is_left(string update, string kind, string outcome)
    {
        var reading = TelegramUpdates.Read(update);

        reading.ShouldBeLeft(outcome);
        reading.Kind.ShouldBe(kind);
    }

    private static TelegramReading Press(string field) => TelegramUpdates.Read(
        """{"update_id":3,"callback_query":{"id":"99","from":{"id":42,"first_name":"Ann","language_code":"de"},"data":"cancel:1","""
            + $$$"""{{{field}}}}}""");

    private static TelegramReading Membership(long chat, string type, string old, string now) => TelegramUpdates.Read(
        $$$"""{"update_id":3,"my_chat_member":{"date":1,"chat":{"id":{{{chat}}},"type":"{{{type}}}"},"from":{"id":42}"""
            + $$$""","old_chat_member":{{{old}}},"new_chat_member":{{{now}}}}}""");
}
