using System.Buffers;

namespace ObsidianVault.Api.Gateway.Events;

/// <summary>
/// Writes a sign of life into a stream of events that is silent for a heartbeat, so that neither proxies nor clients give up. Whoever
/// writes events takes turns with it.
/// </summary>
internal sealed class KeepAlive : IAsyncDisposable
{
    private readonly HttpContext _http;
    private readonly TimeSpan _heartbeat;
    private readonly TimeProvider _time;
    private readonly Func<ReadOnlyMemory<byte>>? _sign;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITimer _timer;
    private Task _signing = Task.CompletedTask;
    private long _last;
    private volatile bool _isOver;

    /// <param name="sign">
    /// Makes the sign, for a stream whose first event says something: a sign does not begin it. Null: a comment, which may come first.
    /// </param>
    public KeepAlive(HttpContext http, TimeSpan heartbeat, TimeProvider time, Func<ReadOnlyMemory<byte>>? sign = null)
    {
        (_http, _heartbeat, _time, _sign, _last) = (http, heartbeat, time, sign, time.GetTimestamp());
        _timer = time.CreateTimer(static self => ((KeepAlive)self!).Tick(), this, heartbeat, Timeout.InfiniteTimeSpan);
    }

    private static ReadOnlySpan<byte> Comment => ": keep-alive\n\n"u8;

    /// <summary>Whether the headers are those of a stream of events, so that an error has to be an event as well.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Begins the stream, if it has not begun. Only in one's turn.</summary>
    public void Begin()
    {
        if (HasBegun) return;
        HasBegun = true;
        EventStream.Begin(_http);
    }

    /// <summary>Waits for the turn to write.</summary>
    public Task EnterAsync() => _turn.WaitAsync(_http.RequestAborted);

    /// <summary>Ends the turn; what was written was flushed.</summary>
    public void Leave()
    {
        Volatile.Write(ref _last, _time.GetTimestamp());
        Pass();
    }

    /// <summary>Ends the turn; nothing was written.</summary>
    public void Pass() => _turn.Release();

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await _timer.DisposeAsync();
        await _signing;
        _turn.Dispose();
    }

    private void Tick()
    {
        var left = _heartbeat - _time.GetElapsedTime(Volatile.Read(ref _last));
        if (left > TimeSpan.Zero) Next(left);
        // Somebody is writing: that is sign enough.
        else if (_isOver || !_turn.Wait(0)) Next(_heartbeat);
        else _signing = SignAsync();
    }

    private async Task SignAsync()
    {
        try
        {
            if (_isOver || (_sign is not null && !HasBegun)) return;
            Begin();
            var output = _http.Response.BodyWriter;
            output.Write(_sign is null ? Comment : _sign().Span);
            await output.FlushAsync(_http.RequestAborted);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The client left; whoever writes the events will notice.
        }
        finally
        {
            Leave();
            Next(_heartbeat);
        }
    }

    private void Next(TimeSpan wait)
    {
        try
        {
            if (!_isOver) _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The stream ended at the same moment.
        }
    }
}
