using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>Opting out and back in, and handing over to a human and back.</summary>
public abstract class ConsentTests(VaultStorage storage) : ConversationTest(storage)
{
    [Theory]
    [InlineData(" Stop. ", "START")]
    [InlineData("/stop", "/help")]
    [InlineData("Arrêter", "commencer")]
    [InlineData("توقف", "ابدأ")]
    public async Task Who_says_stop_hears_no_more_until_they_come_back(string stop, string start)
    {
        await StoreAsync(Message("slow one"), Message("two"));
        await Eventually.AssertAsync(
            () => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "the first message is being answered");
        await StoreAsync(Message(stop));
        (await Vault.Sender.NextAsync()).Text.ShouldNotStartWith("answer");
        Vault.Assistant.Gate.Release();
        await StoreAsync(Message("three"));
        var session = await SessionOfAsync(Alice);
        (await SayAsync(session, "news", "1")).ShouldBeNull();
        await Eventually.AssertAsync(async () => (await session.GetAsync()) is { PendingIn: 0, PendingOut: 0 }, "nothing waits");
        Vault.Sender.IsEmpty.ShouldBeTrue();
        (await session.GetAsync()).History.Select(t => t.Text).ShouldContain("three");

        await StoreAsync(Message(start));
        await Vault.Sender.NextAsync();
        await StoreAsync(Message("four"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to four");
    }

    [Fact]
    public async Task A_block_by_the_channels_own_switch_cancels_what_is_queued()
    {
        Vault.Sender.Faults.Enqueue(new SendResult(SendOutcome.Retry, RetryAfter: TimeSpan.FromHours(1)));
        await StoreAsync(Message("one"));
        var session = await SessionOfAsync(Alice);
        await Eventually.AssertAsync(
            async () => (await session.GetAsync()) is { PendingIn: 0, PendingOut: 1 } && Vault.Sender.Faults.IsEmpty,
            "the answer was tried and waits");
        await StoreAsync(new ConsentChanged { Id = "c", From = Alice, At = Now, OptedOut = true });
        (await session.GetAsync()).PendingOut.ShouldBe(0);
        (await SayAsync(session, "news", "1")).ShouldBeNull();
        await StoreAsync(Message("two"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
    }

    [Fact]
    public async Task Older_news_does_not_undo_what_the_person_wants_now()
    {
        await StoreAsync(new ConsentChanged { Id = "c1", From = Alice, At = Now, OptedOut = true });
        await StoreAsync(Message("hello from last week") with { At = Now - TimeSpan.FromDays(6) });
        var session = await SessionOfAsync(Alice);
        (await SayAsync(session, "news", "1")).ShouldBeNull();

        // An opt-out in words outranks the channel's switch: only words can revoke it.
        await StoreAsync(Message("stop"));
        await StoreAsync(
            Message("and another thing"),
            new ConsentChanged { Id = "c2", From = Alice, At = Now - TimeSpan.FromDays(1), OptedOut = false });
        (await SayAsync(session, "news", "2")).ShouldBeNull();
        Vault.Sender.IsEmpty.ShouldBeTrue();
        (await session.GetAsync()).History.Select(t => t.Text).ShouldBe(["hello from last week", "stop", "and another thing"]);
    }

    [Fact]
    public async Task What_a_person_wrote_before_stop_stays_in_the_thread()
    {
        await StoreAsync(Message("slow one"), Message("two"));
        await Eventually.AssertAsync(
            () => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "the first message is being answered");
        await StoreAsync(Message("stop"));
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text)
            .ShouldBe(["stop", "slow one", "two"], ignoreOrder: true);
        Vault.Assistant.Gate.Release();
    }

    [Fact]
    public async Task A_human_who_answers_past_us_ends_what_the_assistant_is_about_to_say()
    {
        await StoreAsync(Message("slow one", Phone), Message("two", Phone));
        await Eventually.AssertAsync(
            () => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "the first message is being answered");
        await StoreAsync(new HumanReply { Id = "e1", From = Phone, At = Now, Text = "I will look at it." });
        await StoreAsync(Message("/cancel", Phone));
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()) is { PendingIn: 0, PendingOut: 0 }, "nothing waits");
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
        (await session.GetAsync()).History.Select(t => t.Text).ShouldBe(["slow one", "two", "I will look at it.", "/cancel"]);
    }

    [Fact]
    public async Task A_picture_sent_to_a_human_is_kept_and_named_in_the_thread()
    {
        var session = await SessionOfAsync(Alice);
        await session.TakeOverAsync();
        Vault.Sender.Files["f1"] = [0x25, 0x50, 0x44, 0x46];
        await StoreAsync(
            Message("look") with
            {
                Kind = MessageKinds.Document,
                Attachments = [new InboundAttachment(MessageKinds.Document, "f1", null, "a.pdf", null, null)],
            });
        await Eventually.AssertAsync(
            async () => (await session.GetAsync()).History.Any(t => t.Text.StartsWith("documents/", StringComparison.Ordinal)),
            "its place is in the thread");
        Vault.Sender.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_human_takes_over_speaks_and_hands_back()
    {
        await StoreAsync(Message("one"));
        await Vault.Sender.NextAsync();
        var session = await SessionOfAsync(Alice);
        await session.TakeOverAsync();
        await StoreAsync(Message("two"));
        (await SayAsync(session, "A human here.", "key")).ShouldNotBeNull();
        (await SayAsync(session, "A human here.", "key")).ShouldNotBeNull();
        (await Vault.Sender.NextAsync()).Text.ShouldBe("A human here.");
        await session.HandBackAsync();
        await StoreAsync(Message("three"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to three");
        (await session.GetAsync()).History.Select(t => t.Role).ShouldBe(["user", "assistant", "user", "human", "user", "assistant"]);
    }

    [Fact]
    public async Task A_reply_from_the_phone_app_counts_as_a_human()
    {
        await StoreAsync(new HumanReply { Id = "e1", From = Phone, At = Now, Text = "I will look at it." });
        await StoreAsync(Message("thanks", Phone));
        var thread = await (await SessionOfAsync(Phone)).GetAsync();
        thread.HumanAnswers.ShouldBeTrue();
        thread.History.Select(t => t.Text).ShouldBe(["I will look at it.", "thanks"]);
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
    }
}

public sealed class SqliteConsentTests(SqliteStorage storage) : ConsentTests(storage);

public sealed class PostgreSqlConsentTests(PostgreSqlStorage storage) : ConsentTests(storage);
