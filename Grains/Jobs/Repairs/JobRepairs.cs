using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs.Repairs;

/// <summary>What a repair depends on besides the job.</summary>
/// <param name="CanMend">Whether a model that can repair its own code is available.</param>
/// <param name="IsRenderTimeUsed">Whether the owner has no render time left today.</param>
internal sealed record RepairTerms(JobOptions Options, bool CanMend, bool IsRenderTimeUsed, DateTimeOffset Now)
{
    /// <summary>Whether scenes are planned before their code is written.</summary>
    public bool CanPlan { get; init; }

    /// <summary>Whether a model can look at finished videos.</summary>
    public bool CanReview { get; init; }
}

/// <summary>What a failure makes of a job: another round, a partial video, the first version, or the end. See docs/adr/0022.</summary>
internal static class JobRepairs
{
    /// <summary>The job after a failed render: it waits for a writer or a renderer, or has ended.</summary>
    public static JobRecord AfterRender(JobRecord job, RenderFailure failure, RepairTerms terms)
    {
        var next = job.State == JobState.Uploading ? null
            : ForReview(job, failure, terms) ?? Layout(job, failure, terms) ?? Repair(job, failure, terms);
        next ??= job.Settle(JobState.Failed, terms.Now, failure.Message, failure.Fault, failure.Cause);
        return next.IsSettled ? next : next.HandOver(terms.Now);
    }

    /// <summary>
    /// The job after a writer returned no code. Without any code the job ends. A failed repair gives way to the next one under the
    /// same lease: a bad answer uses up one round. If none is left, the scene's own failure ends the job. A spent budget always does.
    /// </summary>
    public static JobRecord AfterWriting(JobRecord job, JobFault fault, string message, string? cause, RepairTerms terms)
    {
        if (job.Kept is { } code) return TakeKept(job, code).HandOver(terms.Now);
        if (fault != JobFault.Budget && job.Repairs.LastOrDefault() is { } round)
        {
            (fault, message, cause) = (round.Fault, round.Message, round.Cause);
            if (Repair(job, new RenderFailure(fault, message, 0) { Cause = cause, Code = job.Draft }, terms) is { } repaired)
                return repaired.Code is null || repaired.IsSettled ? repaired : repaired.HandOver(terms.Now);
        }

        return job.Settle(JobState.Failed, terms.Now, message, fault, cause);
    }

    /// <summary>Whether the only round in which the layout may be repaired is still available.</summary>
    public static bool MayMendLayout(JobRecord job, RepairTerms terms) =>
        !job.LayoutTried && RepairPlan.MayMend(job, terms.Options, terms.CanMend, terms.Now);

    /// <summary>Whether a model may look at the video, and there would be a round left for what it finds.</summary>
    public static bool MayReview(JobRecord job, RepairTerms terms) =>
        terms.CanReview && !job.ReviewTried && RepairPlan.MayMend(job, terms.Options, terms.CanMend, terms.Now);

    /// <summary>
    /// The job after a look at its frames: with a round for the defects, or its video is taken as it is from the render cache.
    /// </summary>
    public static JobRecord Reviewed(JobRecord job, string defects, RepairTerms terms)
    {
        var code = job.Kept!;
        var seen = job with { Review = null, DefectsSeen = defects.Length > 0 ? defects : null };
        if (defects.Length == 0 || terms.IsRenderTimeUsed || !RepairPlan.MayMend(job, terms.Options, terms.CanMend, terms.Now))
            return TakeKept(seen, code).HandOver(terms.Now);
        var round = new RepairRecord(job.Repairs.Length + 1, JobCause.Review, 0, defects, terms.Now, Simpler: false);
        return Mend(seen, round, code, "Improving the video.");
    }

    /// <summary>A video that renders, and waits for a look at its frames; null for any other failure.</summary>
    private static JobRecord? ForReview(JobRecord job, RenderFailure failure, RepairTerms terms)
    {
        if (failure.Cause != JobCause.Review) return null;
        var code = failure.Code ?? job.Code!;
        var kept = job with { Kept = code, KeptFlaws = failure.Flaws, ReviewTried = true };
        if (failure.SheetKey is not { } sheet || !MayReview(job, terms)) return TakeKept(kept, code);
        return kept.ToGenerating("Looking at the video.") with { Code = null, Review = new ReviewRequest(sheet, failure.Message) };
    }

    /// <summary>
    /// One round for code that renders but does not look right. If it yields nothing better, the first version is taken:
    /// its video is in the render cache. Null for any other failure.
    /// </summary>
    private static JobRecord? Layout(JobRecord job, RenderFailure failure, RepairTerms terms)
    {
        if (job.Kept is { } first) return TakeKept(job, first);
        if (failure.Cause != JobCause.Layout) return null;
        var code = failure.Code ?? job.Code!;
        var kept = job with { Kept = code, KeptFlaws = failure.Flaws, LayoutTried = true };
        if (!MayMendLayout(job, terms) || terms.IsRenderTimeUsed) return TakeKept(kept, code);
        var round = new RepairRecord(job.Repairs.Length + 1, JobCause.Layout, 0, failure.Message, terms.Now, Simpler: false);
        return Mend(kept, round, code, "Fixing the layout.");
    }

    /// <summary>The job with its next repair, or ended because no render time is left; null if the failure ends it.</summary>
    private static JobRecord? Repair(JobRecord job, RenderFailure failure, RepairTerms terms)
    {
        var step = RepairPlan.Next(job, failure, terms.Options, terms.CanMend, terms.Now);
        if (step == RepairStep.None) return null;
        // The failed render is booked by now, so another one may exceed the day's limit.
        if (terms.IsRenderTimeUsed) return job.OutOfRenderTime(terms.Options, terms.Now);
        var draft = failure.Code ?? job.Code!;
        var line = RepairPlan.LineOf(failure);
        if (step == RepairStep.DropScene)
        {
            var rest = SceneText.Without(draft, line)!;
            return Replaced(job, "Leaving out a scene.", rest) with { IsPartial = true, Dropped = job.Dropped + 1 };
        }

        var round = new RepairRecord(
            job.Repairs.Length + 1,
            failure.Cause ?? JobCause.Of(failure.Fault),
            line,
            failure.Message,
            terms.Now,
            step == RepairStep.Simplify,
            failure.Fault);
        return Mend(job, round, draft, round.Simpler ? "Writing a simpler scene." : "Fixing the scene.");
    }

    private static JobRecord Mend(JobRecord job, RepairRecord round, string draft, string message) =>
        job.ToGenerating(message) with { Code = null, Draft = draft, Repairs = job.Repairs.Add(round) };

    private static JobRecord TakeKept(JobRecord job, string code) => Replaced(job, "Taking the first version.", code) with { Kept = null };

    private static JobRecord Replaced(JobRecord job, string message, string code) =>
        job.ToGenerating(message).To(JobState.Validating, job.Percent, JobMessages.WaitsForRenderer) with { Code = code, Draft = null };
}
