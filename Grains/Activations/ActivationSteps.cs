using Microsoft.Extensions.Logging;

namespace ObsidianVault.Grains.Activations;

/// <summary>
/// The background work of one activation, in bounded steps. The effect of a step (an AI call, a send) runs on the thread
/// pool, outside the grain's turns: calls are taken meanwhile, and Orleans, which ends an activation only between
/// requests, never waits for it. What came of it is recorded in a turn of its own, after which the grain looks at its
/// state and starts what is next. All steps end when the activation is told to go, and at once when a write fails; what
/// they have not recorded by then is done again by the next activation. Not thread-safe: used in turns alone.
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
    private bool _isPoked;
    private int _fired;

    /// <param name="goOn">Starts whatever the state asks for, and returns how long nothing more is to be done.</param>
    /// <param name="hostStopping">From then on no step is started; what runs is cancelled.</param>
    public ActivationSteps(IGrainBase grain, Func<TimeSpan?> goOn, TimeProvider time, ILogger logger, CancellationToken hostStopping)
    {
        (_goOn, _time, _logger) = (goOn, time, logger);
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

    /// <summary>Whether no step runs.</summary>
    public bool IsIdle => _running.Count == 0;

    /// <summary>Starts a step, unless one of this name runs.</summary>
    /// <param name="effect">Must not touch the grain's state. What it returns is run in a turn; null where there is nothing to record.</param>
    /// <param name="finishes">Whether an effect that is under way when the activation ends may take a few seconds more, and is recorded then.</param>
    public void Start(string name, Func<CancellationToken, Task<Func<Task>?>> effect, bool finishes = false)
    {
        if (HasEnded || _running.ContainsKey(name)) return;
        var step = new Step(finishes ? CancellationTokenSource.CreateLinkedTokenSource(_aborted.Token) : CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, _aborted.Token), finishes);
        _running.Add(name, step);
        step.Task = RunAsync(name, step, effect);
    }

    /// <summary>Cancels the step of this name, where one runs.</summary>
    public void Cancel(string name)
    {
        if (_running.TryGetValue(name, out var step)) step.Stop.Cancel();
    }

    /// <summary>Does something that nobody waits for and nothing records, within a bound; a failure is logged.</summary>
    /// <returns>False where too much of it is under way; then it is not done.</returns>
    public bool Fire(Func<CancellationToken, Task> effect)
    {
        if (HasEnded || _fired >= MaxFired) return false;
        _fired++;
        _ = FireAsync(effect);
        return true;
    }

    /// <summary>Looks at the state in a turn of its own, soon.</summary>
    public void Poke()
    {
        if (HasEnded) return;
        _isPoked = true;
        _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts whatever the state asks for. Called at the end of each turn that may have changed it.</summary>
    public void GoOn()
    {
        if (HasEnded) return;
        var wait = _goOn();
        if (_isPoked || HasEnded) return;
        _timer.Change(wait is { } until ? until > TimeSpan.Zero ? until : TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A write has failed: nothing more is started or recorded.</summary>
    public void Abort() => _aborted.Cancel();

    /// <summary>Cancels the steps, and waits at most <paramref name="grace"/> for those that may finish, and records these.</summary>
    public async Task EndAsync(TimeSpan grace)
    {
        await _ending.CancelAsync();
        foreach (var step in _running.Values) step.Stop.CancelAfter(step.Finishes ? grace : TimeSpan.Zero);
        var all = Task.WhenAll(_running.Values.Select(step => step.Task));
        await Task.WhenAny(all, Task.Delay(grace + TimeSpan.FromSeconds(1), _time, CancellationToken.None));
        while (!_aborted.IsCancellationRequested && _turns.TryDequeue(out var turn))
            if (turn.Step.Finishes) await RecordAsync(turn.Name, turn.Record);
    }

    public void Dispose()
    {
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
            // Whoever cancelled it knows.
        }
        catch (Exception exception)
        {
            LogFailed(exception, name);
            await PauseAsync();
        }

        // Here the activation's scheduler has taken over again.
        if (HasEnded && !(step.Finishes && !_aborted.IsCancellationRequested))
        {
            Remove(name, step);
            return;
        }

        _turns.Enqueue((name, step, record ?? (() => Task.CompletedTask)));
        if (!HasEnded) Poke();
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
        if (HasEnded) return;
        if (_turns.TryDequeue(out var turn))
        {
            if (!await RecordAsync(turn.Name, turn.Record) && !HasEnded) _ = ReleaseLaterAsync(turn.Name, turn.Step);
            else Remove(turn.Name, turn.Step);
        }

        GoOn();
        if (_turns.Count > 0) Poke();
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

    /// <summary>A step that fails each time must not spin.</summary>
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
        if (_running.TryGetValue(name, out var running) && running == step) _running.Remove(name);
        step.Stop.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The step \"{Step}\" failed; it is done again later")]
    private partial void LogFailed(Exception exception, string step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What came of the step \"{Step}\" could not be recorded; it is done again later")]
    private partial void LogNotRecorded(Exception exception, string step);

    private sealed class Step(CancellationTokenSource stop, bool finishes)
    {
        public CancellationTokenSource Stop => stop;

        public bool Finishes => finishes;

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
