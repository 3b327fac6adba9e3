using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ObsidianVault.Api.Http;
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
        var group = routes.MapGroup("/api/v1/operator/conversations").WithTags("operator").AddEndpointFilter<OperatorFilter>();
        group.MapGet("", FindAsync).WithSummary("The conversation of a person on a channel.");
        group.MapGet("{id}", GetAsync).WithSummary("The newest lines of a conversation, and how far our messages got.");
        group.MapPost("{id}/handover", TakeOverAsync).WithSummary("The assistant is silent from here on.");
        group.MapDelete("{id}/handover", HandBackAsync).WithSummary("The assistant answers again.");
        group.MapPost("{id}/messages", SayAsync).WithSummary("Sends a human's words, where the person wrote last.");
    }

    private static async Task<Results<Ok<ConversationView>, ProblemHttpResult>> FindAsync(
        string channel, string account, [FromQuery(Name = "external_id")] string externalId, IClusterClient grains)
    {
        if (new[] { channel, account, externalId }.Any(part => string.IsNullOrWhiteSpace(part) || part.Length > 256)) return Problems.NotFound("conversation");
        var id = await grains.GetGrain<IAliasGrain>(GrainKeys.Alias(new ChannelAddress(channel, account, externalId))).FindAsync();
        return id is null ? Problems.NotFound("conversation") : await GetAsync(id, grains);
    }

    private static async Task<Results<Ok<ConversationView>, ProblemHttpResult>> GetAsync(string id, IClusterClient grains) =>
        await FindSessionAsync(grains, id) is { } session
            ? TypedResults.Ok(new ConversationView(
                session.SessionId, session.HumanAnswers, session.Language, session.Addresses, session.History,
                [.. session.Sent.Select(s => new SentView(s.OutboxId, s.To.Channel, s.ChannelMessageId, s.Status, s.At, s.ErrorCode, s.Billable, s.PriceCategory))]))
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
        string id, NewWords body, [FromHeader(Name = "Idempotency-Key")] string? key, IClusterClient grains)
    {
        if (string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > MaxText) return Problems.Invalid(("text", $"Must have 1 to {MaxText} characters."));
        if (key is { Length: > 200 }) return Problems.Invalid(("Idempotency-Key", "Must have at most 200 characters."));
        if (await FindSessionAsync(grains, id) is null) return Problems.NotFound("conversation");
        var messageId = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).SayAsync(
            new OutboundMessage { Id = "", To = new ChannelAddress("", "", ""), Text = body.Text }, toLast: true, key ?? GrainKeys.NewId());
        return messageId is null ? Problems.NotReachable() : TypedResults.Accepted($"/api/v1/operator/conversations/{id}", new AcceptedMessage(messageId, id));
    }

    private static async Task<SessionSnapshot?> FindSessionAsync(IClusterClient grains, string id)
    {
        if (id.Length != 26 || !id.All(char.IsAsciiLetterOrDigit)) return null;
        var session = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).GetAsync();
        return session.CreatedAt == default ? null : session;
    }
}

internal sealed record NewWords(string? Text);

/// <param name="MessageId">The outbox id; the conversation shows how far the message got.</param>
internal sealed record AcceptedMessage(string MessageId, string SessionId);

internal sealed record ConversationView(
    string SessionId, bool HumanAnswers, string? Language, ImmutableArray<ChannelAddress> Addresses, ImmutableArray<ChatTurn> Thread, ImmutableArray<SentView> Sent);

internal sealed record SentView(
    string MessageId, string Channel, string? ChannelMessageId, DeliveryStatus Status, DateTimeOffset At, int? ErrorCode, bool? Billable, string? PriceCategory);
