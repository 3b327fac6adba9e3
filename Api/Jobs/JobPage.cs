using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Api.Jobs;

/// <summary>A page of jobs.</summary>
/// <param name="Jobs">Newest first, without code and subtitles.</param>
/// <param name="Next">For <c>?cursor=</c>; left out on the last page.</param>
internal sealed record JobPage(JobView[] Jobs, string? Next)
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 50;

    /// <summary>The jobs after the cursor; null where the cursor is none of the session's.</summary>
    /// <param name="ids">The session's jobs, oldest first; some may be gone.</param>
    public static async Task<JobPage?> ReadAsync(
        ImmutableArray<string> ids, string? cursor, int limit, Func<string, Task<JobSnapshot?>> find)
    {
        var left = cursor is null ? ids.Length : ids.IndexOf(cursor);
        if (left < 0) return null;
        var found = new List<JobSnapshot>(limit);
        while (left > 0 && found.Count < limit)
        {
            var batch = Enumerable.Range(1, Math.Min(limit - found.Count, left)).Select(back => ids[left - back]).ToArray();
            found.AddRange((await Task.WhenAll(batch.Select(find))).OfType<JobSnapshot>());
            left -= batch.Length;
        }

        return new JobPage([.. found.Select(job => JobView.Of(job).WithoutTexts())], left > 0 && found.Count > 0 ? ids[left] : null);
    }
}
