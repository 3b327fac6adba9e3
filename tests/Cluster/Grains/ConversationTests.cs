using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Delivery;
using ObsidianVault.Webhooks;

namespace ObsidianVault.Cluster.Grains;

/// <summary>A conversation, from the stored event to the sent message. Run once for each kind of storage.</summary>
public abstract class ConversationTests : IAsyncLifetime
{
    private static readonly ChannelAddress Alice = new(Channels.Telegram, "bot", "42");
    private static readonly ChannelAddress Phone = new(Channels.WhatsApp, "111", "16505551234");
    private static readonly ChannelAddress UserId = new(Channels.WhatsApp, "111", "US.123");
    private VaultSilo _vault = null!;
    private int _next;

    protected abstract Task<IReadOnlyDictionary<string, string?>> SettingsAsync();

    public async ValueTask InitializeAsync() => _vault = await VaultSilo.StartAsync(await SettingsAsync());

    public virtual async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Inbox Inbox => new(_vault.Grains, NullLogger<Inbox>.Instance);

    [Fact]
    public async Task Twenty_quick_messages_are_answered_in_order_one_at_a_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Chunk(5).Select(chunk => StoreAsync([.. chunk.Select(n => Message($"{n}") with { Id = $"n{n}" })])));
        var answers = new List<string>();
        for (var i = 0; i < 20; i++) answers.Add((await _vault.Sender.NextAsync()).Text);
        answers.Order().ShouldBe(Enumerable.Range(0, 20).Select(n => $"answer to {n}").Order());
        foreach (var chunk in Enumerable.Range(0, 20).Chunk(5))
            answers.Where(a => chunk.Select(n => $"answer to {n}").Contains(a)).ShouldBe(chunk.Select(n => $"answer to {n}"));
        _vault.Assistant.MostAtOnce.ShouldBe(1);
    }

    [Theory]
    [InlineData(" Stop. ", "START")]
    [InlineData("/stop", "/help")]
    [InlineData("Arrêter", "commencer")]
    [InlineData("توقف", "ابدأ")]
    public async Task Who_says_stop_hears_no_more_until_they_come_back(string stop, string start)
    {
        await StoreAsync(Message("slow one"), Message("two"));
        await Eventually.AssertAsync(() => Task.FromResult(_vault.Assistant.Asked.Contains("slow one")), "the first message is being answered");
        await StoreAsync(Message(stop));
        (await _vault.Sender.NextAsync()).Text.ShouldNotStartWith("answer");
        _vault.Assistant.Gate.Release();
        await StoreAsync(Message("three"));
        var session = await SessionOfAsync(Alice);
        (await SayAsync(session, "news", "1")).ShouldBeNull();
        await Eventually.AssertAsync(async () => (await session.GetAsync()) is { PendingIn: 0, PendingOut: 0 }, "nothing waits");
        _vault.Sender.IsEmpty.ShouldBeTrue();
        (await session.GetAsync()).History.Select(t => t.Text).ShouldContain("three");

        await StoreAsync(Message(start));
        await _vault.Sender.NextAsync();
        await StoreAsync(Message("four"));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to four");
    }

    [Fact]
    public async Task A_block_by_the_channels_own_switch_cancels_what_is_queued()
    {
        _vault.Sender.Faults.Enqueue(new SendResult(SendOutcome.Retry, RetryAfter: TimeSpan.FromHours(1)));
        await StoreAsync(Message("one"));
        var session = await SessionOfAsync(Alice);
        await Eventually.AssertAsync(async () => (await session.GetAsync()) is { PendingIn: 0, PendingOut: 1 } && _vault.Sender.Faults.IsEmpty, "the answer was tried and waits");
        await StoreAsync(new ConsentChanged { Id = "c", From = Alice, At = Now, OptedOut = true });
        (await session.GetAsync()).PendingOut.ShouldBe(0);
        (await SayAsync(session, "news", "1")).ShouldBeNull();
        await StoreAsync(Message("two"));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
    }

    [Fact]
    public async Task Cancel_overtakes_and_stops_the_answer_that_is_being_written()
    {
        await StoreAsync(Message("slow one"), Message("two"));
        await Eventually.AssertAsync(() => Task.FromResult(_vault.Assistant.Asked.Contains("slow one")), "the first message is being answered");
        await StoreAsync(Message("/cancel"));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("Stopped.");
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
        var ledger = _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger((await (await SessionOfAsync(Alice)).GetAsync()).SessionId));
        (await ledger.GetUsageAsync()).Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_that_comes_hours_late_is_kept_and_not_answered()
    {
        await StoreAsync(Message("late") with { At = Now - TimeSpan.FromHours(3) }, Message("now"));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to now");
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text).ShouldBe(["late", "now", "answer to now"]);
    }

    [Fact]
    public async Task A_human_takes_over_speaks_and_hands_back()
    {
        await StoreAsync(Message("one"));
        await _vault.Sender.NextAsync();
        var session = await SessionOfAsync(Alice);
        await session.TakeOverAsync();
        await StoreAsync(Message("two"));
        (await SayAsync(session, "A human here.", "key")).ShouldNotBeNull();
        (await SayAsync(session, "A human here.", "key")).ShouldNotBeNull();
        (await _vault.Sender.NextAsync()).Text.ShouldBe("A human here.");
        await session.HandBackAsync();
        await StoreAsync(Message("three"));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to three");
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
        _vault.WhatsApp.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Delivered, DeliveryStatus.Read)]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Read, DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Sent, DeliveryStatus.Read)]
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Read, DeliveryStatus.Sent)]
    [InlineData(DeliveryStatus.Read, DeliveryStatus.Sent, DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Read, DeliveryStatus.Delivered, DeliveryStatus.Sent)]
    public async Task A_status_never_goes_back(params DeliveryStatus[] order)
    {
        await StoreAsync(Message("one", Phone));
        var sent = await _vault.WhatsApp.NextAsync();
        foreach (var status in order) await StoreAsync(Receipt(status, "m1", null), Receipt(status, "unknown", null));
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).Sent is [{ Status: DeliveryStatus.Read }], "it is read");
        (await session.GetAsync()).Sent.Single().OutboxId.ShouldBe(sent.Id);
    }

    [Fact]
    public async Task A_receipt_that_comes_before_the_send_returned_is_joined()
    {
        _vault.WhatsApp.AfterTaking = (message, _) => StoreAsync(Receipt(DeliveryStatus.Delivered, "m1", message.Id));
        await StoreAsync(Message("one", Phone));
        await _vault.WhatsApp.NextAsync();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()) is { PendingOut: 0, Sent: [{ Status: DeliveryStatus.Delivered, ChannelMessageId: "m1" }] }, "the receipt is joined");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_crash_between_sent_and_recorded_the_receipt_decides(bool receipt)
    {
        var hang = new TaskCompletionSource();
        _vault.WhatsApp.AfterTaking = (_, token) => hang.Task.WaitAsync(token);
        await StoreAsync(Message("one", Phone));
        var taken = await _vault.WhatsApp.NextAsync();
        _vault = await _vault.RestartAsync();
        if (receipt) await StoreAsync(Receipt(DeliveryStatus.Sent, "m1", taken.Id));
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await _vault.SweepAsync();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "nothing waits");
        if (receipt) _vault.WhatsApp.IsEmpty.ShouldBeTrue();
        else (await _vault.WhatsApp.NextAsync()).Id.ShouldBe(taken.Id);
    }

    [Fact]
    public async Task Phone_and_user_id_are_one_conversation_whatever_comes_first()
    {
        await StoreAsync(Message("one", Phone));
        await _vault.WhatsApp.NextAsync();
        await StoreAsync(Message("two", UserId));
        await _vault.WhatsApp.NextAsync();
        (await SessionIdOfAsync(Phone)).ShouldNotBe(await SessionIdOfAsync(UserId));

        await StoreAsync(Message("three", Phone) with { AlsoKnownAs = [UserId] });
        (await _vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to three");
        (await SessionIdOfAsync(UserId)).ShouldBe(await SessionIdOfAsync(Phone));
        string[] whole = ["one", "answer to one", "two", "answer to two", "three", "answer to three"];
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).History.Select(t => t.Text).Order().SequenceEqual(whole.Order()), "both halves are one thread");

        await StoreAsync(Message("four", UserId));
        (await _vault.WhatsApp.NextAsync()).To.ShouldBe(UserId);
        var other = new ChannelAddress(Channels.WhatsApp, "222", Phone.ExternalId);
        await StoreAsync(Message("another tenant", other));
        await _vault.WhatsApp.NextAsync();
        (await SessionIdOfAsync(other)).ShouldNotBe(await SessionIdOfAsync(Phone));
    }

    [Fact]
    public async Task A_new_number_goes_on_with_the_conversation()
    {
        await StoreAsync(Message("one", Phone));
        await _vault.WhatsApp.NextAsync();
        var number = Phone with { ExternalId = "16505559999" };
        await StoreAsync(new AddressChanged { Id = "s1", From = Phone, At = Now, NewAddress = number });
        await StoreAsync(Message("two", number));
        (await _vault.WhatsApp.NextAsync()).To.ShouldBe(number);
        (await (await SessionOfAsync(Phone)).GetAsync()).History.Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_code_joins_two_chats_once_and_in_time()
    {
        await StoreAsync(Message("/link"));
        var code = (await _vault.Sender.NextAsync()).Text.Split("/link ")[1].Split('\n')[0];
        var stolen = code[..^1] + (code[^1] == 'a' ? 'b' : 'a');
        await StoreAsync(Message($"/link {stolen}", Phone));
        (await _vault.WhatsApp.NextAsync()).Text.ShouldContain("not valid");
        await StoreAsync(Message($"/link {code}", Phone));
        (await _vault.WhatsApp.NextAsync()).Text.ShouldContain("one conversation");
        (await SessionIdOfAsync(Phone)).ShouldBe(await SessionIdOfAsync(Alice));
        await StoreAsync(Message("hello", Phone));
        (await _vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to hello");
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text).ShouldContain("hello");

        var third = Phone with { ExternalId = "3" };
        await StoreAsync(Message($"/link {code}", third));
        (await _vault.WhatsApp.NextAsync()).Text.ShouldContain("not valid");
        await StoreAsync(Message("/link"));
        code = (await _vault.Sender.NextAsync()).Text.Split("/link ")[1].Split('\n')[0];
        _vault.Clock.Advance(TimeSpan.FromMinutes(11));
        await StoreAsync(Message($"/start {code}", third));
        (await _vault.WhatsApp.NextAsync()).Text.ShouldContain("not valid");
    }

    [Fact]
    public async Task An_answer_after_the_window_waits_for_the_person_and_asks_once()
    {
        await StoreAsync(Message("slow one", Phone));
        await Eventually.AssertAsync(() => Task.FromResult(!_vault.Assistant.Asked.IsEmpty), "the message is being answered");
        _vault.Clock.Advance(new TimeSpan(24, 1, 0));
        _vault.Assistant.Gate.Release();
        var session = await SessionOfAsync(Phone);
        await Eventually.AssertAsync(() => Task.FromResult(_vault.WhatsApp.Invited.Count == 1), "the person is asked");
        await SayAsync(session, "And more.", "1");
        _vault.WhatsApp.IsEmpty.ShouldBeTrue();
        await StoreAsync(Message("I am here", Phone));
        (await _vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to slow one");
        (await _vault.WhatsApp.NextAsync()).Text.ShouldBe("And more.");
        (await _vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to I am here");
        _vault.WhatsApp.Invited.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_held_ends_with_the_conversation()
    {
        var session = await SessionOfAsync(Phone);
        (await session.SayAsync(new OutboundMessage { Id = "", To = Phone, Text = "Hello?" }, toLast: false, "1")).ShouldNotBeNull();
        await Eventually.AssertAsync(() => Task.FromResult(_vault.WhatsApp.Invited.Count == 1), "the person is asked");
        _vault.Clock.Advance(TimeSpan.FromDays(8));
        await _vault.SweepAsync();
        (await session.GetAsync()).PendingOut.ShouldBe(0);
        _vault.WhatsApp.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_batch_after_an_outage_that_is_larger_than_the_inbox_is_taken()
    {
        await StoreAsync([.. Enumerable.Range(0, 150).Select(n => Message($"late {n}") with { At = Now - TimeSpan.FromHours(2) })]);
        await StoreAsync(Message("now"));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to now");
    }

    [Fact]
    public async Task What_waits_can_be_edited_and_taken_back()
    {
        await StoreAsync(Message("slow one"), Message("tow") with { ChannelMessageId = "7" }, Message("never") with { ChannelMessageId = "8" });
        await Eventually.AssertAsync(() => Task.FromResult(!_vault.Assistant.Asked.IsEmpty), "the first message is being answered");
        await StoreAsync(
            new MessageEdited { Id = "e", From = Alice, At = Now, MessageId = "7", Text = "two" },
            new MessageRevoked { Id = "r", From = Alice, At = Now, MessageId = "8" });
        _vault.Assistant.Gate.Release();
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to slow one");
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
        await StoreAsync(Message("end"));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to end");
    }

    [Fact]
    public async Task An_album_is_one_message()
    {
        await StoreAsync(Picture("a", "what is this?"), Picture("a", null), Picture("a", null));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to what is this?");
        await StoreAsync(Message("end"));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to end");
    }

    [Fact]
    public async Task Pictures_and_documents_are_kept_and_pictures_are_looked_at()
    {
        _vault.Sender.Files["p"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        _vault.Sender.Files["d"] = "not a picture, whatever its name says"u8.ToArray();
        await StoreAsync(Message("what is this?") with { Kind = MessageKinds.Image, Attachments = [new(MessageKinds.Image, "p", "image/jpeg", null, null, null)] });
        (await _vault.Sender.NextAsync()).Text.ShouldStartWith("answer to what is this?");
        await StoreAsync(Message("") with { Text = null, Kind = MessageKinds.Image, Attachments = [new(MessageKinds.Image, "d", "image/png", "x.png", null, null)] });
        (await _vault.Sender.NextAsync()).Text.ShouldContain("keep the file");
        await StoreAsync(Message("and this?") with { Attachments = [new(MessageKinds.Image, "gone", "image/png", null, null, null)] });
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to and this?");

        var keys = (await (await SessionOfAsync(Alice)).GetAsync()).History.Where(t => t.Role == "user").SelectMany(t => t.Text.Split('\n')).Where(line => line.StartsWith("images/", StringComparison.Ordinal) || line.StartsWith("documents/", StringComparison.Ordinal)).Distinct().ToList();
        keys.Select(k => k.Split('/')[0]).ShouldBe(["images", "documents"], ignoreOrder: true);
        foreach (var key in keys) (await _vault.Objects.GetSizeAsync(key, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_long_answer_goes_in_parts_in_order()
    {
        var question = string.Join(' ', Enumerable.Range(0, 999).Select(n => $"{n:0000}"));
        await StoreAsync(Message(question));
        var parts = new[] { await _vault.Sender.NextAsync(), await _vault.Sender.NextAsync() };
        parts.ShouldAllBe(p => p.Text.Length <= 4096);
        string.Join(' ', parts.Select(p => p.Text)).ShouldBe("answer to " + question);
        parts.Select(p => p.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task The_product_speaks_the_persons_language()
    {
        await StoreAsync(Message("/help") with { Language = "fr-CA" });
        (await _vault.Sender.NextAsync()).Text.ShouldContain("mathématiques");
        await StoreAsync(Message("/lang es"));
        (await _vault.Sender.NextAsync()).Text.ShouldContain("español");
        await StoreAsync(Message("/usage"));
        (await _vault.Sender.NextAsync()).Text.ShouldContain("Gastado");
        await StoreAsync(Message("/lang tlh"));
        (await _vault.Sender.NextAsync()).Text.ShouldContain("العربية");
    }

    private DateTimeOffset Now => _vault.Clock.GetUtcNow();

    private InboundMessage Message(string text, ChannelAddress? from = null) =>
        new() { Id = $"{Interlocked.Increment(ref _next)}", From = from ?? Alice, At = Now, Text = text };

    private InboundMessage Picture(string album, string? caption) => Message(caption ?? "") with { Text = caption, AlbumId = album, Kind = MessageKinds.Image };

    private DeliveryReceipt Receipt(DeliveryStatus status, string channelMessageId, string? outboxId) => new()
    {
        Id = $"{Interlocked.Increment(ref _next)}",
        From = Phone,
        At = Now,
        ChannelMessageId = channelMessageId,
        OutboxId = outboxId,
        Status = status,
    };

    private async Task StoreAsync(params ChannelEvent[] events) => (await Inbox.StoreAsync(events)).ShouldBeTrue();

    private static Task<string?> SayAsync(ISessionGrain session, string text, string key) =>
        session.SayAsync(new OutboundMessage { Id = "", To = Alice, Text = text }, toLast: true, key);

    private Task<string> SessionIdOfAsync(ChannelAddress address) => _vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address)).ResolveAsync();

    private async Task<ISessionGrain> SessionOfAsync(ChannelAddress address) =>
        _vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(await SessionIdOfAsync(address)));
}

public sealed class SqliteConversationTests : ConversationTests
{
    private readonly TempFolder _folder = new();

    protected override Task<IReadOnlyDictionary<string, string?>> SettingsAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?> { ["Storage:DataFolder"] = _folder.Path });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class PostgreSqlConversationTests(PostgreSqlServer server) : ConversationTests, IClassFixture<PostgreSqlServer>
{
    private readonly TempFolder _folder = new();

    protected override async Task<IReadOnlyDictionary<string, string?>> SettingsAsync() => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "PostgreSQL",
        ["Storage:ConnectionString"] = await server.CreateDatabaseAsync(),
        ["Storage:DataFolder"] = _folder.Path,
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
