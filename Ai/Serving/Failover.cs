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
    TimeProvider time)
{
    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_probing = TimeSpan.FromSeconds(1);
    private readonly Dictionary<AiTarget, (int Tries, bool Again)> _asked = [];
    private (AiTarget Target, ProviderFault Fault)? _last;
    private int _minWindow;

    /// <summary>The number of attempts so far.</summary>
    public int Attempts { get; private set; }

    public (AiTarget Target, ProviderFault Fault)? Last => _last;

    /// <summary>Whether the rules allow another attempt, regardless of whether a provider is available.</summary>
    public bool MayAskAgain => Attempts < options.MaxAttempts && InOrder().Any();

    /// <summary>The next target, with its slot in the queue taken.</summary>
    /// <exception cref="AiException">There is no other target.</exception>
    public async Task<AttemptLease> NextAsync()
    {
        var cancellationToken = deadline.Token;
        while (true)
        {
            if (Attempts >= options.MaxAttempts) throw GiveUp(null, null);
            TimeSpan? cooling = null, overBudget = null;
            var (queueFull, refused) = (false, new HashSet<AiTarget>());
            var open = new List<AiTarget>();
            foreach (var target in InOrder())
            {
                if (health.OverBudgetFor(target.Provider) is { } day) overBudget = Shorter(overBudget, day);
                else if (health.Of(target) is { Wait: { Ticks: > 0 } wait }) cooling = Shorter(cooling, wait);
                else open.Add(target);
            }

            AttemptLease? lease = null;
            foreach (var target in open)
            {
                if (!providers.Queue(target.Provider).TryEnter()) continue;
                lease = await LeaseAsync(target);
                if (lease is not null) break;
                // Another process in the cluster is probing it.
                refused.Add(target);
                cooling = Shorter(cooling, s_probing);
            }

            // No target has a free slot: queue for the first that accepts waiting calls.
            var cooled = false;
            foreach (var target in open.TakeWhile(_ => lease is null && !cooled).Where(t => !refused.Contains(t)))
            {
                if (!await WaitAsync(target, cancellationToken))
                {
                    queueFull = true;
                    continue;
                }

                // It may have entered a cooldown while we waited.
                if (health.Of(target).Wait > TimeSpan.Zero) providers.Queue(target.Provider).Exit();
                else lease = await LeaseAsync(target);
                cooled = lease is null;
            }

            if (lease is not null)
            {
                await BackOffAsync(lease, cancellationToken);
                Attempts++;
                _asked[lease.Target] = (_asked.GetValueOrDefault(lease.Target).Tries + 1, false);
                return lease;
            }

            // The open targets have changed: look again. No target is tried twice because of this.
            if (cooled && open.Exists(t => health.Of(t).Wait > TimeSpan.Zero)) continue;
            if (queueFull && _last is null)
            {
                throw new AiException(
                    AiCause.OwnQueueFull, "Too many requests are waiting for the AI providers. Try again in a moment.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
            }

            throw GiveUp(cooling, overBudget);
        }
    }

    /// <summary>Records a failed attempt.</summary>
    /// <exception cref="AiException">No other target may be tried.</exception>
    public void Failed(AttemptLease lease, ProviderFault fault)
    {
        health.Failed(lease.Target, fault, lease.Probe);
        lease.Probe = null;
        _last = (lease.Target, fault);
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

    private bool HasOthers(AttemptLease lease) =>
        Attempts < options.MaxAttempts && plan.Candidates.Any(t => t != lease.Target && !_asked.ContainsKey(t));

    private IEnumerable<AiTarget> InOrder()
    {
        var may = plan.Candidates.Where(t => t.Model.ContextWindow >= _minWindow).ToList();
        return may.Where(t => !_asked.ContainsKey(t))
            .Concat(may
                .Where(t => _asked.TryGetValue(t, out var asked) && asked.Again && asked.Tries <= options.Retries)
                .OrderBy(t => _asked[t].Tries));
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

    /// <summary>Waits for a turn; false if the queue is full or does not move.</summary>
    private async Task<bool> WaitAsync(AiTarget target, CancellationToken cancellationToken)
    {
        using var limited = new CancellationTokenSource(Shorter(options.QueueWait, deadline.Remaining), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limited.Token);
        try
        {
            return await providers.Queue(target.Provider).EnterAsync(user, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
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

    private AiException GiveUp(TimeSpan? cooling, TimeSpan? overBudget)
    {
        if (_last is { } last)
        {
            var wait = last.Fault.RetryAfter ?? last.Fault.CoolFor ?? cooling;
            var isTemporary = last.Fault.Cause.Status() is 429 or 503;
            return Exception(
                last.Fault.Cause,
                last.Fault.Describe(last.Target.Provider.Name),
                isTemporary ? wait ?? TimeSpan.FromSeconds(1) : wait);
        }

        if (cooling is { } soon)
        {
            var seconds = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(soon.TotalSeconds)}");
            return Exception(
                AiCause.OwnUnavailable, $"Every AI provider is cooling down after an error. Try again in {seconds} seconds.", soon);
        }

        return overBudget is { } day
            ? Exception(AiCause.PolicyProviderBudget, "The AI providers have spent their daily budgets.", day)
            : Exception(AiCause.OwnNotConfigured, "No AI provider may answer this call.");
    }

    private static TimeSpan Shorter(TimeSpan? a, TimeSpan b) => a < b ? a.Value : b;
}
