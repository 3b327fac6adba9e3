using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Grains.Writing;

/// <summary>Which failures of a model call only mean waiting, and for how long.</summary>
internal static class WritingWaits
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>A budget held by running calls is free again as soon as they end; a spent one is not for hours.</summary>
    private static readonly TimeSpan s_underWay = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long to wait before starting the step again. Null if the user should see the failure: nothing says that it will
    /// pass, or it passes only after the job's time in work has run out.
    /// </summary>
    /// <param name="runs">How often the step was started, from 1.</param>
    /// <param name="left">What remains of the job's time in work.</param>
    public static TimeSpan? Of(AiException exception, int runs, TimeSpan left)
    {
        if (!Passes(exception)) return null;
        var pause = Backoff(runs);
        var wait = exception.RetryAfter is { } hint && hint > pause ? hint : pause;
        return wait < left ? wait : null;
    }

    /// <summary>The pause before the next run; it doubles with each run, up to a minute.</summary>
    public static TimeSpan Backoff(int runs)
    {
        var pause = s_first * Math.Pow(2, Math.Clamp(runs - 1, 0, 10));
        return pause < s_longest ? pause : s_longest;
    }

    private static bool Passes(AiException exception) => exception.Cause switch
    {
        AiCause.ProviderRateLimited or AiCause.ProviderOverloaded or AiCause.ProviderQuotaExhausted or AiCause.PolicyProviderBudget
            or AiCause.OwnQueueFull or AiCause.OwnUnavailable => true,
        AiCause.PolicyBudgetExceeded => exception.RetryAfter <= s_underWay,
        _ => false,
    };
}
