using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ObsidianVault.Api.Status;

/// <summary>Whether this process can serve requests.</summary>
/// <param name="Status">ready, or degraded where a part is missing that not everything needs.</param>
/// <param name="Checks">Each part: healthy or degraded.</param>
internal sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Checks)
{
    /// <summary>The health checks that readiness depends on.</summary>
    public const string Tag = "ready";

    public static Readiness Example { get; } = new(
        "ready", new Dictionary<string, string>
        {
            ["cluster"] = "healthy", ["database"] = "healthy", ["disk"] = "healthy", ["renderers"] = "healthy",
        });

    public static Readiness Of(HealthReport report) => new(
        report.Status == HealthStatus.Healthy ? "ready" : "degraded",
        report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString().ToLowerInvariant()));
}
