using ObsidianVault.Cluster.Storage;
using ObsidianVault.Delivery;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>Who wants to hear from us, and from whom of us.</summary>
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
        await Eventually.AssertAsync(() => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "the first message is being answered");
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
        await Eventually.AssertAsync(async () => (await session.GetAsync()) is { PendingIn: 0, PendingOut: 1 } && Vault.Sender.Faults.IsEmpty, "the answer was tried and waits");
        await StoreAsync(new ConsentChanged { Id = "c", From = Alice, At = Now, OptedOut = true });
        (await session.GetAsync()).PendingOut.ShouldBe(0);
        (await SayAsync(session, "news", "1")).ShouldBeNull();
        await StoreAsync(Message("two"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
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
