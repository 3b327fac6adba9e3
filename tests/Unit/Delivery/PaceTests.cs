using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Lines;

namespace ObsidianVault.Unit.Delivery;

public sealed class PaceTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly LinePace _line = new();

    [Fact]
    public void A_burst_to_one_person_is_paid_back()
    {
        var pace = new PairPace(TimeSpan.FromSeconds(6), 3);
        pace.NextAt([]).ShouldBe(DateTimeOffset.MinValue);
        pace.NextAt([s_start, s_start]).ShouldBeLessThanOrEqualTo(s_start);
        pace.NextAt([s_start, s_start, s_start]).ShouldBe(s_start.AddSeconds(6));
        pace.NextAt([s_start, s_start, s_start, s_start.AddSeconds(6)]).ShouldBe(s_start.AddSeconds(12));
        // After a pause the whole burst is available again.
        pace.NextAt([s_start, s_start, s_start, s_start.AddSeconds(60), s_start.AddSeconds(60)])
            .ShouldBeLessThanOrEqualTo(s_start.AddSeconds(60));
    }

    [Fact]
    public void A_line_gives_its_rate_and_no_more()
    {
        var places = Enumerable.Range(0, 200).Select(_ => _line.Reserve(s_start, 80, campaign: false).Wait).ToList();
        places.ShouldBeInOrder();
        places.Count(wait => wait < TimeSpan.FromSeconds(1)).ShouldBeInRange(80, 101);
        places[^1].ShouldBeInRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.5));
        _line.Reserve(s_start, null, campaign: false).Wait.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Who_comes_when_much_waits_asks_again()
    {
        while (_line.Reserve(s_start, 1, campaign: false) is { Granted: true } pass) pass.Wait.ShouldBeLessThanOrEqualTo(LinePace.Ahead);
        _line.Reserve(s_start, 1, campaign: false).ShouldBe(new LinePass(false, LinePace.Ahead));
    }

    [Fact]
    public void A_campaign_takes_half_and_leaves_the_rest_to_replies()
    {
        var campaign = Enumerable.Range(0, 100).Select(_ => _line.Reserve(s_start, 80, campaign: true).Wait).ToList();
        campaign.Count(wait => wait < TimeSpan.FromSeconds(1)).ShouldBeInRange(38, 51);
        // The campaign has reserved the next 2.5 s; a reply waits half as long, not behind all of it.
        _line.Reserve(s_start, 80, campaign: false).Wait.ShouldBeLessThan(TimeSpan.FromSeconds(1.3));
    }

    [Fact]
    public void Too_fast_closes_for_the_told_time_then_slows_and_recovers()
    {
        _line.Report(s_start, LineFault.TooFast, TimeSpan.FromSeconds(4), "130429").ShouldBeFalse();
        _line.Report(s_start, LineFault.TooFast, TimeSpan.FromSeconds(2), "130429").ShouldBeFalse();
        _line.Reserve(s_start.AddSeconds(1), 80, campaign: false).ShouldBe(new LinePass(false, TimeSpan.FromSeconds(3)));
        var after = s_start.AddSeconds(4);
        _line.Reserve(after, 80, campaign: true).ShouldBe(new LinePass(false, TimeSpan.FromSeconds(16)));
        CountIn(after, TimeSpan.FromSeconds(1)).ShouldBeInRange(40, 60);
        _line.StatusAt(after).Fault.ShouldBe(LineFault.TooFast);
        CountIn(s_start.AddMinutes(5), TimeSpan.FromSeconds(1)).ShouldBeInRange(80, 101);
        _line.StatusAt(s_start.AddMinutes(10)).ShouldBe(new LineStatus(LineFault.None, null, null));
    }

    [Fact]
    public void Complaints_stop_campaigns_and_no_replies()
    {
        _line.Report(s_start, LineFault.Spam, TimeSpan.FromMinutes(10), "131048");
        _line.Reserve(s_start, 80, campaign: true).ShouldBe(new LinePass(false, TimeSpan.FromMinutes(10)));
        _line.Reserve(s_start, 80, campaign: false).Granted.ShouldBeTrue();
        _line.StatusAt(s_start).ShouldBe(new LineStatus(LineFault.Spam, s_start.AddMinutes(10), "131048"));
    }

    [Fact]
    public void A_stopped_line_lets_one_message_try_at_a_time()
    {
        _line.Report(s_start, LineFault.Stopped, TimeSpan.FromMinutes(1), "190: the token").ShouldBeTrue();
        _line.Report(s_start, LineFault.Stopped, TimeSpan.FromMinutes(1), "190: the token").ShouldBeFalse();
        _line.Reserve(s_start.AddSeconds(59), 80, campaign: false).ShouldBe(new LinePass(false, TimeSpan.FromSeconds(1)));
        var later = s_start.AddMinutes(1);
        _line.Reserve(later, 80, campaign: false).ShouldBe(new LinePass(true, TimeSpan.Zero, Probe: true));
        _line.Reserve(later, 80, campaign: false).ShouldBe(new LinePass(false, LinePace.ProbeTime));
        // The call that probed was lost: another one probes.
        _line.Reserve(later + LinePace.ProbeTime, 80, campaign: false).Probe.ShouldBeTrue();
        _line.StatusAt(later).ShouldBe(new LineStatus(LineFault.Stopped, later + (2 * LinePace.ProbeTime), "190: the token"));
        _line.Report(later, LineFault.None, null, null).ShouldBeTrue();
        _line.Reserve(later, 80, campaign: false).ShouldBe(new LinePass(true, TimeSpan.Zero));
    }

    private int CountIn(DateTimeOffset from, TimeSpan span)
    {
        var count = 0;
        for (var now = from; now < from + span; count++)
        {
            var pass = _line.Reserve(now, 80, campaign: false);
            pass.Granted.ShouldBeTrue();
            now += pass.Wait;
        }

        return count;
    }
}
