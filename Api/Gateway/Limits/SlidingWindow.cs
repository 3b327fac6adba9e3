namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// Counts what happened within a window that moves on in steps of a sixth. The window and the step that is running both count, so
/// that no more than the limit passes in any time as long as the window.
/// </summary>
internal sealed class SlidingWindow(TimeSpan window)
{
    public const int Steps = 6;
    private const int Slots = Steps + 1;

    private readonly int[] _counts = new int[Slots];
    private readonly long _step = window.Ticks / Steps;
    private long _current;
    private int _sum;

    public int Count(TimeSpan now)
    {
        Advance(now);
        return _sum;
    }

    public void Add(TimeSpan now)
    {
        Advance(now);
        _counts[_current % Slots]++;
        _sum++;
    }

    /// <summary>After how long the oldest of what is counted no longer counts; the whole window where nothing is counted.</summary>
    public TimeSpan UntilNext(TimeSpan now)
    {
        Advance(now);
        for (var step = Math.Max(_current - Steps, 0); step <= _current; step++)
        {
            if (_counts[step % Slots] > 0) return TimeSpan.FromTicks(((step + Slots) * _step) - now.Ticks);
        }

        return window;
    }

    private void Advance(TimeSpan now)
    {
        var current = Math.Max(now.Ticks / _step, _current);
        for (var step = Math.Max(_current + 1, current - Steps); step <= current; step++)
        {
            _sum -= _counts[step % Slots];
            _counts[step % Slots] = 0;
        }

        _current = current;
    }
}
