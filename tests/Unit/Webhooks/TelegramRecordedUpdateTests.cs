using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>The events read from updates that another project recorded.</summary>
public sealed class TelegramRecordedUpdateTests
{
    private static readonly InboundMessage s_mario = new()
    {
        Id = "update:123456789",
        From = TelegramUpdates.Chat(12345),
        At = TelegramUpdates.At(1668633998),
        SenderName = "Mario Bros",
        Language = "it",
        ChannelMessageId = "123456",
    };

    private static readonly InboundMessage s_luca = new()
    {
        Id = "update:144064961",
        From = TelegramUpdates.Chat(10081232),
        At = TelegramUpdates.At(1632176928),
        Text = "/test",
        SenderName = "Luca Patera",
        Language = "it",
        ChannelMessageId = "428640",
    };

    private static readonly Dictionary<string, ChannelEvent> s_events = new()
    {
        ["animation"] = s_mario with
        {
            Kind = MessageKinds.Video,
            Attachments = [new(MessageKinds.Video, "sdaafsghhjhgkkygrssgdfghgfdgh", "video/mp4", "lol.mp4", null, 276942)],
        },
        ["callback-query-complex"] = new InboundMessage
        {
            Id = "update:2",
            From = TelegramUpdates.Chat(222222222),
            At = TelegramUpdates.ReceivedAt,
            Kind = MessageKinds.Button,
            Payload = "c=uud&pid=1&bid=1",
            SenderName = "Mario",
            Language = "it",
            CallbackId = "666728699048485871",
            ChannelMessageId = "69587",
        },
        ["callback-query-without-message"] = new InboundMessage
        {
            Id = "update:2",
            From = TelegramUpdates.Chat(222222222),
            At = TelegramUpdates.ReceivedAt,
            Kind = MessageKinds.Button,
            Payload = "thedata",
            SenderName = "Mario",
            Language = "it",
            CallbackId = "666728699048485871",
        },
        ["command-tag-valid"] = s_luca,
        ["command"] = s_luca,
        ["dice"] = s_mario with { Kind = "dice", Summary = "Dice 🎲 4" },
        ["edited-message"] = new MessageEdited
        {
            Id = "update:62257549",
            From = TelegramUpdates.Chat(999999999),
            At = TelegramUpdates.At(1584985245),
            MessageId = "23762",
            Text = "Editing this message",
        },
        ["message-poll"] = s_mario with { Kind = "poll", Summary = "Poll: What's your favorite color? · Red · Blue" },
        ["message-reaction"] = new InboundMessage
        {
            Id = "update:1",
            From = TelegramUpdates.Chat(456),
            At = TelegramUpdates.At(1684984664),
            Kind = MessageKinds.Reaction,
            Summary = "Changed the reaction from ❤️ to ❤️ 🤡 (custom emoji)",
            ReplyToId = "123",
            SenderName = "Mario",
            Language = "en",
        },
        ["message"] = new InboundMessage
        {
            Id = "update:1",
            From = TelegramUpdates.Chat(456),
            At = TelegramUpdates.At(1684984664),
            Text = "Ciao",
            SenderName = "Mario",
            Language = "en",
            ChannelMessageId = "123",
        },
        ["migrate-to-chat-id"] = new AddressChanged
        {
            Id = "update:123456789",
            From = TelegramUpdates.Chat(12345),
            At = TelegramUpdates.At(1668633998),
            NewAddress = TelegramUpdates.Chat(123456789),
        },
        ["sticker"] = s_mario with
        {
            Kind = MessageKinds.Sticker,
            Attachments = [new(MessageKinds.Sticker, "yhufjikjhgjkghjffghgf", "image/webp", null, null, 38662)],
            Summary = "Sticker 🤣",
        },
        ["video-note"] = s_mario with
        {
            Kind = MessageKinds.Video,
            Attachments = [new(MessageKinds.Video, "dfgfdgdfgdfggdfgdf", null, null, null, 290925)],
        },
        ["voice"] = s_mario with
        {
            Kind = MessageKinds.Voice,
            Attachments = [new(MessageKinds.Voice, "dfghjjghdjhgd", "audio/ogg", null, null, 6448)],
        },
    };

    private static readonly Dictionary<string, (string Kind, string Outcome)> s_left = new()
    {
        ["business-connection"] = ("business_connection", TelegramOutcomes.Ignored),
        ["channel-chat-created"] = ("message", TelegramOutcomes.Service),
        ["chat-boost"] = ("chat_boost", TelegramOutcomes.Ignored),
        ["chat-member"] = ("chat_member", TelegramOutcomes.Ignored),
        ["chosen-inline-result"] = ("chosen_inline_result", TelegramOutcomes.Ignored),
        ["delete-chat-photo"] = ("message", TelegramOutcomes.Service),
        ["edited-business-message"] = ("edited_business_message", TelegramOutcomes.Ignored),
        ["forum-topic-closed"] = ("message", TelegramOutcomes.Service),
        ["forum-topic-edited"] = ("message", TelegramOutcomes.Service),
        ["group-chat-created"] = ("message", TelegramOutcomes.Service),
        ["inline-query"] = ("inline_query", TelegramOutcomes.Ignored),
        ["left-chat-member"] = ("message", TelegramOutcomes.Service),
        ["managed-bot"] = ("managed_bot", TelegramOutcomes.Ignored),
        ["message-boost-added"] = ("message", TelegramOutcomes.Service),
        ["message-different-topic"] = ("message", TelegramOutcomes.NotAddressed),
        ["message-general-topic-reply"] = ("message", TelegramOutcomes.NotAddressed),
        ["new-chat-members"] = ("message", TelegramOutcomes.Service),
        ["new-chat-title"] = ("message", TelegramOutcomes.Service),
        ["paid-media-purchased"] = ("purchased_paid_media", TelegramOutcomes.Ignored),
        ["pinned-message"] = ("message", TelegramOutcomes.Service),
        ["poll"] = ("poll", TelegramOutcomes.Ignored),
        ["refunded-payment"] = ("message", TelegramOutcomes.Service),
        ["rich-message"] = ("message", TelegramOutcomes.FromBot),
        ["subscription"] = ("subscription", TelegramOutcomes.Ignored),
        ["supergroup-chat-created"] = ("message", TelegramOutcomes.Service),
        ["users-shared"] = ("message", TelegramOutcomes.Service),
    };

    public static TheoryData<string> WithEvent => [.. s_events.Keys];

    public static TheoryData<string> Left => [.. s_left.Keys];

    [Theory]
    [MemberData(nameof(WithEvent))]
    public void An_update_that_we_take_gives_its_event(string name) => Read(name).ShouldHold(s_events[name]);

    [Theory]
    [MemberData(nameof(Left))]
    public void An_update_that_we_leave_is_left_for_its_reason(string name)
    {
        var reading = Read(name);

        reading.ShouldBeLeft(s_left[name].Outcome);
        reading.Kind.ShouldBe(s_left[name].Kind);
    }

    [Fact]
    public void Every_recorded_update_has_an_expectation() =>
        TelegramRecordings.Names("telegram")
            .ShouldBe(s_events.Keys.Concat(s_left.Keys).Select(name => $"nutgram-{name}"), ignoreOrder: true);

    private static TelegramReading Read(string name) => TelegramUpdates.Read(TelegramRecordings.Read("telegram", $"nutgram-{name}"));
}
