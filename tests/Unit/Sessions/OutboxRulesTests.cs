using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Sessions;
using ObsidianVault.Grains.Sessions.Outbox;

namespace ObsidianVault.Unit.Sessions;

/// <summary>How a message is tried again, and when it is given up.</summary>
public sealed class OutboxRulesTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChannelAddress s_alice = new(ChannelNames.Telegram, "bot", "42");

    [Fact]
    public void A_channel_that_is_away_is_tried_for_ever_and_ever_more_slowly()
    {
        var item = Item();
        for (var attempt = 0; attempt < 1_000; attempt++)
            item = OutboxRules.Again(item, new SendResult(SendOutcome.Retry) { Blameless = true }, s_now, maxRefusals: 3).ShouldNotBeNull();
        item.NotBefore.ShouldBe(s_now + TimeSpan.FromMinutes(2));
        OutboxRules.Again(Item(), new SendResult(SendOutcome.Retry) { Blameless = true }, s_now, 3)!.NotBefore
            .ShouldBe(s_now + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_message_that_its_channel_refuses_is_given_up_after_so_many_refusals()
    {
        var item = Item();
        for (var refusal = 1; refusal < 3; refusal++)
            item = OutboxRules.Again(item, new SendResult(SendOutcome.Retry), s_now, 3).ShouldNotBeNull();
        OutboxRules.Again(item, new SendResult(SendOutcome.Retry), s_now, 3).ShouldBeNull();
        OutboxRules.Again(item, new SendResult(SendOutcome.Retry) { Blameless = true }, s_now, 3).ShouldNotBeNull();
    }

    [Fact]
    public void What_the_channel_asks_to_wait_grows_with_its_refusals_alone()
    {
        var told = new SendResult(SendOutcome.Retry, RetryAfter: TimeSpan.FromSeconds(1)) { Growth = 4 };
        OutboxRules.Again(Item() with { Attempts = 100, Refusals = 2 }, told, s_now, 10)!.NotBefore
            .ShouldBe(s_now + TimeSpan.FromSeconds(16));
        OutboxRules.Again(Item() with { Refusals = 9 }, told, s_now, 10).ShouldBeNull();
    }

    [Fact]
    public void A_file_that_cannot_be_had_is_left_out_in_the_end_where_the_text_has_its_link()
    {
        var noFile = new SendResult(SendOutcome.Retry) { Blameless = true, NoFile = true };
        var (linked, bare) = (Item("https://vault/video/1"), Item("no link"));
        for (var attempt = 1; attempt < OutboxRules.TriesForFile; attempt++)
        {
            (linked, bare) = (OutboxRules.Again(linked, noFile, s_now, 3)!, OutboxRules.Again(bare, noFile, s_now, 3)!);
            linked.Message.VideoKey.ShouldNotBeNull();
        }

        linked = OutboxRules.Again(linked, noFile, s_now, 3)!;
        (linked.Message.VideoKey, linked.Message.Text, linked.NotBefore).ShouldBe((null, "https://vault/video/1", null));
        OutboxRules.Again(bare, noFile, s_now, 3)!.Message.VideoKey.ShouldNotBeNull();
    }

    [Fact]
    public void Only_what_waits_to_be_sent_expires()
    {
        var (day, old) = (TimeSpan.FromDays(1), s_now - TimeSpan.FromDays(1));
        var state = new SessionRecord
        {
            Outbox = [Item("old") with { At = old }, Item("held") with { At = old, Held = true }, Item("new") with { At = s_now }],
        };
        state.Expired(s_now, day).Select(o => o.Message.Text).ShouldBe(["old"]);
        // What the version before stored has no age yet: it gets one.
        var before = new SessionRecord { Outbox = [Item("before") with { At = null }] };
        before.Upgraded(s_now).Outbox.Single().At.ShouldBe(s_now);
    }

    private static OutboxItem Item(string text = "hi") =>
        new(new OutboundMessage { Id = text, To = s_alice, Text = text, VideoKey = "videos/1.mp4" }, OutboxKind.Reply, At: s_now);
}
