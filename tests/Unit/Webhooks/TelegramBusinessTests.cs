using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>The chats of a business account that the bot is connected to.</summary>
public sealed class TelegramBusinessTests
{
    private static readonly ChannelAddress s_customer = new(ChannelNames.Telegram, "first", "business:abc:42");

    [Fact]
    public void A_customer_is_answered_in_the_accounts_chat()
    {
        var message = Read("business_message", """ "message_id":5,"from":{"id":42,"first_name":"Ann"},"text":"why?" """)
            .Events.ShouldHaveSingleItem().ShouldBeOfType<InboundMessage>();
        (message.From, message.Text, message.ChannelMessageId, message.InGroup).ShouldBe((s_customer, "why?", "5", false));
    }

    [Fact]
    public void What_the_owner_writes_takes_over() =>
        Read("business_message", """ "message_id":5,"from":{"id":7,"first_name":"Owner"},"text":"Let me see." """).ShouldHold(
            new HumanReply { Id = "update:3", From = s_customer, At = TelegramUpdates.At(1), Text = "Let me see." });

    [Theory]
    [InlineData("business_message", """ "from":{"id":7},"sender_business_bot":{"id":111111111},"text":"ours" """, TelegramOutcomes.FromBot)]
    [InlineData("business_message", """ "from":{"id":7},"pinned_message":{} """, TelegramOutcomes.Service)]
    [InlineData("edited_business_message", """ "message_id":5,"from":{"id":7},"text":"mine" """, TelegramOutcomes.Ignored)]
    [InlineData("deleted_business_messages", """ "message_ids":["x"] """, TelegramOutcomes.Ignored)]
    public void Other_updates_are_left(string kind, string content, string outcome) => Read(kind, content).ShouldBeLeft(outcome);

    [Fact]
    public void A_customers_edit_and_what_was_deleted_are_known()
    {
        Read("edited_business_message", """ "message_id":5,"edit_date":2,"from":{"id":42},"text":"better" """).ShouldHold(
            new MessageEdited { Id = "update:3", From = s_customer, At = TelegramUpdates.At(2), MessageId = "5", Text = "better" });
        Read("deleted_business_messages", """ "message_ids":[5,6] """).Events.Cast<MessageRevoked>()
            .Select(e => (e.Id, e.From, e.MessageId)).ShouldBe([("update:3:5", s_customer, "5"), ("update:3:6", s_customer, "6")]);
    }

    [Fact]
    public void A_button_in_such_a_chat_is_answered_there() =>
        TelegramUpdates.Read("""
            {"update_id":3,"callback_query":{"id":"9","from":{"id":42},"data":"/help","message":{"message_id":5,"date":1,
            "business_connection_id":"abc","chat":{"id":42,"type":"private"}}}}
            """).Events.ShouldHaveSingleItem().From.ShouldBe(s_customer);

    private static TelegramReading Read(string kind, string content) => TelegramUpdates.Read($$$"""
        {"update_id":3,"{{{kind}}}":{"date":1,"business_connection_id":"abc","chat":{"id":42,"type":"private"},{{{content}}}}}
        """);
}
