using System.Text.Json;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Joining;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Unit.Sessions;

/// <summary>What happens beyond the bound of each collection of a session.</summary>
public sealed class SessionBoundsTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChannelAddress s_alice = Address(0);

    [Fact]
    public void An_address_that_opted_out_is_forgotten_last()
    {
        var state = new SessionRecord().WithAddress(new KnownAddress(Address(0), OptedOut: true));
        for (var n = 1; n <= 30; n++) state = state.WithAddress(new KnownAddress(Address(n)));
        state.Addresses.Length.ShouldBe(SessionRecord.MaxAddresses);
        state.IsOptedOut(Address(0)).ShouldBeTrue();
        state.Addresses.Select(a => a.Address).ShouldContain(Address(30));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_stored_of_a_stranger_expires(bool isNewNumber)
    {
        ChannelEvent said = isNewNumber
            ? new AddressChanged { Id = "1", From = s_alice, At = s_now, NewAddress = Address(1) }
            : new ConsentChanged { Id = "1", From = s_alice, At = s_now, OptedOut = false };
        new Reception(_ => null, new SessionOptions(), s_now, null, null).Take(new SessionRecord(), [said]).Exists.ShouldBeTrue();
    }

    [Fact]
    public void Who_writes_too_much_is_told_once_and_answered_again_when_there_is_room()
    {
        var options = new SessionOptions { MessagesPerMinute = 3, MessagesPerHour = 5 };
        var state = new SessionRecord();
        for (var n = 0; n < 6; n++) Write(s_now);
        (state.Inbox.Length, state.Outbox.Length).ShouldBe((3, 1));
        state.History.Length.ShouldBe(3);
        // Whatever the limit, it can be stopped.
        Write(s_now, "/cancel");
        state.Inbox[0].Text.ShouldBe("/cancel");
        Write(s_now.AddMinutes(2));
        (state.Inbox.Length, state.Outbox.Length).ShouldBe((5, 1));
        Write(s_now.AddMinutes(61));
        (state.Inbox.Length, state.Outbox.Length).ShouldBe((6, 1));
        // Told anew, since it was well in between.
        for (var n = 0; n < 6; n++) Write(s_now.AddMinutes(63));
        (state.Inbox.Length, state.Outbox.Length).ShouldBe((9, 2));

        void Write(DateTimeOffset at, string text = "hello") => state = new Reception(_ => null, options, at, null, null).Take(
            state, [new InboundMessage { Id = Guid.NewGuid().ToString(), From = s_alice, At = at, Text = text }]);
    }

    [Fact]
    public void A_job_that_somebody_waits_for_stays_in_the_list()
    {
        var state = new SessionRecord().WithJob(new SessionJob("waited", "", s_alice));
        for (var n = 0; n < 80; n++) state = state.WithJob(new SessionJob($"{n}", "", null));
        state.Jobs.Length.ShouldBe(SessionRecord.MaxJobs);
        state.Jobs[0].JobId.ShouldBe("waited");
        state.Jobs[^1].JobId.ShouldBe("79");
    }

    [Fact]
    public void Of_what_is_held_the_newest_is_kept_and_the_rest_counts_as_failed()
    {
        var state = new SessionRecord();
        for (var n = 0; n < SessionRecord.MaxHeld + 5; n++) state = state.WithOutbound(Item($"{n}"));
        state = state.Hold(s_alice, s_now);
        state.Outbox.Select(o => o.Message.Id).ShouldBe(Enumerable.Range(5, SessionRecord.MaxHeld).Select(n => $"{n}"));
        state.Sent.Select(s => (s.OutboxId, s.Status)).ShouldBe(
            Enumerable.Range(0, 5).Select(n => ($"{n}", DeliveryStatus.Failed)), ignoreOrder: true);
    }

    [Fact]
    public void The_newest_events_are_known_and_the_oldest_are_forgotten()
    {
        var marks = SeenMarks.With("", Enumerable.Range(0, SessionRecord.MaxSeen + 10).Select(n => $"event {n}"));
        marks.Length.ShouldBeLessThanOrEqualTo(4_000);
        SeenMarks.Contains(marks, "event 9").ShouldBeFalse();
        Enumerable.Range(10, SessionRecord.MaxSeen).ShouldAllBe(n => SeenMarks.Contains(marks, $"event {n}"));
    }

    [Fact]
    public void Marks_of_two_sessions_keep_the_newest_of_both()
    {
        var (theirs, ours) = (Marks("theirs", SessionRecord.MaxSeen), Marks("ours", SessionRecord.MaxSeen));
        var both = SeenMarks.Merge(theirs, ours);
        both.Length.ShouldBe(theirs.Length);
        foreach (var kind in new[] { "theirs", "ours" })
        {
            SeenMarks.Contains(both, $"{kind} {SessionRecord.MaxSeen - 1}").ShouldBeTrue();
            SeenMarks.Contains(both, $"{kind} 0").ShouldBeFalse();
        }

        SeenMarks.Contains(SeenMarks.Merge(theirs, Marks("ours", 3)), "ours 0").ShouldBeTrue();

        static string Marks(string kind, int count) => SeenMarks.With("", Enumerable.Range(0, count).Select(n => $"{kind} {n}"));
    }

    [Fact]
    public void The_rows_of_the_session_that_joined_first_are_forgotten_at_last()
    {
        var state = new SessionRecord();
        for (var n = 0; n <= SessionRecord.MaxAbsorbed; n++) state = Merge.Absorb(state, $"{n}", new SessionRecord(), s_now);
        state.Absorbed.Length.ShouldBe(SessionRecord.MaxAbsorbed);
        state.FollowUps.ShouldBe([new FollowUp(FollowUpKind.ForgetRows, "0")]);
    }

    [Fact]
    public void The_header_gives_the_oldest_lines_away_and_keeps_what_has_changed_since()
    {
        var sent = Enumerable.Range(0, 30).Select(n => new SentMessage($"{n}", s_alice, null, DeliveryStatus.Sent, s_now));
        var state = new SessionRecord { Lines = 5, Sent = [.. sent] }.WithTurns([.. Enumerable.Range(5, 20).Select(n => Line($"{n}"))]);
        var (lines, messages) = HeaderSize.Excess(state);
        (lines, messages).ShouldBe((20 - HeaderSize.KeptLines, 30 - HeaderSize.KeptSent));

        // Meanwhile a receipt came, and more was said.
        var later = state.WithTurns(Line("25")) with { Sent = state.Sent.SetItem(0, state.Sent[0] with { Status = DeliveryStatus.Read }) };
        var shrunk = HeaderSize.Shrink(later, state.Lines, state.History[..lines], state.Sent[..messages]);
        shrunk.Lines.ShouldBe(5 + lines);
        shrunk.History.Select(t => t.Text).ShouldBe(Enumerable.Range(5 + lines, 21 - lines).Select(n => $"{n}"));
        shrunk.Sent.Select(s => s.OutboxId).ShouldBe(["0", .. Enumerable.Range(messages, 30 - messages).Select(n => $"{n}")]);
        HeaderSize.Excess(shrunk with { Sent = [] }).ShouldBe((0, 0));
    }

    [Fact]
    public void Lines_that_the_bound_drops_are_counted()
    {
        var state = new SessionRecord().WithTurns([.. Enumerable.Range(0, 130).Select(n => Line($"{n}"))]);
        (state.Lines, state.History.Length, state.History[0].Text).ShouldBe((30, SessionRecord.MaxHistory, "30"));
        // Those that had become rows meanwhile are not dropped twice.
        var rows = Enumerable.Range(0, 40).Select(n => Line($"{n}"));
        HeaderSize.Shrink(state, 0, [.. rows], []).ShouldSatisfyAllConditions(
            s => s.Lines.ShouldBe(40), s => s.History[0].Text.ShouldBe("40"));
    }

    [Fact]
    public void One_line_of_any_length_stays_in_the_header() =>
        HeaderSize.Excess(new SessionRecord().WithTurns(Line("old"), Line(new string('x', 100_000)))).Lines.ShouldBe(1);

    [Fact]
    public void The_header_of_a_full_session_is_small()
    {
        var text = new string('x', HeaderSize.MaxCharacters / HeaderSize.MaxLines);
        var state = new SessionRecord
        {
            SeenMarks = SeenMarks.With("", Enumerable.Range(0, SessionRecord.MaxSeen).Select(n => $"{n}")),
            Sent =
            [
                .. Enumerable.Range(0, HeaderSize.MaxSent).Select(
                    n => new SentMessage(GrainKeys.NewId(), s_alice, $"wamid.{GrainKeys.NewId()}", DeliveryStatus.Read, s_now)),
            ],
        };
        for (var n = 0; n < HeaderSize.MaxLines; n++) state = state.WithTurns(Line(text));
        for (var n = 0; n < SessionRecord.MaxJobs; n++)
            state = state.WithJob(new SessionJob(GrainKeys.NewId(), new string('x', 60), s_alice, "1", true));
        HeaderSize.Excess(state).ShouldBe((0, 0));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(state).Length;
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes} bytes");
        bytes.ShouldBeLessThan(40_000);
    }

    private static ChannelAddress Address(int n) => new(ChannelNames.Telegram, "bot", $"{n}");

    private static ChatTurn Line(string text) => new("user", text, s_now);

    private static OutboxItem Item(string id) => new(new OutboundMessage { Id = id, To = s_alice, Text = id }, OutboxKind.Said, At: s_now);
}
