using ObsidianVault.Grains.Jobs;

namespace ObsidianVault.Unit.Jobs;

public sealed class RenderPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly RenderPace _pace = new();

    [Fact]
    public void What_is_left_follows_from_the_pace_since_the_first_per_cent_was_left()
    {
        At(0, 35).ShouldBeNull();
        At(20, 35).ShouldBeNull();
        At(22, 38).ShouldBeNull();
        At(30, 45).ShouldBe(47);
        At(77, 92).ShouldBe(1);
    }

    [Fact]
    public void A_new_attempt_has_a_pace_of_its_own()
    {
        At(0, 35);
        At(10, 80).ShouldBe(2.7);
        At(20, 35).ShouldBeNull();
        At(30, 45).ShouldBe(47);
    }

    private double? At(double seconds, int percent)
    {
        _pace.Take(percent, Start.AddSeconds(seconds));
        return _pace.Remaining(Start.AddSeconds(seconds));
    }
}
