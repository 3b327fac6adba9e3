using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>In groups the bot only reads messages that address it.</summary>
public sealed class TelegramGroupTests
{
    private const string Ours = """ "reply_to_message":{"message_id":3,"from":{"id":111111111,"is_bot":true}} """;

    [Theory]
    [InlineData("/help", "", "/help")]
    [InlineData("/help@foo_bot me", "", "/help me")]
    [InlineData("/help@Foo_Bot", "", "/help")]
    [InlineData("@foo_bot, why?", "mention 0 8", "why?")]
    [InlineData("why @foo_bot is it", "mention 4 8", "why is it")]
    [InlineData("why, @Foo_Bot?", "mention 5 8", "why, ?")]
    [InlineData("@ann and @foo_bot: why", "mention 0 4, mention 9 8", "@ann and : why")]
    [InlineData("@foo_bot@foo_bot hi", "mention 0 8, mention 8 8", "hi")]
    public void A_command_or_a_mention_is_for_us_and_loses_our_name(string said, string entities, string text)
    {
        var message = (InboundMessage)Read(said, entities).Events.ShouldHaveSingleItem();

        (message.Text, message.InGroup, message.From).ShouldBe((text, true, TelegramUpdates.Chat(-1001)));
        (message.SenderName, message.ChannelMessageId).ShouldBe(("Ann", "5"));
    }

    [Fact]
    public void Our_name_alone_is_a_call()
    {
        var message = (InboundMessage)Read("@foo_bot", "mention 0 8").Events.ShouldHaveSingleItem();

        (message.Text, message.Summary).ShouldBe((null, "Mentioned the bot"));
    }

    [Fact]
    public void An_answer_to_our_message_is_for_us()
    {
        var message = (InboundMessage)Read("and then?", "", Ours).Events.ShouldHaveSingleItem();

        (message.Text, message.ReplyToId).ShouldBe(("and then?", "3"));
    }

    [Fact]
    public void A_mention_of_the_bot_as_a_person_is_for_us() =>
        Read("Bot, why?", "", """ "entities":[{"type":"text_mention","offset":0,"length":3,"user":{"id":111111111}}] """).Outcome
            .ShouldBe(TelegramOutcomes.Stored);

    [Fact]
    public void A_caption_counts_as_words() =>
        TelegramUpdates.Read("""
            {"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-1001,"type":"supergroup"},"from":{"id":1},"photo":[],
            "caption":"@foo_bot solve","caption_entities":[{"type":"mention","offset":0,"length":8}]}}
            """).Events.ShouldHaveSingleItem().ShouldBeOfType<InboundMessage>().Text.ShouldBe("solve");

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"caption\":\"look\"", false)]
    public void A_part_of_an_album_without_words_counts_beside_one_that_is_for_us(string caption, bool counts)
    {
        var update = $$$"""
            {"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-1001,"type":"supergroup"},"from":{"id":1},
            "photo":[{"file_id":"p","width":1,"height":1}],"media_group_id":"7"{{{caption}}}}}
            """;
        if (!counts) TelegramUpdates.Read(update).ShouldBeLeft(TelegramOutcomes.NotAddressed);
        else
            TelegramUpdates.Read(update).Events.ShouldHaveSingleItem().ShouldBeOfType<InboundMessage>()
                .ShouldSatisfyAllConditions(part => part.OnlyWithAlbum.ShouldBeTrue(), part => part.AlbumId.ShouldBe("7"));
    }

    [Fact]
    public void An_anonymous_admin_is_a_person() =>
        TelegramUpdates.Read("""
            {"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-1001,"type":"supergroup"},
            "from":{"id":1087968824,"is_bot":true,"first_name":"Group"},
            "sender_chat":{"id":-1001,"title":"Maths club"},"text":"/help"}}
            """).Events.ShouldHaveSingleItem().ShouldBeOfType<InboundMessage>().SenderName.ShouldBe("Maths club");

    [Theory]
    [InlineData("hello all", "", "")]
    [InlineData("/help@other_bot", "", Ours)]
    [InlineData("/help@foo_bot2", "", "")]
    [InlineData("use /help", "", "")]
    [InlineData("@other_bot hi", "mention 0 10", "")]
    [InlineData("write to x@foo_bot", "", "")]
    [InlineData("@foo_bot", "code 0 8", "")]
    [InlineData("@foo_bot", "mention 0 9", "")]
    [InlineData("@foo_bot", "mention -1 8", "")]
    [InlineData("hi", "", """ "reply_to_message":{"message_id":3,"from":{"id":5}} """)]
    [InlineData("hi", "", """ "reply_to_message":{"message_id":3,"from":{"id":111111111},"forum_topic_created":{"name":"x"}} """)]
    [InlineData("hi", "", """ "entities":[{"type":"text_mention","offset":0,"length":2,"user":{"id":5}}] """)]
    public void What_is_said_to_others_is_left(string said, string entities, string more) =>
        Read(said, entities, more).ShouldBeLeft(TelegramOutcomes.NotAddressed);

    [Theory]
    [InlineData("/help@foo_bot", "", TelegramOutcomes.UsernameUnknown)]
    [InlineData("@foo_bot", "mention 0 8", TelegramOutcomes.UsernameUnknown)]
    [InlineData("hello", "", TelegramOutcomes.NotAddressed)]
    [InlineData("/help", "", TelegramOutcomes.Stored)]
    public void Without_our_name_what_calls_a_name_is_left_for_that_reason(string said, string entities, string outcome) =>
        TelegramUpdates.Read(Update(said, entities, ""), TelegramUpdates.Bot with { Username = null }).Outcome.ShouldBe(outcome);

    [Fact]
    public void A_message_in_a_channel_is_left() =>
        TelegramUpdates.Read("""{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-1001,"type":"channel"},"text":"/help"}}""")
            .ShouldBeLeft(TelegramOutcomes.Ignored);

    [Theory]
    [InlineData("""{"message_id":5,"date":1,"chat":{"id":-1,"type":"group"},"migrate_to_chat_id":-1001}""")]
    [InlineData("""{"message_id":1,"date":1,"chat":{"id":-1001,"type":"supergroup"},"migrate_from_chat_id":-1}""")]
    public void A_group_that_became_a_supergroup_has_a_new_address(string message) =>
        TelegramUpdates.Read($$"""{"update_id":1,"message":{{message}}}""").ShouldHold(new AddressChanged
        {
            Id = "update:1",
            From = TelegramUpdates.Chat(-1),
            At = TelegramUpdates.At(1),
            NewAddress = TelegramUpdates.Chat(-1001),
        });

    private static TelegramReading Read(string said, string entities, string more = "") =>
        TelegramUpdates.Read(Update(said, entities, more));

    private static string Update(string said, string entities, string more)
    {
        var list = entities.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(entity => entity.Split(' '))
            .Select(part => $$"""{"type":"{{part[0]}}","offset":{{part[1]}},"length":{{part[2]}}}""");
        var field = entities.Length == 0 ? "" : $",\"entities\":[{string.Join(',', list)}]";
        return $$$"""
            {"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-1001,"type":"supergroup","title":"G"},
            "from":{"id":1,"first_name":"Ann"},"text":"{{{said}}}"{{{field}}}{{{(more.Length > 0 ? "," : "")}}}{{{more}}}}}
            """;
    }
}
