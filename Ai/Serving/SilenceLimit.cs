using ObsidianVault.Ai.Providers;

namespace ObsidianVault.Ai.Serving;

/// <summary>
/// Ends an attempt whose provider is silent for too long. Any byte is a sign of life: the status line, a comment, an event without
/// content.
/// </summary>
internal sealed class SilenceLimit : IDisposable
{
    private readonly ProviderExchange _exchange;
    private readonly TimeProvider _time;
    private readonly TimeSpan _first;
    private readonly long _started;
    private readonly CancellationTokenSource _over;
    private readonly ITimer _timer;
    private long _silence;

    /// <param name="first">How long nothing at all may come.</param>
    /// <param name="silence">How long nothing more may come.</param>
    public SilenceLimit(ProviderExchange exchange, TimeSpan first, TimeSpan silence, TimeProvider time, CancellationToken caller)
    {
        (_exchange, _time, _first, _silence, _started) = (exchange, time, first, silence.Ticks, time.GetTimestamp());
        _over = CancellationTokenSource.CreateLinkedTokenSource(caller);
        Token = _over.Token;
        _timer = time.CreateTimer(static self => ((SilenceLimit)self!).Tick(), this, Shorter(first, silence), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the provider was silent for too long, or with the caller's token.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether the provider was silent for too long.</summary>
    public bool IsOver { get; private set; }

    /// <summary>From now on, this is how long nothing more may come.</summary>
    public void Set(TimeSpan silence)
    {
        if (Interlocked.Exchange(ref _silence, silence.Ticks) == silence.Ticks) return;
        Tick();
    }

    /// <summary>Ends the attempt, which closes its connection.</summary>
    public Task CancelAsync() => _over.CancelAsync();

    public void Dispose()
    {
        _timer.Dispose();
        _over.Dispose();
    }

    private void Tick()
    {
        var (last, silence) = (_exchange.LastByte, TimeSpan.FromTicks(Volatile.Read(ref _silence)));
        var left = last == 0 ? _first - _time.GetElapsedTime(_started) : silence - _time.GetElapsedTime(last);
        try
        {
            // The first byte may come at any time, and the limit of what follows it may be the shorter one.
            if (left > TimeSpan.Zero) _timer.Change(Shorter(left, silence), Timeout.InfiniteTimeSpan);
            else
            {
                IsOver = true;
                _over.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended at the same moment.
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
