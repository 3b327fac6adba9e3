using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>The topic of what is written, in private chats, forums and direct messages of channels.</summary>
public sealed class TelegramTopicTests
{
    private const string Private = """ "chat":{"id":42,"type":"private"} """;
    private const string Forum = """ "chat":{"id":-1001,"type":"supergroup","is_forum":true} """;
    private const string DirectMessages = """ "chat":{"id":-1002,"type":"supergroup","is_direct_messages":true} """;

    [Theory]
    [InlineData(Private, """ "message_thread_id":3344,"is_topic_message":true """, "3344")]
    [InlineData(Forum, """ "message_thread_id":7,"is_topic_message":true """, "7")]
    [InlineData(DirectMessages, """ "direct_messages_topic":{"topic_id":5000000001,"user":{"id":9}} """, "direct:5000000001")]
    [InlineData(Forum, """ "is_topic_message":false """, null)]
    [InlineData(Private, """ "message_thread_id":3344 """, null)]
    [InlineData(Forum, """ "message_thread_id":0,"is_topic_message":true """, null)]
    [InlineData(Forum, """ "message_thread_id":99999999999,"is_topic_message":true """, null)]
    [InlineData(Forum, """ "direct_messages_topic":{"topic_id":"x"} """, null)]
    public void A_message_and_a_button_under_it_have_one_topic(string chat, string topic, string? expected)
    {
        var message = $$"""
            {"message_id":5,"date":1,"from":{"id":1,"first_name":"Ann"},{{chat}},{{topic}},"text":"/help"}
            """;
        Topic($$$"""{"update_id":1,"message":{{{message}}}}""").ShouldBe(expected);
        Topic($$$"""{"update_id":2,"callback_query":{"id":"9","from":{"id":1},"data":"/status","message":{{{message}}}}}""")
            .ShouldBe(expected);
    }

    private static string? Topic(string update) =>
        TelegramUpdates.Read(update).Events.ShouldHaveSingleItem(update).ShouldBeOfType<InboundMessage>().Topic;
}
