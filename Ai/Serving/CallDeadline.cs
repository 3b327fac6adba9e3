using ObsidianVault.Ai.Providers;

namespace ObsidianVault.Ai.Serving;

/// <summary>
/// How long a call may take: until an answer begins to arrive, and, once one has, until it is whole. An answer has begun when a provider
/// accepted the request; whether it then still lives is <see cref="SilenceLimit"/>'s to say. Ends also when nobody waits any longer.
/// </summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _begin;
    private readonly TimeSpan _whole;
    private readonly long _started;
    private readonly CancellationTokenSource _over;
    private readonly ITimer _timer;
    private ProviderExchange? _exchange;
    private bool _hasBegun;

    /// <param name="begin">Until an answer begins.</param>
    /// <param name="whole">Until it is whole; at least <paramref name="begin"/>.</param>
    public CallDeadline(TimeSpan begin, TimeSpan whole, TimeProvider time, CancellationToken abandoned)
    {
        (_time, _begin, _whole, _started) = (time, begin, whole < begin ? begin : whole, time.GetTimestamp());
        _over = CancellationTokenSource.CreateLinkedTokenSource(abandoned);
        Token = _over.Token;
        _timer = time.CreateTimer(static self => ((CallDeadline)self!).Tick(), this, begin, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Token { get; }

    /// <summary>Zero or more.</summary>
    public TimeSpan Remaining =>
        (HasBegun ? _whole : _begin) - _time.GetElapsedTime(_started) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>The attempt that is made now; an answer that began stays begun, whatever becomes of it.</summary>
    public void Follow(ProviderExchange exchange)
    {
        _ = HasBegun;
        Volatile.Write(ref _exchange, exchange);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _over.Dispose();
    }

    private bool HasBegun => _hasBegun || (_hasBegun = Volatile.Read(ref _exchange)?.WasAccepted == true);

    private void Tick()
    {
        try
        {
            if (Remaining is { Ticks: > 0 } left) _timer.Change(left, Timeout.InfiniteTimeSpan);
            else _over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended at the same moment.
        }
    }
}
