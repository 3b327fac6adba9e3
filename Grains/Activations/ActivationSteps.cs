using Microsoft.Extensions.Logging;

namespace ObsidianVault.Grains.Activations;

/// <summary>
/// The background work of one activation, in bounded steps. The effect of a step (an AI call, a send) runs on the thread
/// pool, outside the grain's turns: calls are served meanwhile, and Orleans, which ends an activation only between
/// requests, never waits for it. The outcome is recorded in a turn of its own, after which the grain looks at its state
/// and starts what is next. All steps end when the activation is told to end, and at once when a write fails; the next
/// activation repeats what they have not recorded by then. Not thread-safe: used only in turns.
/// </summary>
internal sealed partial class ActivationSteps : IDisposable
{
    private const int MaxFired = 32;
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Step> _running = [];
    private readonly Queue<(string Name, Step Step, Func<Task> Record)> _turns = new();
    private readonly CancellationTokenSource _ending;
    private readonly CancellationTokenSource _aborted = new();
    private readonly IGrainTimer _timer;
    private readonly Func<TimeSpan?> _goOn;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FinishingSteps _finishing;
    private bool _isPoked;
    private bool _isClosing;
    private int _fired;

    /// <param name="goOn">Starts whatever the state asks for, and returns how long nothing more is to be done.</param>
    /// <param name="finishing">Counts the steps that a stopping silo waits for.</param>
    /// <param name="hostStopping">From then on no step is started; what runs is cancelled, unless it may finish.</param>
    public ActivationSteps(
        IGrainBase grain, Func<TimeSpan?> goOn, FinishingSteps finishing, TimeProvider time, ILogger logger, CancellationToken hostStopping)
    {
        (_goOn, _finishing, _time, _logger) = (goOn, finishing, time, logger);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(hostStopping);
        _timer = grain.RegisterGrainTimer(_ => TurnAsync(), new GrainTimerCreationOptions
        {
            DueTime = Timeout.InfiniteTimeSpan,
            Period = Timeout.InfiniteTimeSpan,
            KeepAlive = true,
        });
    }

    private bool HasEnded => _ending.IsCancellationRequested || _aborted.IsCancellationRequested;

    public bool IsRunning(string name) => _running.ContainsKey(name);

    /// <summary>Whether no step is running.</summary>
    public bool IsIdle => _running.Count == 0;

    /// <summary>Starts a step, unless one of this name is running.</summary>
    /// <param name="effect">
    /// Must not touch the grain's state. The function it returns is run in a turn; null if there is nothing to record.
    /// </param>
    /// <param name="finishes">
    /// Whether an effect under way when the activation ends may take a few seconds more, and is recorded then.
    /// </param>
    public void Start(string name, Func<CancellationToken, Task<Func<Task>?>> effect, bool finishes = false)
    {
        if (HasEnded || _running.ContainsKey(name)) return;
        var stop = finishes
            ? CancellationTokenSource.CreateLinkedTokenSource(_finishing.Over, _aborted.Token)
            : CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, _aborted.Token);
        var step = new Step(stop, finishes);
        _running.Add(name, step);
        if (finishes) _finishing.Begin();
        step.Task = RunAsync(name, step, effect);
    }

    /// <summary>Cancels the step of this name, if it is running.</summary>
    public void Cancel(string name)
    {
        if (_running.TryGetValue(name, out var step)) step.Stop.Cancel();
    }

    /// <summary>Does something that nobody waits for and nothing records, within a time limit; a failure is logged.</summary>
    /// <returns>False if too much of this is under way; then it is not done.</returns>
    public bool Fire(Func<CancellationToken, Task> effect)
    {
        if (HasEnded || _fired >= MaxFired) return false;
        _fired++;
        _ = FireAsync(effect);
        return true;
    }

    /// <summary>Looks at the state soon, in a turn of its own.</summary>
    public void Poke()
    {
        if (!HasEnded) WakeTimer();
    }

    /// <summary>Starts whatever the state calls for. Called at the end of each turn that may have changed it.</summary>
    public void GoOn()
    {
        if (HasEnded) return;
        var wait = _goOn();
        if (_isPoked || HasEnded) return;
        var due = wait is { } until ? until > TimeSpan.Zero ? until : TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A write has failed: nothing more is started or recorded.</summary>
    public void Abort() => _aborted.Cancel();

    /// <summary>Cancels the steps, waits at most <paramref name="grace"/> for those that may finish, and records those.</summary>
    public async Task EndAsync(TimeSpan grace)
    {
        _isClosing = true;
        await _ending.CancelAsync();
        foreach (var step in _running.Values) step.Stop.CancelAfter(step.Finishes ? grace : TimeSpan.Zero);
        var all = Task.WhenAll(_running.Values.Select(step => step.Task));
        await Task.WhenAny(all, Task.Delay(grace + TimeSpan.FromSeconds(1), _time, CancellationToken.None));
        while (!_aborted.IsCancellationRequested && _turns.TryDequeue(out var turn))
        {
            if (turn.Step.Finishes) await RecordAsync(turn.Name, turn.Record);
            Remove(turn.Name, turn.Step);
        }
    }

    public void Dispose()
    {
        _isClosing = true;
        foreach (var _ in _running.Values.Where(step => step.Finishes)) _finishing.End();
        _running.Clear();
        _ending.Cancel();
        _ending.Dispose();
        _aborted.Dispose();
    }

    private async Task RunAsync(string name, Step step, Func<CancellationToken, Task<Func<Task>?>> effect)
    {
        Func<Task>? record = null;
        var token = step.Stop.Token;
        try
        {
            record = await Task.Run(() => effect(token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The code that cancelled it knows.
        }
        catch (Exception exception)
        {
            LogFailed(exception, name);
            await PauseAsync();
        }

        // From here on the activation's scheduler is in charge again.
        if (HasEnded && !(step.Finishes && !_aborted.IsCancellationRequested))
        {
            Remove(name, step);
            return;
        }

        _turns.Enqueue((name, step, record ?? (() => Task.CompletedTask)));
        // While the host stops, what finishes is still recorded in a turn, before the others learn that this silo leaves.
        if (!_isClosing) WakeTimer();
    }

    private async Task FireAsync(Func<CancellationToken, Task> effect)
    {
        try
        {
            var token = _ending.Token;
            await Task.Run(() => effect(token), CancellationToken.None);
        }
        catch (Exception exception)
        {
            if (!HasEnded) LogFailed(exception, "best effort");
        }
        finally
        {
            _fired--;
        }
    }

    private async Task TurnAsync()
    {
        _isPoked = false;
        if (_aborted.IsCancellationRequested || _isClosing) return;
        if (_turns.TryDequeue(out var turn))
        {
            if (HasEnded && !turn.Step.Finishes) Remove(turn.Name, turn.Step);
            else if (!await RecordAsync(turn.Name, turn.Record) && !HasEnded) _ = ReleaseLaterAsync(turn.Name, turn.Step);
            else Remove(turn.Name, turn.Step);
        }

        GoOn();
        if (_turns.Count > 0 && !_aborted.IsCancellationRequested && !_isClosing) WakeTimer();
    }

    private void WakeTimer()
    {
        _isPoked = true;
        _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task<bool> RecordAsync(string name, Func<Task> record)
    {
        try
        {
            await record();
            return true;
        }
        catch (Exception exception)
        {
            LogNotRecorded(exception, name);
            return false;
        }
    }

    /// <summary>A step that fails every time must not spin.</summary>
    private async Task ReleaseLaterAsync(string name, Step step)
    {
        await PauseAsync();
        Remove(name, step);
        Poke();
    }

    private async Task PauseAsync()
    {
        if (HasEnded) return;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, _aborted.Token);
        try
        {
            await Task.Delay(s_afterFailure, _time, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // There is nothing to wait for any more.
        }
    }

    private void Remove(string name, Step step)
    {
        if (!_running.TryGetValue(name, out var running) || running != step) return;
        _running.Remove(name);
        if (step.Finishes) _finishing.End();
        step.Stop.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The step \"{Step}\" failed; it will be retried")]
    private partial void LogFailed(Exception exception, string step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome of the step \"{Step}\" could not be recorded; it will be retried")]
    private partial void LogNotRecorded(Exception exception, string step);

    private sealed class Step(CancellationTokenSource stop, bool finishes)
    {
        public CancellationTokenSource Stop => stop;

        public bool Finishes => finishes;

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
