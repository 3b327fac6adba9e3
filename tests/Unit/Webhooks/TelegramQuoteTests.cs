using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Inbox;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>What a model reads of a Telegram message that answers, quotes or forwards another one.</summary>
public sealed class TelegramQuoteTests
{
    private const string Ann = """ "from":{"id":42,"first_name":"Ann"} """;
    private const string Bob = """ "from":{"id":43,"first_name":"Bob"} """;
    private const string Us = """ "from":{"id":111111111,"is_bot":true,"first_name":"Vault"} """;

    [Theory]
    [InlineData(Ann, "\"text\":\"sum of 1 to n\"", "[I reply to my message:]\n> sum of 1 to n")]
    [InlineData(Bob, "\"text\":\"two\\nlines\"", "[I reply to the message of Bob:]\n> two\n> lines")]
    [InlineData(Us, "\"text\":\"It is 4.\"", "[I reply to your message:]\n> It is 4.")]
    [InlineData(Us, "\"video\":{\"file_id\":\"v\"},\"caption\":\"The derivative\"", "[I reply to your message:]\n> (video) The derivative")]
    [InlineData(Ann, "\"photo\":[{\"file_id\":\"p\",\"width\":1,\"height\":1}]", "[I reply to my message:]\n> (image)")]
    [InlineData(Ann, "\"voice\":{\"file_id\":\"v\"}", "[I reply to my message:]\n> (voice)")]
    [InlineData(Ann, "\"sticker\":{\"file_id\":\"s\",\"emoji\":\"👍\"}", "[I reply to my message:]\n> Sticker 👍")]
    [InlineData(Ann, "\"location\":{\"latitude\":1,\"longitude\":2}", "[I reply to my message:]\n> Location (1, 2)")]
    [InlineData(Bob, "\"contact\":{\"first_name\":\"Max\",\"phone_number\":\"+4930\"}", "[I reply to the message of Bob:]\n> Contact: Max")]
    [InlineData(Ann, "\"poll\":{\"question\":\"Which?\",\"options\":[{\"text\":\"A\"}]}", "[I reply to my message:]\n> Poll: Which? · A")]
    [InlineData(Ann, "\"text\":\"see x = 1\",\"entities\":[{\"type\":\"code\",\"offset\":4,\"length\":5}]",
        "[I reply to my message:]\n> see `x = 1`")]
    [InlineData(Ann, "\"pinned_message\":{}", QuestionText.Lost)]
    public void A_reply(string author, string content, string expected) =>
        Ask($$""" "reply_to_message":{"message_id":3,"date":1,"chat":{"id":42,"type":"private"},{{author}},{{content}}} """)
            .ShouldBe($"{expected}\n\nand this?");

    [Theory]
    [InlineData(""" "quote":{"text":"x^2","position":8,"is_manual":true} """, "> We have x^2 + 1\n[of which I mean:]\n> x^2")]
    [InlineData(""" "quote":{"text":"We have x^2 + 1","position":0} """, "> We have x^2 + 1")]
    public void A_part_of_a_message(string quote, string expected) =>
        Ask($$"""
            {{quote}},"reply_to_message":{"message_id":3,"date":1,"chat":{"id":42,"type":"private"},{{Us}},"text":"We have x^2 + 1"}
            """).ShouldBe($"[I reply to your message:]\n{expected}\n\nand this?");

    [Theory]
    [InlineData(
        """ "external_reply":{"origin":{"type":"user","sender_user":{"id":5,"first_name":"Eve"}}},"quote":{"text":"a proof"} """,
        "[I reply to the message of Eve in another chat:]\n> a proof")]
    [InlineData(
        """ "external_reply":{"origin":{"type":"hidden_user","sender_user_name":"Eve"},"photo":[{"file_id":"p","width":1,"height":1}]} """,
        "[I reply to the message of Eve in another chat:]\n> (image)")]
    [InlineData(
        """ "external_reply":{"origin":{"type":"channel","chat":{"id":-9,"title":"Maths"}},"message_id":4} """,
        "[I reply to the message of Maths in another chat, whose text is not available.]")]
    [InlineData(""" "reply_to_story":{"chat":{"id":5,"first_name":"Eve"},"id":2} """,
        "[I reply to the message of Eve in another chat:]\n> (story)")]
    public void A_message_of_another_chat(string reply, string expected) => Ask(reply).ShouldBe($"{expected}\n\nand this?");

    [Fact]
    public void A_task_of_a_checklist() =>
        Ask($$$"""
            "reply_to_checklist_task_id":2,"reply_to_message":{"message_id":3,"date":1,{{{Ann}}},
            "checklist":{"title":"To do","tasks":[{"id":1,"text":"sum"},{"id":2,"text":"proof"}]}}
            """).ShouldBe("[I reply to my message:]\n> Checklist: To do · sum · proof\n[of which I mean:]\n> proof\n\nand this?");

    [Fact]
    public void A_forwarded_message_is_of_somebody_else() =>
        Ask(""" "forward_origin":{"type":"hidden_user","sender_user_name":"Eve","date":1} """)
            .ShouldBe("[I forward this. Somebody else wrote it.]\n\nand this?");

    [Fact]
    public void The_files_of_what_is_answered_are_known() =>
        Message(
            """
            "reply_to_message":{"message_id":3,"date":1,"from":{"id":42},"photo":[{"file_id":"p","width":1,"height":1}],"caption":"x"}
            """).Quoted!.Attachments.ShouldHaveSingleItem().MediaId.ShouldBe("p");

    [Fact]
    public void The_opening_of_a_topic_is_answered_by_nobody() =>
        Ask(""" "reply_to_message":{"message_id":3,"date":1,"from":{"id":42},"forum_topic_created":{"name":"x"}} """).ShouldBe("and this?");

    [Fact]
    public void A_long_message_is_shown_by_its_beginning()
    {
        var text = new string('x', QuestionText.MaxQuote - 1) + "😀 end";
        Ask($$""" "reply_to_message":{"message_id":3,"date":1,{{Ann}},"text":"{{text}}"} """)
            .ShouldBe($"[I reply to my message:]\n> {new string('x', QuestionText.MaxQuote - 1)}…\n\nand this?");
    }

    private static string Ask(string more) => Message(more) is var message
        ? QuestionText.Of(message, message.Text!, message.Quoted)
        : "";

    private static InboundMessage Message(string more) =>
        TelegramUpdates.Read($$$"""
            {"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":42,"type":"private"},{{{Ann}}},"text":"and this?",{{{more}}}}}
            """).Events.ShouldHaveSingleItem().ShouldBeOfType<InboundMessage>();
}
