using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Api.Jobs;

internal static class OwnJobs
{
    private const int MaxIdLength = 64;

    /// <summary>The job, where it is the caller's.</summary>
    public static async Task<JobSnapshot?> FindOwnJobAsync(this IGrainFactory grains, Caller caller, string id) =>
        id.Length is > 0 and <= MaxIdLength && !string.IsNullOrWhiteSpace(id)
        && await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).GetAsync() is { } job
        && job.SessionId == caller.SessionId ? job : null;
}
