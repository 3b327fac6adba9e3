using System.Collections.Frozen;
using System.Globalization;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Routing;
using ObsidianVault.Ai.Telemetry;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>
/// One call's path through its candidates: tries each in turn, then those that may be retried, never exceeding the maximum
/// number of attempts, all under one deadline.
/// </summary>
internal sealed class Failover(
    AiPlan plan,
    string user,
    CallDeadline deadline,
    AiProviders providers,
    AiHealth health,
    AiTelemetry telemetry,
    AiOptions options,
    TimeProvider time,
    int? most = null)
{
    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_probing = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_full = TimeSpan.FromSeconds(5);

    /// <summary>What has to be left of the time when it is a call's turn; a tenth of it at most.</summary>
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(2);

    private static readonly FrozenDictionary<string, AiCause> s_limits = new[]
    {
        AiCause.ProviderRateLimited, AiCause.ProviderQuotaExhausted,
    }.ToFrozenDictionary(AiCauses.Code);

    private readonly Dictionary<AiTarget, (int Tries, bool Again)> _asked = [];
    private readonly int _most = Math.Min(most ?? options.MaxAttempts, options.MaxAttempts);
    private (AiTarget Target, ProviderFault Fault)? _last;
    private (AiTarget Target, ProviderFault Fault)? _limited;
    private int _minWindow;

    /// <summary>The number of attempts so far.</summary>
    public int Attempts { get; private set; }

    public (AiTarget Target, ProviderFault Fault)? Last => _last;

    /// <summary>Whether the rules allow another attempt, regardless of whether a provider is available.</summary>
    public bool MayAskAgain => Attempts < _most && InOrder().Any();

    /// <summary>The next target, with its slot in the queue taken.</summary>
    /// <exception cref="AiException">There is no other target.</exception>
    public async Task<AttemptLease> NextAsync()
    {
        var hasPaused = false;
        while (true)
        {
            if (Attempts >= _most) throw GiveUp([], null);
            TimeSpan? overBudget = null;
            var (open, closed) = (new List<AiTarget>(), new List<(AiTarget Target, Availability State)>());
            foreach (var target in InOrder())
            {
                if (health.OverBudgetFor(target.Provider) is { } day) overBudget = Shorter(overBudget, day);
                else if (health.Of(target) is { Wait: { Ticks: > 0 } } state) closed.Add((target, state));
                else open.Add(target);
            }

            var (lease, isFull) = await EnterAsync(open, closed);
            // The open targets have changed: look again. No target is tried twice because of this.
            if (lease is null && open.Exists(t => health.Of(t).Wait > TimeSpan.Zero)) continue;
            if (lease is null && isFull && _last is null) throw Full();
            if (lease is null && !isFull && closed.Count > 0)
            {
                // Nothing else may answer: a pause, and then not one call alone finds out whether it is well.
                var (target, state) = closed.MinBy(c => c.State.WaitAlone);
                var pause = hasPaused && state.WaitAlone <= s_longestPause ? TimeSpan.Zero : state.WaitAlone;
                if (pause <= s_longestPause && pause < deadline.Remaining)
                {
                    hasPaused = true;
                    if (pause > TimeSpan.Zero) await Task.Delay(pause, time, deadline.Token);
                    if (pause > TimeSpan.Zero) continue;
                    if (!await TurnAsync(target, hasOthers: false)) throw Full();
                    if (health.Of(target).WaitAlone > s_longestPause)
                    {
                        providers.Queue(target.Provider).Exit();
                        continue;
                    }

                    lease = new AttemptLease(target, providers.Queue(target.Provider), health) { Alone = time.GetUtcNow() };
                }
            }

            if (lease is null) throw GiveUp(closed, overBudget);
            await BackOffAsync(lease, deadline.Token);
            Attempts++;
            _asked[lease.Target] = (_asked.GetValueOrDefault(lease.Target).Tries + 1, false);
            return lease;
        }
    }

    /// <summary>Records a failed attempt.</summary>
    /// <exception cref="AiException">No other target may be tried.</exception>
    public void Failed(AttemptLease lease, ProviderFault fault)
    {
        if (fault.Cools == CoolScope.Nothing) lease.Succeeded();
        else health.Failed(lease.Target, fault, lease.Probe);
        lease.Probe = null;
        _last = (lease.Target, fault);
        if (fault.Cause is AiCause.ProviderRateLimited or AiCause.ProviderQuotaExhausted) _limited ??= _last;
        var next = fault.Next;
        if (options.FallbackWhenDenied && fault.Cause is AiCause.ProviderAuthFailed or AiCause.ProviderModelMissing)
            next = NextStep.Fallback;
        switch (next)
        {
            case NextStep.Stop:
                throw Exception(fault.Cause, fault.Describe(lease.Target.Provider.Name), fault.RetryAfter);
            case NextStep.LargerWindow:
                _minWindow = Math.Max(_minWindow, lease.Target.Model.ContextWindow + 1);
                break;
            case NextStep.Retry:
                _asked[lease.Target] = (_asked[lease.Target].Tries, true);
                break;
            default:
                break;
        }

        telemetry.FellBack(lease.Target, fault.Cause);
    }

    /// <summary>The time limit of the attempt: a provider that hangs must leave time for another.</summary>
    public TimeSpan Limit(AttemptLease lease) =>
        HasOthers(lease) ? Shorter(options.AttemptTimeout, deadline.Remaining * 0.6) : deadline.Remaining;

    /// <summary>How long a stream may take to its first byte. A provider that is alone has as long as a model may think.</summary>
    public TimeSpan FirstByteLimit(AttemptLease lease) =>
        Shorter(Limit(lease), HasOthers(lease) ? options.FirstTokenTimeout : options.SilenceTimeout);

    public AiException Exception(AiCause cause, string message, TimeSpan? retryAfter = null) => new(cause, message)
    {
        RetryAfter = retryAfter,
        Provider = _last?.Target.Provider.Name,
        Model = _last?.Target.Model.Id,
        Attempts = Attempts,
    };

    /// <summary>Whether another target may be tried after this one.</summary>
    public bool HasOthers(AttemptLease lease) =>
        Attempts < _most && plan.Candidates.Any(t => t != lease.Target && !_asked.ContainsKey(t));

    private IEnumerable<AiTarget> InOrder()
    {
        var may = plan.Candidates.Where(t => t.Model.ContextWindow >= _minWindow).ToList();
        return may.Where(t => !_asked.ContainsKey(t))
            .Concat(may
                .Where(t => _asked.TryGetValue(t, out var asked) && asked.Again && asked.Tries <= options.Retries)
                .OrderBy(t => _asked[t].Tries));
    }

    /// <summary>Takes a free slot of an open target, or waits for one.</summary>
    /// <param name="closed">Receives those that another process in the cluster is probing.</param>
    private async Task<(AttemptLease? Lease, bool IsFull)> EnterAsync(List<AiTarget> open, List<(AiTarget, Availability)> closed)
    {
        var waiting = new List<AiTarget>();
        foreach (var target in open)
        {
            if (!providers.Queue(target.Provider).TryEnter()) waiting.Add(target);
            else if (await LeaseAsync(target) is { } lease) return (lease, false);
            else closed.Add((target, new Availability(s_probing, null)));
        }

        var isFull = false;
        for (var i = 0; i < waiting.Count; i++)
        {
            if (!await TurnAsync(waiting[i], hasOthers: i < waiting.Count - 1)) isFull = true;
            // It may have entered a cooldown while we waited.
            else if (health.Of(waiting[i]).Wait > TimeSpan.Zero)
            {
                providers.Queue(waiting[i].Provider).Exit();
                return (null, false);
            }
            else if (await LeaseAsync(waiting[i]) is { } lease) return (lease, false);
            else closed.Add((waiting[i], new Availability(s_probing, null)));
        }

        return (null, isFull);
    }

    private async Task<AttemptLease?> LeaseAsync(AiTarget target)
    {
        var queue = providers.Queue(target.Provider);
        var probe = health.Of(target).Probe;
        try
        {
            if (probe is null || await health.TryProbeAsync(probe)) return new AttemptLease(target, queue, health) { Probe = probe };
        }
        catch
        {
            queue.Exit();
            throw;
        }

        queue.Exit();
        return null;
    }

    /// <summary>
    /// Waits for a turn, as long as an answer may begin in time, or not so long if another provider could take the call. False if the
    /// queue is full or does not move.
    /// </summary>
    private async Task<bool> TurnAsync(AiTarget target, bool hasOthers)
    {
        var queue = providers.Queue(target.Provider);
        if (queue.TryEnter()) return true;
        var most = deadline.Remaining - Shorter(s_least, deadline.Remaining * 0.1);
        using var limited = new CancellationTokenSource(hasOthers ? Shorter(options.QueueWait, most) : most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, limited.Token);
        try
        {
            return await queue.EnterAsync(user, either.Token);
        }
        catch (OperationCanceledException) when (!deadline.Token.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task BackOffAsync(AttemptLease lease, CancellationToken cancellationToken)
    {
        var tries = _asked.GetValueOrDefault(lease.Target).Tries;
        if (tries == 0) return;
        try
        {
            var wait = s_firstBackoff * Math.Pow(2, tries - 1) * (0.8 + (Random.Shared.NextDouble() * 0.4));
            await Task.Delay(wait, time, cancellationToken);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private static AiException Full() => new(
        AiCause.OwnQueueFull, "Too many requests are waiting for the AI providers. Try again in a moment.") { RetryAfter = s_full };

    /// <param name="closed">What could answer if it were not cooling down.</param>
    private AiException GiveUp(List<(AiTarget Target, Availability State)> closed, TimeSpan? overBudget)
    {
        var soonest = closed.Count == 0 ? (TimeSpan?)null : closed.Min(c => c.State.Wait);
        var limit = closed.Where(c => c.State.Cause is { } cause && s_limits.ContainsKey(cause))
            .OrderBy(c => c.State.Wait).FirstOrDefault();
        if (_last is { } last)
        {
            // Of several failures, the one that says when to come back.
            if (_limited is { } limited && last.Fault.Cause.Status() >= 500) last = limited;
            else if (limit.Target is not null && last.Fault.Cause.Status() >= 500) return Limited(limit.Target, limit.State);
            var wait = last.Fault.RetryAfter ?? last.Fault.CoolFor ?? soonest;
            var isTemporary = last.Fault.Cause.Status() is 429 or 503;
            return Exception(
                last.Fault.Cause,
                last.Fault.Describe(last.Target.Provider.Name),
                isTemporary ? wait ?? TimeSpan.FromSeconds(1) : wait);
        }

        if (limit.Target is not null && limit.State.Wait == soonest) return Limited(limit.Target, limit.State);
        if (soonest is { } soon)
        {
            return Exception(
                AiCause.OwnUnavailable, $"Every AI provider is cooling down after an error. Try again in {Seconds(soon)} seconds.", soon);
        }

        return overBudget is { } day
            ? Exception(AiCause.PolicyProviderBudget, "The AI providers have spent their daily budgets.", day)
            : Exception(AiCause.OwnNotConfigured, "No AI provider may answer this call.");
    }

    private AiException Limited(AiTarget target, Availability state) => Exception(
        s_limits[state.Cause!],
        $"{target.Provider.Name} limits how much it may be asked. Try again in {Seconds(state.Wait)} seconds.",
        state.Wait);

    private static string Seconds(TimeSpan wait) => Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Shorter(TimeSpan? a, TimeSpan b) => a < b ? a.Value : b;
}
