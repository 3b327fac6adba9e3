using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Operator;

/// <summary>What a human of ours does in a conversation: see it, take it over, speak, hand it back.</summary>
internal static class ConversationEndpoints
{
    private const int MaxText = 16_384;
    private const int MaxNote = 4_000;

    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/operator/conversations").WithTags("operator").RequireAuthorization(Access.Operator)
            .ProducesError(StatusCodes.Status404NotFound).WithParameter("id", "The conversation's session.");
        group.MapGet("", FindAsync).AnswersLike(ConversationView.Example)
            .WithParameter("channel", "telegram or whatsapp.").WithParameter("account", "The bot's name, or our phone number id.")
            .WithParameter("external_id", "The person's id on the channel.")
            .WithSummary("The conversation of a person on a channel.")
            .WithDescription("404 where the person never wrote.");
        group.MapGet("{id}", GetAsync).AnswersLike(ConversationView.Example)
            .WithSummary("A conversation.")
            .WithDescription("Its newest lines, who answers, the person's addresses, and how far our messages got.");
        group.MapPost("{id}/handover", TakeOverAsync)
            .WithSummary("Takes a conversation over.")
            .WithDescription("The assistant is silent from here on.");
        group.MapDelete("{id}/handover", HandBackAsync)
            .WithSummary("Hands a conversation back.")
            .WithDescription("The assistant answers again.");
        group.MapPost("{id}/messages", SayAsync).WithIdempotencyKey().Takes(new NewWords("Hello, this is Ada. How can I help?"))
            .AnswersLike(AcceptedMessage.Example, StatusCodes.Status202Accepted)
            .WithSummary("Sends a person's words.")
            .WithDescription("To where the conversation's person wrote last.");
        group.MapPatch("{id}", FileAsync).Takes(new NewFiling("Grace", ["billing"]))
            .WithSummary("Gives a conversation to somebody, or labels it.")
            .WithDescription("What is left out stays as it is; an empty assignee gives it to nobody.");
        group.MapPost("{id}/notes", NoteAsync).WithIdempotencyKey().Takes(new NewWords("Was promised a call on Monday."))
            .WithSummary("Adds a private note.")
            .WithDescription("It is in the thread for operators alone: no person and no model is ever shown it.");
        group.MapPost("{id}/presence", TellAsync).Takes(new NewPresence(true, "window-1"))
            .WithSummary("Tells the other operators who looks.")
            .WithDescription("They hear it at /api/v1/operator/inbox/events. It is kept nowhere, and means a minute.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> FileAsync(string id, Body<NewFiling> body, IClusterClient grains)
    {
        var (assignee, labels) = body.Value;
        ImmutableArray<string>? asked = labels is null ? null
            : [.. labels.Select(label => label?.Trim() ?? "").Where(label => label.Length > 0).Distinct()];
        if (assignee?.Length > Filing.MaxName) return Problems.Invalid(("assignee", $"Must have at most {Filing.MaxName} characters."));
        if (asked?.Length > Filing.MaxLabels || asked?.Any(label => label.Length > Filing.MaxLabel || label.Any(char.IsControl)) == true)
            return Problems.Invalid(("labels", $"Must be at most {Filing.MaxLabels}, of at most {Filing.MaxLabel} characters each."));
        if (await FindSessionAsync(grains, id) is null) return Problems.NotFound("conversation");
        await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).FileAsync(new Filing(assignee?.Trim(), asked));
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> NoteAsync(
        string id, Body<NewWords> body, IdempotencyKey key, IClusterClient grains, ClaimsPrincipal user, KnownAccounts accounts)
    {
        if (string.IsNullOrWhiteSpace(body.Value.Text) || body.Value.Text.Length > MaxNote)
            return Problems.Invalid(("text", $"Must have 1 to {MaxNote} characters."));
        if (await FindSessionAsync(grains, id) is null) return Problems.NotFound("conversation");
        await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id))
            .AddNoteAsync(await NameOfAsync(user, accounts), body.Value.Text, key.Value);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TellAsync(
        string id, Body<NewPresence> body, IClusterClient grains, ClaimsPrincipal user, KnownAccounts accounts)
    {
        if (body.Value.Key is not { Length: > 0 and <= 64 }) return Problems.Invalid(("key", "Must have 1 to 64 characters."));
        if (await FindSessionAsync(grains, id) is null) return Problems.NotFound("conversation");
        await InboxEvents.TellAsync(
            grains, new OperatorPresence(id, await NameOfAsync(user, accounts), body.Value.Writing, body.Value.Key));
        return TypedResults.NoContent();
    }

    /// <summary>What the other operators call this one.</summary>
    private static async Task<string> NameOfAsync(ClaimsPrincipal user, KnownAccounts accounts)
    {
        if (user.FindFirst(Access.SessionIdClaim)?.Value is not { } id) return Access.OperatorClaim;
        var name = (await accounts.GetAsync(id)).Identity?.Name ?? id;
        return name.Length <= Filing.MaxName ? name : name[..Filing.MaxName];
    }

    private static async Task<Results<Ok<ConversationView>, ProblemHttpResult>> FindAsync(
        string channel, string account, [FromQuery(Name = "external_id")] string externalId, IClusterClient grains)
    {
        if (new[] { channel, account, externalId }.Any(part =>
            string.IsNullOrWhiteSpace(part) || part.Length > 256)) return Problems.NotFound("conversation");
        var id = await grains.GetGrain<IAliasGrain>(GrainKeys.Alias(new ChannelAddress(channel, account, externalId))).FindAsync();
        return id is null ? Problems.NotFound("conversation") : await GetAsync(id, grains);
    }

    private static async Task<Results<Ok<ConversationView>, ProblemHttpResult>> GetAsync(string id, IClusterClient grains) =>
        await FindSessionAsync(grains, id) is { } session
            ? TypedResults.Ok(new ConversationView(
                session.SessionId, session.HumanAnswers, session.Language, session.Addresses,
                [.. session.History.Select(line => new ThreadLine(line.Role, line.Text, line.At, line.Quotable, line.By))],
                [.. session.Sent.Select(s => new SentView(s.OutboxId, s.To.Channel, s.ChannelMessageId, s.Status, s.At, s.ErrorCode,
                    s.Billable, s.PriceCategory, s.Text))],
                session.Name, session.Assignee, session.Labels, session.WindowEndsAt, session.JobIds, session.PendingIn,
                session.PendingOut, session.CreatedAt, session.ExpiresAt))
            : Problems.NotFound("conversation");

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeOverAsync(string id, IClusterClient grains)
    {
        if (await FindSessionAsync(grains, id) is null) return Problems.NotFound("conversation");
        await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).TakeOverAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandBackAsync(string id, IClusterClient grains)
    {
        if (await FindSessionAsync(grains, id) is null) return Problems.NotFound("conversation");
        await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).HandBackAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<Accepted<AcceptedMessage>, ProblemHttpResult>> SayAsync(
        string id, Body<NewWords> body, IdempotencyKey key, IClusterClient grains)
    {
        if (string.IsNullOrWhiteSpace(body.Value.Text)
            || body.Value.Text.Length > MaxText) return Problems.Invalid(("text", $"Must have 1 to {MaxText} characters."));
        if (await FindSessionAsync(grains, id) is null) return Problems.NotFound("conversation");
        var messageId = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).SayAsync(
            new OutboundMessage { Id = "", To = new ChannelAddress("", "", ""), Text = body.Value.Text }, toLast: true, key.Value);
        return messageId is null ? Problems.NotReachable()
            : TypedResults.Accepted($"/api/v1/operator/conversations/{id}", new AcceptedMessage(messageId, id));
    }

    public static async Task<SessionSnapshot?> FindSessionAsync(IClusterClient grains, string id)
    {
        if (id.Length != 26 || !id.All(char.IsAsciiLetterOrDigit)) return null;
        var session = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).GetAsync();
        return session.CreatedAt == default ? null : session;
    }
}

/// <summary>What a person of ours says.</summary>
/// <param name="Text">1 to 16,384 characters; long ones go in parts.</param>
internal sealed record NewWords(string? Text);

/// <summary>A message that will be sent.</summary>
/// <param name="MessageId">The outbox id; the conversation shows how far the message got.</param>
/// <param name="SessionId">The conversation.</param>
internal sealed record AcceptedMessage(string MessageId, string SessionId)
{
    public static AcceptedMessage Example { get; } = new("c4hk2vq6m3ya5znd7xw2tb4e6u", "q6m3ya5zc4hk2vnd7xw2tb4e6u");
}

/// <summary>A conversation.</summary>
/// <param name="SessionId">Names it.</param>
/// <param name="HumanAnswers">Whether a person of ours has taken it over.</param>
/// <param name="Language">The person's, ISO 639-1.</param>
/// <param name="Addresses">Where the person can be reached.</param>
/// <param name="Thread">The newest lines, oldest first.</param>
/// <param name="Sent">Our newest messages, and how far they got.</param>
/// <param name="Name">What the person calls themselves; null while unknown.</param>
/// <param name="Assignee">Whom of our people it is given to; null for nobody.</param>
/// <param name="Labels">What operators call it.</param>
/// <param name="WindowEndsAt">Until when we may write freely; null where the channel sets no window.</param>
/// <param name="JobIds">Its jobs, oldest first.</param>
/// <param name="PendingIn">Messages that wait for an answer.</param>
/// <param name="PendingOut">Messages of ours that wait to be sent.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="ExpiresAt">When it ends, if nothing is said.</param>
internal sealed record ConversationView(
    string SessionId, bool HumanAnswers, string? Language, ImmutableArray<ChannelAddress> Addresses, ImmutableArray<ThreadLine> Thread,
        ImmutableArray<SentView> Sent, string? Name, string? Assignee, ImmutableArray<string> Labels, DateTimeOffset? WindowEndsAt,
        ImmutableArray<string> JobIds, int PendingIn, int PendingOut, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    private static readonly DateTimeOffset s_exampleTime = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public static ConversationView Example { get; } = new(
        AcceptedMessage.Example.SessionId, false, "en", [new ChannelAddress(ChannelNames.Telegram, "main", "42")],
        [new ThreadLine("user", "Are you a human?", s_exampleTime, "main:42:7", null)],
        [
            new SentView(
                "c4hk2vq6m3ya5znd7xw2tb4e6u", ChannelNames.Telegram, "8", DeliveryStatus.Sent, s_exampleTime, null, null, null, "No."),
        ],
        "Ada", "Grace", ["billing"], null, [], 0, 0, s_exampleTime, s_exampleTime.AddDays(7));
}

/// <summary>A line of a conversation.</summary>
/// <param name="Role">user, assistant, human, which is one of our people, or note, which only our people see.</param>
/// <param name="Text">What was said.</param>
/// <param name="At">When it was said.</param>
/// <param name="MessageId">Of a message of ours: its id among those sent. Null where it is not known.</param>
/// <param name="By">Which of our people said it; null where it is not known.</param>
internal sealed record ThreadLine(string Role, string Text, DateTimeOffset At, string? MessageId, string? By);

/// <summary>A message of ours.</summary>
/// <param name="MessageId">The outbox id.</param>
/// <param name="Channel">Where it went.</param>
/// <param name="ChannelMessageId">The channel's own id of it.</param>
/// <param name="Status">How far it got.</param>
/// <param name="At">When it was sent.</param>
/// <param name="ErrorCode">The channel's, where it failed.</param>
/// <param name="Billable">Whether the channel bills it, if it says so.</param>
/// <param name="PriceCategory">The channel's price category.</param>
/// <param name="Text">The beginning of what it said.</param>
internal sealed record SentView(
    string MessageId, string Channel, string? ChannelMessageId, DeliveryStatus Status, DateTimeOffset At, int? ErrorCode, bool? Billable,
        string? PriceCategory, string? Text);

/// <summary>What operators note of a conversation. What is left out stays.</summary>
/// <param name="Assignee">Whom it is given to, at most 100 characters; empty for nobody.</param>
/// <param name="Labels">At most 10, of at most 40 characters each.</param>
internal sealed record NewFiling(string? Assignee = null, string?[]? Labels = null);

/// <summary>An operator looks at a conversation.</summary>
/// <param name="Writing">Whether they are writing.</param>
/// <param name="Key">Names the window: 1 to 64 characters.</param>
internal sealed record NewPresence(bool Writing = false, string? Key = null);
