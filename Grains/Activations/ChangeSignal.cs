using Microsoft.Extensions.Hosting;

namespace ObsidianVault.Grains.Activations;

/// <summary>Lets interleaved calls of one grain wait for its next change.</summary>
internal sealed class ChangeSignal(TimeProvider time, IHostApplicationLifetime host)
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for the next <see cref="Pulse"/>, at most for the given time; returns at once while the host stops.</summary>
    public Task WaitAsync(TimeSpan atMost) =>
        atMost <= TimeSpan.Zero ? Task.CompletedTask : Task.WhenAny(_next.Task, Task.Delay(atMost, time, host.ApplicationStopping));

    public void Pulse()
    {
        var pulsed = _next;
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pulsed.SetResult();
    }
}
