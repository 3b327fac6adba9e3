using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Http;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Sessions;

/// <summary>Sessions of the web and of API clients.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/sessions").WithTags("sessions");
        group.MapPost("", OpenAsync).WithSummary("Opens a session; its token is shown once.");
        group.MapPost("{id}/link", LinkAsync).AddEndpointFilter<OwnerFilter>().WithSummary("A code that joins a chat with this session: send it there as /link CODE.");
        group.MapGet("{id}", GetAsync).AddEndpointFilter<OwnerFilter>().WithSummary("The session of the token.");
    }

    private static async Task<Created<OpenedSession>> OpenAsync(IClusterClient grains)
    {
        var id = GrainKeys.NewId();
        var secret = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).OpenWebAsync();
        return TypedResults.Created($"/api/v1/sessions/{id}", new OpenedSession(id, OwnerFilter.TokenOf(id, secret)));
    }

    private static async Task<Results<Ok<LinkCode>, ProblemHttpResult>> LinkAsync(string id, HttpContext http, IClusterClient grains) =>
        id == http.GetOwner().SessionId
            ? TypedResults.Ok(new LinkCode(await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).CreateLinkCodeAsync()))
            : Problems.NotFound("session");

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> GetAsync(string id, HttpContext http, IClusterClient grains)
    {
        if (id != http.GetOwner().SessionId) return Problems.NotFound("session");
        var session = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).GetAsync();
        return TypedResults.Ok(new SessionView(session.SessionId, session.CreatedAt, session.ExpiresAt, [.. session.JobIds]));
    }
}

/// <param name="Token">Send it as <c>Authorization: Bearer TOKEN</c>.</param>
internal sealed record OpenedSession(string SessionId, string Token);

/// <param name="Code">Good once, for <c>Sessions:LinkLifetime</c>.</param>
internal sealed record LinkCode(string Code);

internal sealed record SessionView(string SessionId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string[] JobIds);
