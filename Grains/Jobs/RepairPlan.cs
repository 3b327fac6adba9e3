using System.Globalization;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs;

/// <summary>What follows from a failed attempt.</summary>
internal enum RepairStep
{
    /// <summary>The failure is the job's end.</summary>
    None,
    /// <summary>The AI mends its code.</summary>
    Mend,
    /// <summary>The AI writes a simpler scene.</summary>
    Simplify,
    /// <summary>The scene that fails is left out; the others are rendered.</summary>
    DropScene,
}

/// <summary>
/// Decides between mending, a simpler plan, a part of the video, and the end. Code of the user's own is never touched;
/// what is not the code's fault is not mended; attempts, money and time are bounded.
/// </summary>
internal static class RepairPlan
{
    public static RepairStep Next(JobRecord job, RenderFailure failure, JobOptions options, bool canMend, DateTimeOffset now)
    {
        if (job.Request?.Prompt is null || job.Parts.Length > 0 || failure.Fault is not (JobFault.Code or JobFault.Scene or JobFault.NoVideo or JobFault.Limit)) return RepairStep.None;
        if (MayMend(job, options, canMend, now)) return RepairStep.Mend;
        if (MayWrite(job, options, canMend, now) && options.Simplify && !job.Repairs.Any(r => r.Simpler)) return RepairStep.Simplify;
        return failure.Code is { } code && SceneText.Without(code, LineOf(failure)) is not null ? RepairStep.DropScene : RepairStep.None;
    }

    /// <summary>Whether the AI may mend its scene once more.</summary>
    public static bool MayMend(JobRecord job, JobOptions options, bool canMend, DateTimeOffset now) =>
        job.Request?.Prompt is not null && job.Parts.Length == 0 && MayWrite(job, options, canMend, now) && job.Repairs.Count(r => !r.Simpler) < options.Repairs;

    private static bool MayWrite(JobRecord job, JobOptions options, bool canMend, DateTimeOffset now) =>
        canMend && job.WrittenCost < (job.Request?.Budget ?? options.Budget) && now < (job.WorkStartedAt ?? now) + options.RepairTime;

    /// <summary>The line that a message begins with, as in "Line 5: ...", or 0.</summary>
    public static int LineOf(RenderFailure failure)
    {
        const string prefix = "Line ";
        if (!failure.Message.StartsWith(prefix, StringComparison.Ordinal)) return 0;
        var end = failure.Message.IndexOf(':', StringComparison.Ordinal);
        return end > 0 && int.TryParse(failure.Message.AsSpan(prefix.Length, end - prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0;
    }
}
