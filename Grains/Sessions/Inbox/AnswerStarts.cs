namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>
/// Lets the answers of a silo begin when it is not busy with storing messages, and a few at a time: the start of an answer
/// costs several times what the acknowledgement of its message does, and the channel waits for the latter. Who is alone
/// begins at once.
/// </summary>
public sealed class AnswerStarts(TimeProvider time) : IDisposable
{
    /// <summary>How long a start is taken to keep a processor busy, its waits included.</summary>
    private static readonly TimeSpan s_start = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an answer waits for messages that are being stored, at most, and how often it looks.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly int _few = 4 * Environment.ProcessorCount;
    private readonly SemaphoreSlim _free = new(4 * Environment.ProcessorCount);
    private int _storing;

    /// <summary>A message is being stored, until the result is disposed of.</summary>
    public Storing Store()
    {
        Interlocked.Increment(ref _storing);
        return new Storing(this);
    }

    /// <summary>Waits for its turn.</summary>
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

    /// <summary>Ends one storing.</summary>
    public readonly struct Storing(AnswerStarts owner) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref owner._storing);
    }
}
