using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Channels.Telegram;
using ObsidianVault.Channels.WhatsApp;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Sessions;

/// <summary>Sessions of the web and of API clients.</summary>
internal static class SessionEndpoints
{
    private const string ExampleId = "c4hk2vq6m3ya5znd7xw2tb4e6u";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/sessions").WithTags("sessions");
        group.MapPost("", OpenAsync).ProducesError(StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict).AnswersLike(
            new OpenedSession(ExampleId, new SessionToken(ExampleId, "q3m7x2kzv5n4wdc6ty2ab5ehou").ToString()),
                StatusCodes.Status201Created)
            .WithSummary("Opens a session.")
            .WithDescription("For a guest: the token is your identity, and is shown once. Signed in: one more chat of the account, with "
                + "its limits, budget and collections, and without a token, since the sign-in opens it. A session that is not used ends "
                + "after seven days.");
        group.MapGet("", ListAsync).RequireAuthorization(Access.Session)
            .AnswersLike(new ChatList([new ChatView(ExampleId, new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero))]))
            .WithSummary("The chats of the account.")
            .WithDescription("Those that POST /api/v1/sessions opened for it and that have not ended, on all devices, newest first. A "
                + "guest's session has none.");
        group.MapPost("{id}/link", LinkAsync).RequireAuthorization(Access.Session).ProducesError(StatusCodes.Status404NotFound)
            .AnswersLike(new LinkCode(ExampleId + "-7XK2",
                [new ChannelLink(ChannelNames.Telegram, "https://t.me/vault_bot?start=" + ExampleId)]))
            .WithParameter("id", "The caller's session, or a chat of the account.")
            .WithSummary("A code that joins a chat with this session.")
            .WithDescription("Send it in the chat as /link CODE, or open one of the links, which do so. It is good once, for a short time; "
                + "a new one takes the place of the last.");
        group.MapGet("{id}", GetAsync).RequireAuthorization(Access.Session).ProducesError(StatusCodes.Status404NotFound)
            .AnswersLike(new SessionView(ExampleId, new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2026, 12, 6, 12, 0, 0, TimeSpan.Zero), ["k5w2hq7mzn3vd4cx6tya2b5eou"]))
            .WithParameter("id", "The caller's session, or a chat of the account.")
            .WithSummary("The session of the token.")
            .WithDescription("When it was opened, when it ends if nothing happens, and the ids of its jobs, oldest first.");
    }

    private static async Task<Results<Created<OpenedSession>, ProblemHttpResult>> OpenAsync(
        ClaimsPrincipal user, IClusterClient grains, IOptions<SignInOptions> options)
    {
        // A back end may open sessions for its own people, who are guests here; without guests it has those of its account.
        if (user.FindFirst(Access.SessionIdClaim)?.Value is { } account
            && (user.RolesOf().HasFlag(Roles.User) || !options.Value.Guests))
        {
            return await grains.GetGrain<ISessionGrain>(GrainKeys.Session(account)).OpenChatAsync() is { } chat
                ? TypedResults.Created($"/api/v1/sessions/{chat}", new OpenedSession(chat, null))
                : Problems.Of(StatusCodes.Status409Conflict, "too_many_sessions",
                    $"The account has {ISessionGrain.MaxChats} chats, which is the most. A chat ends after seven days without use.");
        }

        if (!options.Value.Guests)
            return Problems.Forbidden("Guests are not let in here. Sign in at /signin, or send a key.");
        var id = GrainKeys.NewId();
        var secret = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).OpenWebAsync();
        return TypedResults.Created($"/api/v1/sessions/{id}", new OpenedSession(id, new SessionToken(id, secret).ToString()));
    }

    private static async Task<Ok<ChatList>> ListAsync(Caller caller, IClusterClient grains) => TypedResults.Ok(new ChatList(
        [.. (await grains.GetGrain<ISessionGrain>(GrainKeys.Session(caller.SessionId)).GetChatsAsync()).Reverse()
            .Select(chat => new ChatView(chat.SessionId, chat.OpenedAt))]));

    private static async Task<Results<Ok<LinkCode>, ProblemHttpResult>> LinkAsync(
        string id, Caller caller, IClusterClient grains, IOptions<TelegramOptions> telegram, TelegramBotIdentities bots,
        IOptions<WhatsAppOptions> whatsApp)
    {
        if (!await grains.OwnsSessionAsync(caller, id)) return Problems.NotFound("session");
        var code = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).CreateLinkCodeAsync();
        var links = telegram.Value.Bots.Select(bot => bots.Get(bot).Username).OfType<string>()
            .Select(name => new ChannelLink(ChannelNames.Telegram, $"https://t.me/{name}?start={code}")).ToList();
        if (whatsApp.Value.PublicNumber is { Length: > 0 } number)
            links.Add(new ChannelLink(ChannelNames.WhatsApp, $"https://wa.me/{number}?text={Uri.EscapeDataString("/link " + code)}"));
        return TypedResults.Ok(new LinkCode(code, [.. links]));
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> GetAsync(string id, Caller caller, IClusterClient grains)
    {
        if (!await grains.OwnsSessionAsync(caller, id)) return Problems.NotFound("session");
        var session = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).GetAsync();
        return TypedResults.Ok(new SessionView(session.SessionId, session.CreatedAt, session.ExpiresAt, [.. session.JobIds]));
    }
}

/// <summary>A session that was just opened.</summary>
/// <param name="SessionId">Names the session.</param>
/// <param name="Token">Send it as <c>Authorization: Bearer TOKEN</c>. Left out for a chat of an account, which its sign-in opens.</param>
internal sealed record OpenedSession(string SessionId, string? Token);

/// <summary>The chats of an account.</summary>
/// <param name="Sessions">Newest first.</param>
internal sealed record ChatList(ChatView[] Sessions);

/// <summary>A chat of an account.</summary>
/// <param name="SessionId">Names the session.</param>
/// <param name="CreatedAt">When it was opened.</param>
internal sealed record ChatView(string SessionId, DateTimeOffset CreatedAt);

/// <summary>A code that joins two conversations.</summary>
/// <param name="Code">Good once, for <c>Sessions:LinkLifetime</c>.</param>
/// <param name="Links">Addresses that open a chat with the code in it, where this service knows them.</param>
internal sealed record LinkCode(string Code, ChannelLink[] Links);

/// <summary>An address that opens a chat.</summary>
/// <param name="Channel">telegram or whatsapp.</param>
/// <param name="Url">For a phone, as a link or as a QR code.</param>
internal sealed record ChannelLink(string Channel, string Url);

/// <summary>A session.</summary>
/// <param name="SessionId">Names the session.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ExpiresAt">When it ends if nothing happens.</param>
/// <param name="JobIds">Its jobs, oldest first.</param>
internal sealed record SessionView(string SessionId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string[] JobIds);
