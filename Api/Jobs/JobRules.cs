using System.Globalization;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Api.Jobs;

/// <summary>What a request for a job must be; every fault at once.</summary>
internal static class JobRules
{
    /// <param name="code">The code in the prompt, or null if it is none.</param>
    public static (string Field, string Fault)[] Check(NewJob job, string? code, JobOptions limits) =>
    [
        .. CheckText("prompt", code ?? job.Prompt, code is null ? limits.MaxPrompt : limits.MaxCode),
        .. CheckChoices(job.Quality, job.Priority, job.Format),
        .. JobNotes.Check(job),
    ];

    /// <summary>What a job from a prompt and a job from code have in common.</summary>
    public static IEnumerable<(string Field, string Fault)> CheckChoices(string? quality, string? priority, string? format)
    {
        if (quality is not (null or "low" or "medium" or "high")) yield return ("quality", "Must be low, medium or high.");
        if (priority is not (null or "interactive" or "batch")) yield return ("priority", "Must be interactive or batch.");
        if (format is not (null or "mp4" or "webm" or "gif" or "png")) yield return ("format", "Must be mp4, webm, gif or png.");
    }

    public static IEnumerable<(string Field, string Fault)> CheckText(string field, string? text, int limit)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return (field, "Must not be empty.");
        else if (text.Length > limit)
            yield return (field, string.Create(CultureInfo.InvariantCulture,
                $"Has {text.Length:N0} characters; at most {limit:N0} are possible."));
    }

    public static JobPriority PriorityOf(string? priority) => priority == "batch" ? JobPriority.Batch : JobPriority.Interactive;

    public static Quality QualityOf(string? quality) => quality switch
    {
        "low" => Quality.Low,
        "high" => Quality.High,
        _ => Quality.Medium,
    };

    public static VideoFormat FormatOf(string? format) => format switch
    {
        "webm" => VideoFormat.WebM,
        "gif" => VideoFormat.Gif,
        "png" => VideoFormat.Png,
        _ => VideoFormat.Mp4,
    };
}
