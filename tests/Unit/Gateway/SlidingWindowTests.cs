using ObsidianVault.Api.Gateway.Limits;

namespace ObsidianVault.Unit.Gateway;

public sealed class SlidingWindowTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <summary>Takes greedily whatever a limit of 7 allows, and looks at every minute that there was.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(333)]
    [InlineData(9_999)]
    [InlineData(61_000)]
    public void No_minute_has_more_than_the_limit(int milliseconds)
    {
        var window = new SlidingWindow(s_minute);
        var taken = new List<TimeSpan>();
        var (step, end) = (TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMinutes(milliseconds < 10 ? 2 : 20));
        for (var now = TimeSpan.Zero; now < end; now += step)
        {
            if (window.Count(now) >= 7) continue;
            window.Add(now);
            taken.Add(now);
        }

        taken.Count.ShouldBeGreaterThan(7);
        taken.ShouldAllBe(from => taken.Count(at => at >= from && at < from + s_minute) <= 7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9_999)]
    [InlineData(10_000)]
    [InlineData(123_456)]
    public void After_the_wait_that_it_tells_there_is_room_and_not_before(int milliseconds)
    {
        var window = new SlidingWindow(s_minute);
        var now = TimeSpan.FromMilliseconds(milliseconds);
        window.UntilNext(now).ShouldBe(s_minute);
        window.Add(now);
        var wait = window.UntilNext(now);
        wait.ShouldBeInRange(s_minute, s_minute + (s_minute / SlidingWindow.Steps));
        window.Count(now + wait - TimeSpan.FromTicks(1)).ShouldBe(1);
        window.Count(now + wait).ShouldBe(0);
    }
}
