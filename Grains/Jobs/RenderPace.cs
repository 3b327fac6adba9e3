namespace ObsidianVault.Grains.Jobs;

/// <summary>How fast the newest attempt at a render progresses, and so how long it still takes.</summary>
internal sealed class RenderPace
{
    private const int End = 92;
    private const int Least = 5;
    private (DateTimeOffset At, int Percent)? _start;
    private int _reached;

    public void Take(int percent, DateTimeOffset now)
    {
        // An attempt counts from its first per cent: the work before it, such as checking the last frame, says nothing about the pace.
        if (_start is not { } start || percent <= start.Percent) _start = (now, percent);
        _reached = percent;
    }

    /// <summary>Seconds, or null during the first 5 per cent.</summary>
    public double? Remaining(DateTimeOffset now) => _start is not { } start || _reached - start.Percent < Least ? null
        : Math.Round((now - start.At).TotalSeconds * Math.Max(End - _reached, 1) / (_reached - start.Percent), 1);
}
