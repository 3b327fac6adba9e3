namespace ObsidianVault.Grains.Writing;

/// <summary>Lets a job enqueued on this silo wake its writers, which otherwise only poll.</summary>
internal sealed class WriterSignal(TimeProvider time)
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Pulse() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes with the next pulse. Take it before polling the queue, and no pulse is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Waits for the pulse, at most for the given time.</summary>
    public async Task WaitAsync(Task pulse, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(pulse, Task.Delay(atMost, time, either.Token));
        await either.CancelAsync();
    }
}
