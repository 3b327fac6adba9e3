using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Inbox;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>What a message answers reaches the model, also where the channel tells no more than an id.</summary>
public abstract class QuoteTests(VaultStorage storage) : ConversationTest(storage)
{
    [Theory]
    [InlineData("w0", "[I reply to my message:]\n> the cosine rule\n\nand this?")]
    [InlineData("m1", "[I reply to your message:]\n> answer to the cosine rule\n\nand this?")]
    [InlineData("w9", QuestionText.Lost + "\n\nand this?")]
    public async Task What_is_answered_by_its_id_is_found_in_the_header_in_the_rows_and_after_a_join(string id, string expected)
    {
        await AskAsync(Written("the cosine rule", "w0"));
        (await AskAsync(Written("and this?", "w1") with { ReplyToId = id })).ShouldBe(expected);

        for (var n = 0; n < 30; n++) await AskAsync(Written($"{n}", $"n{n}"));
        (await AskAsync(Written("and this?", "w2") with { ReplyToId = id })).ShouldBe(expected);

        await (await SessionOfAsync(Phone)).JoinAsync(await SessionIdOfAsync(UserId));
        await Eventually.AssertAsync(async () => await SessionIdOfAsync(Phone) == await SessionIdOfAsync(UserId), "they are one");
        (await AskAsync(Written("and this?", "w3") with { ReplyToId = id })).ShouldBe(expected);
        Vault = await Vault.RestartAsync();
        (await AskAsync(Written("and this?", "w4") with { ReplyToId = id })).ShouldBe(expected);
    }

    [Fact]
    public async Task Of_an_answer_in_several_messages_the_one_that_is_meant_is_named()
    {
        var question = string.Join(' ', Enumerable.Range(0, 999).Select(n => $"{n:0000}"));
        await AskAsync(Written(question, "w0"));
        await Vault.WhatsApp.NextAsync();
        var asked = await AskAsync(Written("why?", "w1") with { ReplyToId = "m2" });
        asked.ShouldStartWith("[I reply to your message:]\n> answer to 0000 0001");
        asked.ShouldContain("\n[of which I mean:]\n> 08");
    }

    [Fact]
    public async Task What_we_said_that_is_no_answer_of_the_model_is_known_too()
    {
        await StoreAsync(Written("/help", "w0"));
        await Vault.WhatsApp.NextAsync();
        (await AskAsync(Written("what is that?", "w1") with { ReplyToId = "m1" }))
            .ShouldStartWith("[I reply to your message:]\n> I explain mathematics in short videos.");
    }

    [Fact]
    public async Task A_reaction_says_what_it_is_to()
    {
        await AskAsync(Written("one", "w0"));
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "the send is recorded");
        var reaction = Message("", Phone) with { Kind = MessageKinds.Reaction, Text = null, Summary = "Reacted with 👍", ReplyToId = "m1" };
        await StoreAsync(reaction, reaction with { Id = "r2", ReplyToId = "lost" });
        (await session.GetAsync()).History.Select(line => line.Text).ShouldBe(
            ["one", "answer to one", "Reacted with 👍\n[I mean your message:]\n> answer to one", "Reacted with 👍"]);
    }

    [Fact]
    public async Task In_a_group_an_answer_that_names_an_id_alone_counts_if_it_is_ours()
    {
        var group = Phone with { ExternalId = ChannelAddress.WhatsAppGroup + "1" };
        await StoreAsync(Message("/help", group) with { InGroup = true, ChannelMessageId = "w0" });
        await Vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(group);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "the send is recorded");
        var said = Message("and this?", group) with { InGroup = true, OnlyIfToUs = true, ReplyToId = "w0" };
        await StoreAsync(said, said with { Id = "x", ReplyToId = "unknown" });
        (await session.GetAsync()).PendingIn.ShouldBe(0);
        await StoreAsync(said with { Id = "y", ReplyToId = "m1" });
        (await Vault.WhatsApp.NextAsync()).Text.ShouldStartWith("answer to [I reply to your message:]\n> I explain mathematics");
    }

    [Fact]
    public async Task What_is_no_question_is_not_asked()
    {
        await StoreAsync(
            Message("", Phone) with { Kind = MessageKinds.Unsupported, Text = null, Summary = "This message is unavailable" },
            Message("", Phone) with { Kind = "call_permission_reply", Text = null, Summary = "Calls: accept", IsNotice = true });
        (await Vault.WhatsApp.NextAsync()).Text.ShouldStartWith("I can read text only.");
        await StoreAsync(Message("one", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to one");
        Vault.Assistant.Asked.ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_question_about_a_picture_shows_the_picture_that_it_answers()
    {
        Vault.WhatsApp.Files["p"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Vault.Sender.Files["p"] = Vault.WhatsApp.Files["p"];
        var picture = new InboundAttachment(MessageKinds.Image, "p", "image/jpeg", null, null, null);
        await AskAsync(Written("mine", "w0") with { Kind = MessageKinds.Image, Attachments = [picture] });
        await StoreAsync(Written("solve it", "w1") with { ReplyToId = "w0" });
        (await Vault.WhatsApp.NextAsync()).Text.ShouldEndWith(" image/jpeg");

        // Telegram tells the file of the message.
        await StoreAsync(Message("solve it") with
        {
            ReplyToId = "7",
            Quoted = new QuotedMessage { AuthorName = "Ann", Text = "(image)", Attachments = [picture] },
        });
        (await Vault.Sender.NextAsync()).Text.ShouldSatisfyAllConditions(
            text => text.ShouldStartWith("answer to [I reply to the message of Ann:]\n> (image)\n\nsolve it"),
            text => text.ShouldEndWith(" image/jpeg"));
    }

    [Theory]
    [InlineData("/video", "the cosine rule")]
    [InlineData("/video in red", "in red\n\n(About: the cosine rule)")]
    public async Task A_video_asked_for_in_answer_to_a_message_is_about_it(string command, string prompt)
    {
        await AskAsync(Written("the cosine rule", "w0"));
        await StoreAsync(Written(command, "w1") with { ReplyToId = "w0" });
        (await Vault.WhatsApp.NextAsync()).JobId.ShouldNotBeNull();
        await Vault.LeaseAsync();
        Vault.Writer.Asked.ShouldHaveSingleItem().Prompt.ShouldBe(prompt);
    }

    private InboundMessage Written(string text, string id) => Message(text, Phone) with { ChannelMessageId = id };

    /// <summary>What the model reads of the message.</summary>
    private async Task<string> AskAsync(InboundMessage message)
    {
        await StoreAsync(message);
        await Vault.WhatsApp.NextAsync();
        await Eventually.AssertAsync(async () => (await (await SessionOfAsync(Phone)).GetAsync()).PendingOut == 0, "the send is recorded");
        return Vault.Assistant.Shown![^1].Text;
    }
}

public sealed class SqliteQuoteTests(SqliteStorage storage) : QuoteTests(storage);

public sealed class PostgreSqlQuoteTests(PostgreSqlStorage storage) : QuoteTests(storage);
