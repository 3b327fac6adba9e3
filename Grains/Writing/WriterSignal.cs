namespace ObsidianVault.Grains.Writing;

/// <summary>Lets a job that was put into the queue here wake this silo's writers, which else look there now and then.</summary>
internal sealed class WriterSignal(TimeProvider time)
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Pulse() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>What ends with the next pulse: taken before the look into the queue, it misses none.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Waits for the pulse, at most as long as given.</summary>
    public async Task WaitAsync(Task pulse, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(pulse, Task.Delay(atMost, time, either.Token));
        await either.CancelAsync();
    }
}
