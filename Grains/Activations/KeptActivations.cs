namespace ObsidianVault.Grains.Activations;

/// <summary>Activations that keep something in memory for a while after their work is done.</summary>
internal static class KeptActivations
{
    /// <summary>Deactivates the grain when it is idle after this time, even if it is used meanwhile.</summary>
    public static void DeactivateAfter<TGrain>(this TGrain grain, TimeSpan keep)
        where TGrain : Grain => grain.RegisterGrainTimer(
        static (kept, _) =>
        {
            kept.DeactivateOnIdle();
            return Task.CompletedTask;
        },
        grain,
        new GrainTimerCreationOptions { DueTime = keep, Period = Timeout.InfiniteTimeSpan, Interleave = true });
}
