using System.Collections.Immutable;
using System.Globalization;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Jobs.Repairs;
using ObsidianVault.Grains.Storyboards;

namespace ObsidianVault.Grains.Jobs;

/// <summary>
/// A model's part of a job: planning, writing and repairing. A writer's report changes the job only at the step the job is at.
/// </summary>
internal static class JobWriting
{
    private const string Plan = "plan";
    private const string Outline = "outline";
    private const string Review = "review";

    /// <summary>The next step: a look at the video, a repair, the plan of a longer video or of a scene, or the first code.</summary>
    private static string NextStep(JobRecord job, RepairTerms terms) =>
        job.Review is not null ? Review
        : job.Repairs.LastOrDefault() is { } round ? string.Create(CultureInfo.InvariantCulture, $"mend:{round.Round}")
        : WantsStoryboard(job, terms) ? Plan
        : WantsOutline(job, terms) ? Outline
        : "write";

    private static bool WantsStoryboard(JobRecord job, RepairTerms terms) =>
        job.Request is { ParentId: null, Format: VideoFormat.Mp4, Prompt: { } prompt } && job.Parts.IsEmpty && !job.PlanFailed
        && terms.CanMend && StoryboardRule.Wants(prompt, terms.Options.StoryboardFrom);

    /// <summary>A scene of a storyboard has its plan in its prompt.</summary>
    private static bool WantsOutline(JobRecord job, RepairTerms terms) =>
        terms.CanPlan && !job.PlanTried && job.Request is { ParentId: null, Prompt: not null };

    /// <summary>
    /// The job at its next step. A step that is started under another lease counts as another run: the ledger books an id
    /// once, and a call repeated after a crash is another call that the provider bills.
    /// </summary>
    public static JobRecord Begin(JobRecord job, WorkLease lease, RepairTerms terms)
    {
        var isNew = job.IsNew(lease);
        var step = NextStep(job, terms);
        if (!isNew && job.Step == step) return job;
        var begun = isNew ? job.Begin(lease, terms.Now) : job;
        begun = begun with { Step = step, StepRuns = job.Step == step ? job.StepRuns + 1 : 1 };
        return begun.State == JobState.Queued ? begun.To(JobState.Generating, 10, "Writing the scene.") : begun;
    }

    private static WritingKind KindOf(string step) => step switch
    {
        Plan => WritingKind.Plan,
        Outline => WritingKind.Outline,
        Review => WritingKind.Review,
        _ => WritingKind.Code,
    };

    /// <summary>What the current step asks for.</summary>
    public static WritingOrder Order(JobRecord job, string jobId, LifetimeOptions lifetimes)
    {
        var (request, round) = (job.Request!, job.Repairs.LastOrDefault());
        var id = job.StepRuns == 1
            ? $"job:{jobId}:{job.Step}"
            : string.Create(CultureInfo.InvariantCulture, $"job:{jobId}:{job.Step}:{job.StepRuns}");
        return new WritingOrder(
            KindOf(job.Step!),
            job.Step!,
            request.Prompt!,
            job.SessionId!,
            id,
            request.Channel,
            job.StepRuns,
            job.WorkStartedAt!.Value + lifetimes.Processing)
        {
            Draft = round is null || job.Draft is null ? null : new FailedDraft(job.Draft, round.Cause, round.Line, round.Message),
            Simpler = round?.Simpler ?? false,
            Plan = job.Plan,
            Review = job.Step == Review ? job.Review : null,
            Notes = request.Notes,
        };
    }

    /// <summary>Whether the report comes from the holder of the lease and is about the step the job is at.</summary>
    public static bool IsAt(JobRecord job, WorkLease lease, string step) => job.Holds(lease) && job.Step == step;

    /// <summary>The job with its code. Unusable code counts as an answer that did not come.</summary>
    public static JobRecord Wrote(JobRecord job, WrittenScene scene, RepairTerms terms)
    {
        if (scene.Code.Length == 0 || scene.Code.Length > terms.Options.MaxCode)
        {
            var paid = job with { WrittenCost = job.WrittenCost + scene.Cost };
            return JobRepairs.AfterWriting(
                paid,
                JobFault.Provider,
                "The AI gave no usable code. Please try again, or in other words.",
                JobCause.NoCode,
                terms);
        }

        return job.To(JobState.Validating, 30, JobMessages.WaitsForRenderer).HandOver(terms.Now) with
        {
            Code = scene.Code,
            Draft = null,
            Title = scene.Title ?? job.Title,
            Provider = scene.Model,
            WrittenCost = job.WrittenCost + scene.Cost,
            Prompts = scene.Prompts ?? job.Prompts,
        };
    }

    /// <summary>The job with what was found out about its scene, or without; its code is written next, under the same lease.</summary>
    public static JobRecord Outlined(JobRecord job, WrittenOutline outline) => job with
    {
        Plan = outline.Plan.IsEmpty ? null : outline.Plan,
        PlanTried = true,
        WrittenCost = job.WrittenCost + outline.Cost,
    };

    /// <summary>The job after a look at its frames.</summary>
    public static JobRecord Reviewed(JobRecord job, WrittenReview review, RepairTerms terms) =>
        JobRepairs.Reviewed(job with { WrittenCost = job.WrittenCost + review.Cost }, review.Defects, terms);

    /// <summary>The job with the scenes of its storyboard; without any it is made as one scene, under the same lease.</summary>
    public static JobRecord Planned(JobRecord job, string jobId, WrittenPlan plan, RepairTerms terms)
    {
        var paid = job with { WrittenCost = job.WrittenCost + plan.Cost };
        if (plan.Scenes.IsEmpty) return paid with { PlanFailed = true };
        // Its scenes may wait for a renderer as long as any job.
        var rendering = paid
            .To(JobState.Validating, 15, "Planning the scenes.")
            .To(JobState.Rendering, 15, $"Making {plan.Scenes.Length} scenes.")
            .HandOver(terms.Now);
        return rendering with
        {
            Worked = TimeSpan.Zero,
            Parts =
            [
                .. plan.Scenes.Select((scene, i) => new JobPart
                {
                    JobId = string.Create(CultureInfo.InvariantCulture, $"{jobId}-{i + 1}"),
                    Title = scene.Title,
                    Narration = scene.Narration,
                }),
            ],
            PartPrompts = [.. plan.Scenes.Select(scene => Brief(plan, scene))],
            Title = plan.Title.Length > 0 ? plan.Title : job.Title,
            Provider = plan.Model,
        };
    }

    private static string Brief(WrittenPlan plan, PlannedScene scene) =>
        $"One scene of the video \"{plan.Title}\": {scene.Title}.\n{scene.Shows}"
        + (plan.Language.Length == 0 ? "" : $"\nThe language of all words on the screen: {plan.Language}")
        + (scene.Narration.Length == 0 ? "" : $"\nMeanwhile is said: {scene.Narration}");

    /// <summary>What each scene may cost: an equal share of what the plan left over.</summary>
    public static decimal Share(JobRecord job, JobOptions options) => Math.Max(0, options.Budget - job.WrittenCost) / job.Parts.Length;
}
