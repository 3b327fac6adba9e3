namespace ObsidianVault.Sessions;

/// <summary>
/// Lets the answers of a silo begin a few at a time: the start of an answer costs several times what the acknowledgement
/// of its message does, and the channel waits for the latter. Who is alone begins at once.
/// </summary>
public sealed class AnswerStarts(TimeProvider time) : IDisposable
{
    /// <summary>How long a start is taken to keep a processor busy, its waits included.</summary>
    private static readonly TimeSpan s_start = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _free = new(4 * Environment.ProcessorCount);

    /// <summary>Waits for its turn, in the order of the calls.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
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
}
