namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>
/// Holds back the answers of a silo while it is busy storing messages, and starts a few at a time: starting an answer costs
/// several times as much as acknowledging its message, and the channel waits for the acknowledgement. With nothing else to
/// do, an answer starts at once.
/// </summary>
public sealed class AnswerStarts(TimeProvider time) : IDisposable
{
    /// <summary>How long a start is assumed to keep a processor busy, its waits included.</summary>
    private static readonly TimeSpan s_start = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an answer waits at most for messages being stored, and how often it checks.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly int _few = 4 * Environment.ProcessorCount;
    private readonly SemaphoreSlim _free = new(4 * Environment.ProcessorCount);
    private int _storing;

    /// <summary>Marks a message as being stored until the result is disposed.</summary>
    public Storing Store()
    {
        Interlocked.Increment(ref _storing);
        return new Storing(this);
    }

    /// <summary>Waits for the answer's turn.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < s_patience && Volatile.Read(ref _storing) > _few; waited += s_look)
            await Task.Delay(s_look, time, cancellationToken);
        await _free.WaitAsync(cancellationToken);
        _ = LeaveAsync();
    }

    public void Dispose() => _free.Dispose();

    private async Task LeaveAsync()
    {
        await Task.Delay(s_start, time, CancellationToken.None).ConfigureAwait(false);
        try
        {
            _free.Release();
        }
        catch (ObjectDisposedException)
        {
            // The silo has stopped meanwhile.
        }
    }

    /// <summary>Marks one message as stored.</summary>
    public readonly struct Storing(AnswerStarts owner) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref owner._storing);
    }
}
