using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Grains.Writing;

/// <summary>Which failures of a model call only mean to wait, and for how long.</summary>
internal static class WritingWaits
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>A budget that calls under way hold is free again as soon as they end; one that is spent is not for hours.</summary>
    private static readonly TimeSpan s_underWay = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long to wait before the step is begun again. Null where the failure is the user's to know: nobody said that it
    /// passes, or it passes only after the job's time in work.
    /// </summary>
    /// <param name="runs">How often the step was begun, from 1.</param>
    /// <param name="left">Of the job's time in work.</param>
    public static TimeSpan? Of(AiException exception, int runs, TimeSpan left)
    {
        if (!Passes(exception)) return null;
        var pause = Backoff(runs);
        var wait = exception.RetryAfter is { } hint && hint > pause ? hint : pause;
        return wait < left ? wait : null;
    }

    /// <summary>The pause before another run; it doubles from run to run, up to a minute.</summary>
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
