using System.Globalization;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs.Repairs;

/// <summary>What follows a failed attempt.</summary>
internal enum RepairStep
{
    /// <summary>The failure ends the job.</summary>
    None,
    /// <summary>The AI repairs its code.</summary>
    Mend,
    /// <summary>The AI writes a simpler scene.</summary>
    Simplify,
    /// <summary>The failing scene is left out; the others are rendered.</summary>
    DropScene,
}

/// <summary>
/// Chooses between a repair, a simpler plan, a partial video, and the end. The user's own code is never touched; failures
/// that the code did not cause are not repaired; attempts, money and time are bounded.
/// </summary>
internal static class RepairPlan
{
    public static RepairStep Next(JobRecord job, RenderFailure failure, JobOptions options, bool canMend, DateTimeOffset now)
    {
        if (job.Request?.Prompt is null
            || job.Parts.Length > 0
            || failure.Fault is not (JobFault.Code or JobFault.Scene or JobFault.NoVideo or JobFault.Limit))
        {
            return RepairStep.None;
        }

        if (MayMend(job, options, canMend, now)) return RepairStep.Mend;
        if (MayWrite(job, options, canMend, now) && options.Simplify && !job.Repairs.Any(r => r.Simpler)) return RepairStep.Simplify;
        return failure.Code is { } code && SceneText.Without(code, LineOf(failure)) is not null ? RepairStep.DropScene : RepairStep.None;
    }

    /// <summary>Whether the AI may repair its scene once more.</summary>
    public static bool MayMend(JobRecord job, JobOptions options, bool canMend, DateTimeOffset now) =>
        job.Request?.Prompt is not null
        && job.Parts.Length == 0
        && MayWrite(job, options, canMend, now) && job.Repairs.Count(r => !r.Simpler) < options.Repairs;

    private static bool MayWrite(JobRecord job, JobOptions options, bool canMend, DateTimeOffset now) =>
        canMend && job.WrittenCost < (job.Request?.Budget ?? options.Budget) && now < (job.WorkStartedAt ?? now) + options.RepairTime;

    /// <summary>The line at the start of a message such as "Line 5: ...", or 0.</summary>
    public static int LineOf(RenderFailure failure)
    {
        const string prefix = "Line ";
        if (!failure.Message.StartsWith(prefix, StringComparison.Ordinal)) return 0;
        var end = failure.Message.IndexOf(':', StringComparison.Ordinal);
        if (end <= 0) return 0;
        var digits = failure.Message.AsSpan(prefix.Length, end - prefix.Length);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0;
    }
}
