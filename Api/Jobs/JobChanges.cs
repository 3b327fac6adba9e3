using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Api.Jobs;

/// <summary>
/// One event of a job. The first on a connection says all but the code and the subtitles; each later one has the four
/// members that are always there, and what changed since the one before. A member that ended is null.
/// </summary>
internal static class JobChanges
{
    public const string Type = "progress";
    private static readonly string[] s_always = ["job_id", "status", "percent", "sequence"];

    /// <summary>The members of <paramref name="now"/> that differ from those of <paramref name="before"/>.</summary>
    public static JsonObject Between(JsonObject? before, JsonObject now)
    {
        var changes = new JsonObject();
        foreach (var (name, value) in now)
        {
            if (before is null || s_always.Contains(name) || !JsonNode.DeepEquals(value, before[name])) changes[name] = value?.DeepClone();
        }

        foreach (var (name, value) in before ?? [])
        {
            if (value is not null && !now.ContainsKey(name)) changes[name] = null;
        }

        return changes;
    }

    public static JsonObject Of(JobView view, JsonSerializerOptions json) =>
        JsonSerializer.SerializeToNode(view.WithoutTexts(), json)!.AsObject();
}
