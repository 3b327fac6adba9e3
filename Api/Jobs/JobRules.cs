using System.Globalization;
using SessionOptions = ObsidianVault.Sessions.SessionOptions;

namespace ObsidianVault.Api.Jobs;

/// <summary>What a request for a job must be; every fault at once.</summary>
internal static class JobRules
{
    public static (string Field, string Fault)[] Check(NewJob job) =>
        [.. CheckText("prompt", job.Prompt, SessionOptions.MaxPrompt), .. CheckQuality(job.Quality)];

    public static (string Field, string Fault)[] CheckCode(string? code, string? quality) =>
        [.. CheckText("code", code, SessionOptions.MaxCode), .. CheckQuality(quality)];

    public static Quality QualityOf(string? quality) => quality switch
    {
        "low" => Quality.Low,
        "high" => Quality.High,
        _ => Quality.Medium,
    };

    private static IEnumerable<(string, string)> CheckText(string field, string? text, int limit)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return (field, "Must not be empty.");
        else if (text.Length > limit)
            yield return (field, string.Create(CultureInfo.InvariantCulture, $"Has {text.Length:N0} characters; at most {limit:N0} are possible."));
    }

    private static IEnumerable<(string, string)> CheckQuality(string? quality)
    {
        if (quality is not (null or "low" or "medium" or "high")) yield return ("quality", "Must be low, medium or high.");
    }
}
