using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Jobs;

internal static class OwnJobs
{
    private const int MaxIdLength = 64;

    /// <summary>
    /// The job, where it is the caller's: asked for in the caller's session, in a conversation of the caller's account, or in one that has
    /// joined it, such as a chat on Telegram.
    /// </summary>
    public static async Task<JobSnapshot?> FindOwnJobAsync(this IGrainFactory grains, Caller caller, string id) =>
        id.Length is > 0 and <= MaxIdLength && !string.IsNullOrWhiteSpace(id)
        && await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).GetAsync() is { } job
        && (await grains.OwnsSessionAsync(caller, job.SessionId) || await grains.IsKinAsync(caller, job.SessionId)) ? job : null;

    private static async Task<bool> IsKinAsync(this IGrainFactory grains, Caller caller, string sessionId) =>
        (await grains.GetGrain<ISessionGrain>(GrainKeys.Session(caller.SessionId)).GetKinAsync()).Contains(sessionId);
}
