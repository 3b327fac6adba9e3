using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>Which sessions a caller may use.</summary>
internal static class OwnSessions
{
    private const int IdLength = 26;

    /// <summary>Whether it is the caller's own session, or a conversation of the caller's account.</summary>
    public static async ValueTask<bool> OwnsSessionAsync(this IGrainFactory grains, Caller caller, string id)
    {
        if (id == caller.SessionId) return true;
        if (id.Length != IdLength || !id.All(char.IsAsciiLetterOrDigit)) return false;
        if (await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).GetAccountAsync() is not { } account) return false;
        return account == caller.SessionId
            || (await grains.GetGrain<ISessionGrain>(GrainKeys.Session(caller.SessionId)).GetKinAsync()).Contains(account);
    }
}
