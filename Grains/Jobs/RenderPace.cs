namespace ObsidianVault.Grains.Jobs;

/// <summary>How fast the newest attempt at a render goes, and so what is left of it.</summary>
internal sealed class RenderPace
{
    private const int End = 92;
    private const int Least = 5;
    private (DateTimeOffset At, int Percent)? _start;
    private int _reached;

    public void Take(int percent, DateTimeOffset now)
    {
        // An attempt starts where it leaves its first per cent: what comes before, such as a look at the last frame, tells nothing of the pace.
        if (_start is not { } start || percent <= start.Percent) _start = (now, percent);
        _reached = percent;
    }

    /// <summary>Seconds, or null while less than 5 per cent of the way are gone.</summary>
    public double? Remaining(DateTimeOffset now) => _start is not { } start || _reached - start.Percent < Least ? null
        : Math.Round((now - start.At).TotalSeconds * Math.Max(End - _reached, 1) / (_reached - start.Percent), 1);
}
