namespace ObsidianVault.Grains.Jobs;

/// <summary>
/// The progress of one job between two states. It is published and not stored, yet never goes back: the stored value is a few
/// large steps ahead of the one shown, so that another activation shows no less.
/// </summary>
internal sealed class JobProgress
{
    private const int Step = 30;
    private const int Most = 99;
    private int _live;

    /// <summary>Continues where an earlier activation was.</summary>
    public void Resume(JobRecord job) => _live = job.ShownPercent;

    public int Of(JobRecord job) => Math.Max(job.Percent, _live);

    /// <summary>Shows the percentage if it is higher. Returns the job as it must be stored first, or the same record.</summary>
    public JobRecord Show(JobRecord job, int percent)
    {
        if (percent <= Of(job)) return job;
        _live = percent;
        return percent > job.ShownPercent ? Ahead(job, percent) : job;
    }

    /// <summary>The job with room for progress that need not be stored.</summary>
    public static JobRecord Ahead(JobRecord job, int percent) =>
        percent < job.ShownPercent ? job : job with { ShownPercent = Math.Min(Most, (percent / Step + 1) * Step) };

    /// <summary>The waiting job with exactly the progress that was shown: it may wait longer than an activation lives.</summary>
    public JobRecord Keep(JobRecord job, JobRecord waiting)
    {
        var shown = Math.Max(waiting.Percent, Of(job));
        return waiting with { Percent = shown, ShownPercent = shown };
    }
}
