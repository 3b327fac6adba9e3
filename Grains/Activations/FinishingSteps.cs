using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ObsidianVault.Grains.Activations;

/// <summary>
/// Counts this silo's steps that may finish when it stops, such as a send. A silo that stops waits for them, and for their
/// record, before it tells the others that it leaves: from then on the grain directory forgets its activations, and
/// another silo could start the same grain while the first still sends.
/// </summary>
public sealed partial class FinishingSteps(ILogger<FinishingSteps> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_graceAfterCancel = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource _over = new();
    private int _running;

    /// <summary>Cancelled when the silo waits no longer: steps that still run must end.</summary>
    public CancellationToken Over => _over.Token;

    public void Begin() => Interlocked.Increment(ref _running);

    public void End() => Interlocked.Decrement(ref _running);

    public void Participate(ISiloLifecycle observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        // Stages stop in reverse: this one before membership says that the silo is leaving.
        observer.Subscribe(nameof(FinishingSteps), ServiceLifecycleStage.Active, _ => Task.CompletedTask, WaitAsync);
    }

    public void Dispose() => _over.Dispose();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(s_grace, cancellationToken);
        if (Volatile.Read(ref _running) is > 0 and var unfinished) LogUnfinished(unfinished, s_grace.TotalSeconds);
        await _over.CancelAsync();
        await WaitAsync(s_graceAfterCancel, cancellationToken);
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _running) > 0 && Stopwatch.GetElapsedTime(started) < atMost && !cancellationToken.IsCancellationRequested)
            await Task.Delay(s_look, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} sends did not finish within {Seconds} s; they may be sent again")]
    private partial void LogUnfinished(int count, double seconds);
}
