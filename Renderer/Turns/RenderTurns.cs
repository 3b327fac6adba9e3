using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Turns;

/// <summary>
/// Keeps long renders from holding up short ones. A render that has had its first share leaves its slot to the next job and goes
/// on beside it, in one of a few places for long renders. If those are taken and somebody else has been waiting, one render here
/// gives way: the newcomer, if its owner has another render here; else the longest-running one that has had its crowded share. It
/// goes back to the queue and starts again when its turn comes. See docs/adr/0043.
/// </summary>
internal sealed partial class RenderTurns(
    IOptions<RendererOptions> settings, IWorkQueue queue, TimeProvider time, ILogger<RenderTurns> logger)
{
    /// <summary>How often a render gives way to other people's jobs before it keeps its place.</summary>
    private const int MostTimesCrowded = 2;

    /// <summary>
    /// The same for a render whose owner has another one here. Less than the number of returned leases that are not attempts.
    /// </summary>
    private const int MostTimesSecond = 8;

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);

    /// <summary>A job that has waited for less may be taken by another renderer at any moment.</summary>
    private static readonly TimeSpan s_waits = TimeSpan.FromSeconds(5);

    private readonly RendererOptions _options = settings.Value;
    private readonly Lock _lock = new();
    private readonly List<RenderTurn> _turns = [];

    /// <summary>A place for one render: the free one with the lowest number, because its sandbox is most likely warm.</summary>
    public RenderTurn Take()
    {
        lock (_lock)
        {
            var place = Enumerable.Range(0, _options.Places).First(number => _turns.TrueForAll(turn => turn.Place != number));
            var turn = new RenderTurn(place, End);
            _turns.Add(turn);
            return turn;
        }
    }

    /// <summary>Starts the clock of the turn's render.</summary>
    public void Start(RenderTurn turn, HeldLease held, string? owner)
    {
        lock (_lock) turn.Start(held, owner, time.GetTimestamp());
        _ = WatchAsync(turn, turn.Over);
    }

    private void End(RenderTurn turn)
    {
        lock (_lock) _turns.Remove(turn);
    }

    private async Task WatchAsync(RenderTurn turn, CancellationToken over)
    {
        try
        {
            await Task.Delay(_options.FirstShare, time, over);
            while (!TryStepAside(turn))
            {
                if (await FindToGiveWayAsync(turn, over) is { } other)
                {
                    LogGivesWay(logger, other.Held!.Lease.JobId, time.GetElapsedTime(other.LeasedAt).TotalSeconds);
                    await other.GiveWayAsync();
                    if (other == turn) return;
                }

                await Task.Delay(s_look, time, over);
            }

            LogAside(logger, turn.Held!.Lease.JobId);
        }
        catch (Exception) when (over.IsCancellationRequested)
        {
            // The render is over.
        }
    }

    private bool TryStepAside(RenderTurn turn)
    {
        lock (_lock)
        {
            if (_turns.Count(other => other.IsAside) >= _options.LongRenders) return false;
            turn.StepAside();
            return true;
        }
    }

    private async Task<RenderTurn?> FindToGiveWayAsync(RenderTurn turn, CancellationToken over)
    {
        RenderTurn? candidate;
        lock (_lock)
        {
            // A decision that was just made takes a moment to become visible.
            if (_turns.Exists(other => other is { GaveWay: true, Held: not null })) return null;
            candidate = IsSecond(turn) ? turn : _turns
                .Where(other => other is { IsAside: true, Held.Lease.Returned: < MostTimesCrowded }
                    && time.GetElapsedTime(other.LeasedAt) >= _options.CrowdedShare)
                .MinBy(other => other.LeasedAt);
        }

        if (candidate is null) return null;
        try
        {
            return await queue.IsAwaitedByOthersAsync(candidate.Held!.Lease, s_waits, over) ? candidate : null;
        }
        catch (Exception exception) when (!over.IsCancellationRequested)
        {
            LogUnknown(logger, exception);
            return null;
        }
    }

    private bool IsSecond(RenderTurn turn) => turn is { Owner: { } owner, Held.Lease.Returned: < MostTimesSecond }
        && _turns.Exists(other => other != turn && other.Owner == owner);

    [LoggerMessage(LogLevel.Information, "Job {JobId} has had its first share; it goes on beside the slots")]
    private static partial void LogAside(ILogger logger, string jobId);

    [LoggerMessage(LogLevel.Information, "Job {JobId} gives way to other people's jobs after {Seconds:0} s, and starts again later")]
    private static partial void LogGivesWay(ILogger logger, string jobId, double seconds);

    [LoggerMessage(LogLevel.Warning, "The queue does not say whether others wait; no render gives way")]
    private static partial void LogUnknown(ILogger logger, Exception exception);
}
