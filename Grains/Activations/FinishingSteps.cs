using Microsoft.Extensions.Logging;

namespace ObsidianVault.Grains.Activations;

/// <summary>
/// Counts this silo's steps that may finish when it stops, such as a send. A silo that stops waits for them, and for their
/// record, before it tells the others that it leaves: from then on the grain directory forgets its activations, and
/// another silo could start the same grain while the first still sends.
/// </summary>
public sealed partial class FinishingSteps(ILogger<FinishingSteps> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private int _running;

    public void Begin() => Interlocked.Increment(ref _running);

    public void End() => Interlocked.Decrement(ref _running);

    public void Participate(ISiloLifecycle observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        // Stages stop in reverse: this one before membership says that the silo is leaving.
        observer.Subscribe(nameof(FinishingSteps), ServiceLifecycleStage.Active, _ => Task.CompletedTask, WaitAsync);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; Volatile.Read(ref _running) > 0 && !cancellationToken.IsCancellationRequested; waited += s_look)
        {
            if (waited >= s_grace)
            {
                LogUnfinished(Volatile.Read(ref _running), s_grace.TotalSeconds);
                return;
            }

            await Task.Delay(s_look, CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} sends did not finish within {Seconds} s; they may be sent again")]
    private partial void LogUnfinished(int count, double seconds);
}
