using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
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
    public async Task Who_stops_marketing_gets_everything_else()
    {
        await StoreAsync(Message("/video derivative", Phone), Message("slow one", Phone));
        var jobId = (await Vault.WhatsApp.NextAsync()).JobId!;
        await Eventually.AssertAsync(() => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "it is being answered");
        Vault.WhatsApp.Faults.Enqueue(new SendResult(SendOutcome.Retry, RetryAfter: TimeSpan.FromHours(1)));
        var session = await SessionOfAsync(Phone);
        await OfferAsync(TemplateCategory.Marketing, "waiting");
        await Eventually.AssertAsync(() => Task.FromResult(Vault.WhatsApp.Faults.IsEmpty), "the offer was tried and waits");
        await StoreAsync(Marketing(stopped: true, Now));
        (await session.GetAsync()).PendingOut.ShouldBe(0);

        Vault.Assistant.Gate.Release();
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to slow one");
        (await Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).GetAsync())!.State.ShouldNotBe(JobState.Cancelled);
        (await OfferAsync(TemplateCategory.Utility, "u")).ShouldNotBeNull();
        (await Vault.WhatsApp.NextAsync()).Template!.Name.ShouldBe("u");
        (await OfferAsync(TemplateCategory.Authentication, "a")).ShouldNotBeNull();
        (await Vault.WhatsApp.NextAsync()).Template!.Name.ShouldBe("a");

        // Neither words nor older news undo it, and it outlives the conversation.
        await StoreAsync(Message("START", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldStartWith("Welcome back");
        await StoreAsync(Marketing(stopped: false, Now - TimeSpan.FromDays(1)));
        (await OfferAsync(TemplateCategory.Marketing, "m1")).ShouldBeNull();
        await Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).CancelAsync();
        await Vault.WhatsApp.NextAsync();
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "the sends are recorded");
        Vault.Clock.Advance(TimeSpan.FromDays(8));
        await Vault.SweepAsync();
        (await OfferAsync(TemplateCategory.Marketing, "m2")).ShouldBeNull();

        await StoreAsync(Marketing(stopped: false, Now));
        (await OfferAsync(TemplateCategory.Marketing, "m3")).ShouldNotBeNull();
        (await Vault.WhatsApp.NextAsync()).Template!.Name.ShouldBe("m3");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_offer_that_the_channel_refuses_because_of_the_person_stops_offers_alone(bool later)
    {
        await StoreAsync(Message("one", Phone));
        await Vault.WhatsApp.NextAsync();
        if (!later) Vault.WhatsApp.Faults.Enqueue(new SendResult(SendOutcome.OptedOut));
        (await OfferAsync(TemplateCategory.Marketing, "m1")).ShouldNotBeNull();
        if (later)
        {
            var sent = await Vault.WhatsApp.NextAsync();
            await StoreAsync(Receipt(DeliveryStatus.Failed, "m2", sent.Id) with { ErrorCode = 131050 });
        }

        await Eventually.AssertAsync(() => Task.FromResult(Vault.WhatsApp.Faults.IsEmpty), "it was tried");
        await Eventually.AssertAsync(async () => await OfferAsync(TemplateCategory.Marketing, GrainKeys.NewId()) is null, "it is known");
        await StoreAsync(Message("two", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to two");
    }

    [Fact]
    public async Task What_is_known_of_marketing_survives_a_join()
    {
        await StoreAsync(Message("one", UserId), Message("two", Phone));
        await Vault.WhatsApp.NextAsync();
        await Vault.WhatsApp.NextAsync();
        await StoreAsync(Marketing(stopped: true, Now) with { From = UserId });
        await StoreAsync(Message("three", Phone) with { AlsoKnownAs = [UserId] });
        (await Vault.WhatsApp.NextAsync()).To.ShouldBe(Phone);
        await Eventually.AssertAsync(async () => await SessionIdOfAsync(Phone) == await SessionIdOfAsync(UserId), "they are one");
        (await OfferAsync(TemplateCategory.Marketing, "m")).ShouldBeNull();
    }

    private static ConsentChanged Marketing(bool stopped, DateTimeOffset at) => new()
    {
        Id = GrainKeys.NewId(),
        From = Phone,
        At = at,
        OptedOut = stopped,
        Scope = ConsentScope.Marketing,
    };

    private async Task<string?> OfferAsync(TemplateCategory category, string name) => await (await SessionOfAsync(Phone)).SayAsync(
        new OutboundMessage
        {
            Id = "",
            To = Phone,
            Text = name,
            Template = new OutboundTemplate(name, "en", []) { Category = category },
        },
        toLast: false,
        name);

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
