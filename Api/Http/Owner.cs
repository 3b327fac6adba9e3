using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Api.Http;

/// <summary>The session that a request acts for.</summary>
internal sealed record Owner(string SessionId);

/// <summary>
/// Lets requests through that carry a session's bearer token, <c>ovs_{session}_{secret}</c>, and leaves the
/// <see cref="Owner"/> in the request's items. Everything below it reads that owner's things only.
/// </summary>
internal sealed class OwnerFilter(IClusterClient grains) : IEndpointFilter
{
    private const string Prefix = "ovs_";

    public static string TokenOf(string sessionId, string secret) => $"{Prefix}{sessionId}_{secret}";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (Parse(http.Request.Headers.Authorization.ToString()) is not var (sessionId, secret)
            || !await grains.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)).AuthenticateAsync(secret))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Unauthorized();
        }

        http.Items[typeof(Owner)] = new Owner(sessionId);
        return await next(context);
    }

    internal static (string SessionId, string Secret)? Parse(string header)
    {
        const string scheme = "Bearer " + Prefix;
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || header.Length > 200) return null;
        var parts = header[scheme.Length..].Trim().Split('_');
        return parts is [{ Length: 26 }, { Length: 26 }] && parts.All(p => p.All(char.IsAsciiLetterOrDigit)) ? (parts[0], parts[1]) : null;
    }
}

internal static class OwnerExtensions
{
    public static Owner GetOwner(this HttpContext http) => (Owner)http.Items[typeof(Owner)]!;

    /// <summary>The job, where it is the caller's.</summary>
    public static async Task<JobSnapshot?> FindOwnJobAsync(this IClusterClient grains, HttpContext http, string id) =>
        id.Length is > 0 and <= 64
        && await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).GetAsync() is { } job
        && job.SessionId == http.GetOwner().SessionId ? job : null;
}
