using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Sessions;

/// <summary>Sessions of the web and of API clients.</summary>
internal static class SessionEndpoints
{
    private const string ExampleId = "c4hk2vq6m3ya5znd7xw2tb4e6u";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/sessions").WithTags("sessions");
        group.MapPost("", OpenAsync).ProducesError(StatusCodes.Status403Forbidden).AnswersLike(
            new OpenedSession(ExampleId, new SessionToken(ExampleId, "q3m7x2kzv5n4wdc6ty2ab5ehou").ToString()),
                StatusCodes.Status201Created)
            .WithSummary("Opens a session.")
            .WithDescription("The token is your identity, and is shown once. A session that is not used ends after seven days.");
        group.MapPost("{id}/link", LinkAsync).RequireAuthorization(Access.Session).ProducesError(StatusCodes.Status404NotFound)
            .AnswersLike(new LinkCode(ExampleId + "-7XK2")).WithParameter("id", "The token's session.")
            .WithSummary("A code that joins a chat with this session.")
            .WithDescription("Send it in the chat as /link CODE. It is good once, for a short time; a new one takes the place of the "
                + "last.");
        group.MapGet("{id}", GetAsync).RequireAuthorization(Access.Session).ProducesError(StatusCodes.Status404NotFound)
            .AnswersLike(new SessionView(ExampleId, new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2026, 12, 6, 12, 0, 0, TimeSpan.Zero), ["k5w2hq7mzn3vd4cx6tya2b5eou"]))
            .WithParameter("id", "The token's session.")
            .WithSummary("The session of the token.")
            .WithDescription("When it was opened, when it ends if nothing happens, and the ids of its jobs, oldest first.");
    }

    private static async Task<Results<Created<OpenedSession>, ProblemHttpResult>> OpenAsync(
        IClusterClient grains, IOptions<SignInOptions> options)
    {
        if (!options.Value.Guests)
            return Problems.Forbidden("Guests are not let in here. Sign in at /signin, or send a key.");
        var id = GrainKeys.NewId();
        var secret = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).OpenWebAsync();
        return TypedResults.Created($"/api/v1/sessions/{id}", new OpenedSession(id, new SessionToken(id, secret).ToString()));
    }

    private static async Task<Results<Ok<LinkCode>, ProblemHttpResult>> LinkAsync(string id, Caller caller, IClusterClient grains) =>
        id == caller.SessionId
            ? TypedResults.Ok(new LinkCode(await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).CreateLinkCodeAsync()))
            : Problems.NotFound("session");

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> GetAsync(string id, Caller caller, IClusterClient grains)
    {
        if (id != caller.SessionId) return Problems.NotFound("session");
        var session = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).GetAsync();
        return TypedResults.Ok(new SessionView(session.SessionId, session.CreatedAt, session.ExpiresAt, [.. session.JobIds]));
    }
}

/// <summary>A session that was just opened.</summary>
/// <param name="SessionId">Names the session.</param>
/// <param name="Token">Send it as <c>Authorization: Bearer TOKEN</c>.</param>
internal sealed record OpenedSession(string SessionId, string Token);

/// <summary>A code that joins two conversations.</summary>
/// <param name="Code">Good once, for <c>Sessions:LinkLifetime</c>.</param>
internal sealed record LinkCode(string Code);

/// <summary>A session.</summary>
/// <param name="SessionId">Names the session.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ExpiresAt">When it ends if nothing happens.</param>
/// <param name="JobIds">Its jobs, oldest first.</param>
internal sealed record SessionView(string SessionId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string[] JobIds);
