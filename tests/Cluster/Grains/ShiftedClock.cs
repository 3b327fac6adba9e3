namespace ObsidianVault.Cluster.Grains;

/// <summary>The real clock, moved forward by the test. Timers run in real time, lifetimes end when the test says.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;

    public void Advance(TimeSpan by) => _shift += by;
}
