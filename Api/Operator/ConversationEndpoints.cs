using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Operator;

/// <summary>What a human of ours does in a conversation: see it, take it over, speak, hand it back.</summary>
internal static class ConversationEndpoints
{
    private const int MaxText = 16_384;

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
                [.. session.History.Select(line => new ThreadLine(line.Role, line.Text, line.At))],
                [.. session.Sent.Select(s => new SentView(s.OutboxId, s.To.Channel, s.ChannelMessageId, s.Status, s.At, s.ErrorCode,
                    s.Billable, s.PriceCategory))]))
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

    private static async Task<SessionSnapshot?> FindSessionAsync(IClusterClient grains, string id)
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
internal sealed record ConversationView(
    string SessionId, bool HumanAnswers, string? Language, ImmutableArray<ChannelAddress> Addresses, ImmutableArray<ThreadLine> Thread,
        ImmutableArray<SentView> Sent)
{
    public static ConversationView Example { get; } = new(
        AcceptedMessage.Example.SessionId, false, "en", [new ChannelAddress(ChannelNames.Telegram, "main", "42")],
        [new ThreadLine("user", "Are you a human?", new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero))], []);
}

/// <summary>A line of a conversation.</summary>
/// <param name="Role">user, assistant or human, which is one of our people.</param>
internal sealed record ThreadLine(string Role, string Text, DateTimeOffset At);

/// <summary>A message of ours.</summary>
internal sealed record SentView(
    string MessageId, string Channel, string? ChannelMessageId, DeliveryStatus Status, DateTimeOffset At, int? ErrorCode, bool? Billable,
        string? PriceCategory);
