using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>The events read from messages in private chats, by kind.</summary>
public sealed class TelegramMessageTests
{
    private static readonly InboundMessage s_ann = new()
    {
        Id = "update:7",
        From = TelegramUpdates.Chat(42),
        At = TelegramUpdates.At(1_699_999_999),
        SenderName = "Ann Lee",
        Language = "pt-BR",
        ChannelMessageId = "12",
    };

    [Fact]
    public void A_text() => Read("\"text\":\"hello\"").ShouldHold(s_ann with { Text = "hello" });

    [Theory]
    [InlineData(2_048, null)]
    [InlineData(2_049, "\n")]
    [InlineData(4_095, "\n")]
    [InlineData(4_096, "")]
    public void A_long_text_may_have_been_cut(int length, string? joint) =>
        Read($"\"text\":\"{new string('x', length)}\"").Events.ShouldHaveSingleItem().ShouldBeOfType<InboundMessage>().Joint
            .ShouldBe(joint);

    [Fact]
    public void A_photo_is_its_largest_size_with_the_caption() =>
        Read("""
            "photo":[{"file_id":"s","width":90,"height":60,"file_size":1000},{"file_id":"l","width":1280,"height":853,"file_size":99000},
              {"file_id":"m","width":320,"height":213}],
            "caption":"look","media_group_id":"13579"
            """).ShouldHold(s_ann with
        {
            Kind = MessageKinds.Image,
            Text = "look",
            AlbumId = "13579",
            Attachments = [new(MessageKinds.Image, "l", "image/jpeg", null, null, 99000)],
        });

    [Fact]
    public void A_live_photo_is_its_photo() =>
        Read("""
            "live_photo":{"file_id":"v","width":9,"height":9,"duration":1,"photo":[]},
            "photo":[{"file_id":"p","width":9,"height":9,"file_size":5}]
            """).ShouldHold(s_ann with
        {
            Kind = MessageKinds.Image,
            Attachments = [new(MessageKinds.Image, "p", "image/jpeg", null, null, 5)],
        });

    [Theory]
    [InlineData("audio", MessageKinds.Audio)]
    [InlineData("document", MessageKinds.Document)]
    [InlineData("video", MessageKinds.Video)]
    [InlineData("voice", MessageKinds.Voice)]
    [InlineData("video_note", MessageKinds.Video)]
    [InlineData("animation", MessageKinds.Video)]
    public void A_file_with_its_name_type_and_size(string field, string kind) =>
        Read($$"""
            "{{field}}":{"file_id":"BAAC","file_unique_id":"u","mime_type":"a/b","file_name":"n.x","file_size":9007199254740991},
            "caption":"c"
            """).ShouldHold(s_ann with
        {
            Kind = kind,
            Text = "c",
            Attachments = [new(kind, "BAAC", "a/b", "n.x", null, 9007199254740991)],
        });

    [Theory]
    [InlineData("\"is_animated\":true", "application/x-tgsticker")]
    [InlineData("\"is_video\":true", "video/webm")]
    [InlineData("\"is_video\":false", "image/webp")]
    public void A_sticker(string field, string mimeType) =>
        Read($$"""
            "sticker":{"file_id":"s","emoji":"👍",{{field}}}
            """).ShouldHold(s_ann with
        {
            Kind = MessageKinds.Sticker,
            Summary = "Sticker 👍",
            Attachments = [new(MessageKinds.Sticker, "s", mimeType, null, null, null)],
        });

    [Theory]
    [InlineData("""
        "location":{"latitude":52.520008,"longitude":-13.4}
        """, MessageKinds.Location, "Location (52.520008, -13.4)")]
    [InlineData("""
        "location":{"latitude":1,"longitude":2,"live_period":900}
        """, MessageKinds.Location, "Live location (1, 2)")]
    [InlineData("""
        "location":{"latitude":1e300,"longitude":2}
        """, MessageKinds.Location, "Location")]
    [InlineData("""
        "venue":{"title":"Museum","address":"Main St 1","location":{"latitude":1,"longitude":2}},"location":{"latitude":1,"longitude":2}
        """, MessageKinds.Location, "Place: Museum, Main St 1 (1, 2)")]
    [InlineData("""
        "contact":{"phone_number":"+4930","first_name":"Max","last_name":"Muster"}
        """, MessageKinds.Contacts, "Contact: Max Muster")]
    [InlineData("""
        "poll":{"question":"Which?","options":[{"text":"A"},{"text":"B"}]}
        """, "poll", "Poll: Which? · A · B")]
    [InlineData("""
        "checklist":{"title":"To do","tasks":[{"id":1,"text":"sum"}]}
        """, "checklist", "Checklist: To do · sum")]
    [InlineData("""
        "dice":{"emoji":"🎯","value":6}
        """, "dice", "Dice 🎯 6")]
    [InlineData("""
        "game":{"title":"Chess"}
        """, "game", "Game: Chess")]
    [InlineData("""
        "invoice":{"title":"Tea"}
        """, "invoice", "Invoice: Tea")]
    [InlineData("""
        "story":{"id":1}
        """, "story", "A story")]
    [InlineData("""
        "giveaway":{"winner_count":1}
        """, "giveaway", "A giveaway")]
    public void What_has_no_words_has_a_summary(string content, string kind, string summary) =>
        Read(content).ShouldHold(s_ann with { Kind = kind, Summary = summary });

    [Fact]
    public void Paid_media_are_files_where_they_are_open() =>
        Read("""
            "paid_media":{"star_count":5,"paid_media":[
              {"type":"preview"},
              {"type":"photo","photo":[{"file_id":"p","width":1,"height":1}]},
              {"type":"video","video":{"file_id":"v","mime_type":"video/mp4"}}]}
            """).ShouldHold(s_ann with
        {
            Kind = "paid_media",
            Summary = "Paid media for 5 Stars",
            Attachments =
                [new(MessageKinds.Image, "p", "image/jpeg", null, null, null), new(MessageKinds.Video, "v", "video/mp4", null, null, null)],
        });

    [Fact]
    public void A_rich_message_is_its_words() =>
        Read("""
            "rich_message":{"blocks":[
              {"type":"heading","text":"Title","size":1},
              {"type":"paragraph","text":["a ",{"type":"bold","text":["b",{"type":"italic","text":"c"}]}," d"]},
              {"type":"list","items":[
                {"label":"1.","blocks":[{"type":"paragraph","text":"one"}]},
                {"label":"2.","blocks":[{"type":"paragraph","text":"two"}]}]},
              {"type":"mathematical_expression","expression":"x^2"},
              {"type":"divider"},
              {"type":"photo","photo":[],"caption":{"text":"a photo","credit":"me"}},
              {"type":"table","cells":[[{"text":"x"},{"text":"y"}],[{"text":"1"},{"text":["2"]}]]}]}
            """).ShouldHold(s_ann with { Text = "Title\na bc d\n1.\none\n2.\ntwo\nx^2\na photo\nme\nx | y\n1 | 2" });

    [Fact]
    public void An_answer_a_forward_and_a_name_that_is_too_long()
    {
        var name = new string('n', 255) + "😀";
        TelegramUpdates.Read($$$"""
            {"update_id":7,"message":{"message_id":12,"date":1699999999,"chat":{"id":42,"type":"private"},
            "from":{"id":42,"is_bot":false,"first_name":"{{{name}}}","language_code":"not a tag"},
            "text":"x","reply_to_message":{"message_id":11,"chat":{"id":42}},"forward_origin":{"type":"hidden_user"}} }
            """).ShouldHold(s_ann with
        {
            Text = "x",
            ReplyToId = "11",
            Forwarded = true,
            SenderName = new string('n', 255),
            Language = null,
        });
    }

    [Fact]
    public void Lengths_of_the_contract_hold()
    {
        var options = string.Join(',', Enumerable.Repeat($$"""{"text":"{{new string('o', 300)}}"}""", 12));

        var message = (InboundMessage)Read($$"""
            "poll":{"question":"?","options":[{{options}}]},"caption":"{{new string('c', 70_000)}}"
            """).Events.ShouldHaveSingleItem();

        (message.Summary!.Length, message.Text!.Length).ShouldBe((1_000, 65_536));
    }

    [Theory]
    [InlineData("/help@foo_bot", "/help")]
    [InlineData("/video@FOO_bot a circle", "/video a circle")]
    [InlineData("/help@other_bot now", "/help now")]
    [InlineData("/help@", "/help@")]
    [InlineData("mail me@foo_bot", "mail me@foo_bot")]
    [InlineData("/path/to@foo_bot", "/path/to@foo_bot")]
    public void A_command_loses_the_name_of_the_bot(string said, string text) =>
        Read($"\"text\":\"{said}\"").ShouldHold(s_ann with { Text = text });

    [Theory]
    [InlineData("\"text\":\"\\ud800\"", null)]
    [InlineData("\"text\":\"a\\u0000b\"", "ab")]
    [InlineData("\"text\":\"  \"", null)]
    public void A_text_that_is_none_is_none(string content, string? text) =>
        ((InboundMessage)Read(content).Events.ShouldHaveSingleItem()).Text.ShouldBe(text);

    [Theory]
    [InlineData("\"new_chat_title\":\"x\"", TelegramOutcomes.Service)]
    [InlineData("\"never_seen\":{\"text\":\"x\"}", TelegramOutcomes.Service)]
    [InlineData("\"migrate_to_chat_id\":42", TelegramOutcomes.Service)]
    public void A_message_without_content_is_left(string content, string outcome) => Read(content).ShouldBeLeft(outcome);

    [Fact]
    public void A_bot_is_not_answered() =>
        TelegramUpdates.Read(
            """{"update_id":7,"message":{"date":1,"chat":{"id":42,"type":"private"},"from":{"id":9,"is_bot":true},"text":"hi"}}""")
            .ShouldBeLeft(TelegramOutcomes.FromBot);

    [Theory]
    [InlineData("""{"message_id":12,"date":1699999000,"edit_date":1699999999,"chat":{"id":42},"text":"better"}""", "better")]
    [InlineData("""{"message_id":12,"date":1699999999,"chat":{"id":42},"caption":"better","photo":[]}""", "better")]
    [InlineData("""{"message_id":12,"date":1699999999,"chat":{"id":42},"photo":[]}""", null)]
    public void An_edit_names_the_message_by_its_message_id(string message, string? text) =>
        TelegramUpdates.Read($$"""{"update_id":8,"edited_message":{{message}}}""").ShouldHold(
            new MessageEdited { Id = "update:8", From = s_ann.From, At = s_ann.At, MessageId = s_ann.ChannelMessageId!, Text = text });

    [Theory]
    [InlineData("""{"message_id":12,"date":1,"chat":{"id":42},"location":{"latitude":1,"longitude":2,"live_period":60}}""",
        TelegramOutcomes.Ignored)]
    [InlineData("""{"message_id":12,"date":1,"chat":{"id":42}}""", TelegramOutcomes.Ignored)]
    [InlineData("""{"date":1,"chat":{"id":42},"text":"x"}""", TelegramOutcomes.Malformed)]
    [InlineData("""{"message_id":12,"date":1,"chat":{"id":-42},"text":"x"}""", TelegramOutcomes.NotAddressed)]
    public void Other_edits_are_left(string message, string outcome) =>
        TelegramUpdates.Read($$"""{"update_id":8,"edited_message":{{message}}}""").ShouldBeLeft(outcome);

    private static TelegramReading Read(string content) => TelegramUpdates.Read($$$"""
        {"update_id":7,"message":{"message_id":12,"date":1699999999,"chat":{"id":42,"type":"private","first_name":"Ann"},
        "from":{"id":42,"is_bot":false,"first_name":"Ann","last_name":"Lee","language_code":"pt-BR"},{{{content}}}}}
        """);
}
