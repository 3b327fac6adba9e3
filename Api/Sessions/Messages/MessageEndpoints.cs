using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.WebChat;

namespace ObsidianVault.Api.Sessions.Messages;

/// <summary>The chat of a session: one more channel, whose messages are kept here.</summary>
internal static class MessageEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLanguage = 35;

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/sessions/{id}").WithTags("sessions").RequireAuthorization(Access.Session)
            .ProducesError(StatusCodes.Status404NotFound).WithParameter("id", "The caller's session, or a chat of the account.");
        group.MapPost("messages", PostAsync).WithIdempotencyKey().Takes(new NewMessage("What is a derivative?", "en"))
            .AnswersLike(MessageView.Example, StatusCodes.Status202Accepted)
            .WithSummary("Writes a message into the chat.")
            .WithDescription("It is stored, and answered in the order of the chat: GET messages/events has the answer. /help in a message "
                + "tells what else it may ask for.");
        group.MapGet("messages", ListAsync).AnswersLike(new MessagePage([MessageView.Example], null))
            .WithParameter("before", "The next of the page before; left out for the newest messages.")
            .WithParameter("limit", $"How many messages, from 1 to {WebLimits.MaxRead}; {DefaultLimit} where it is left out.")
            .WithSummary("The messages of the chat.")
            .WithDescription($"A page of messages, oldest first. A chat keeps its newest {WebLimits.MaxMessages} messages.");
        group.MapGet("messages/events", MessageEvents.WatchAsync)
            .Produces<MessageView>(StatusCodes.Status200OK, EventStream.MediaType)
            .AnswersLike(MessageEvents.Example)
            .WithParameter("Last-Event-ID", "The id of the last message that you have, to go on after it.")
            .WithParameter("after", "The same, for clients that cannot send the header.")
            .WithSummary("The chat as server-sent events.")
            .WithDescription("An event message for each message after the last that you have; its id is the message's number. An event "
                + "draft has more of the answer that is being written: put its text at the place from, and forget the draft when a "
                + "message that is not yours comes. An empty draft means that an answer is on its way.");
        group.MapDelete("answer", StopAsync)
            .WithSummary("Stops the answer that is being written.")
            .WithDescription("What came of it becomes a message. 204 as well where no answer is being written.");
    }

    private static async Task<Results<Accepted<MessageView>, ProblemHttpResult>> PostAsync(
        string id, Body<NewMessage> body, IdempotencyKey key, Caller caller, IClusterClient grains, IObjectStore objects,
        IOptions<LifetimeOptions> lifetimes, TimeProvider time)
    {
        if (!await grains.OwnsSessionAsync(caller, id)) return Problems.NotFound("session");
        var text = body.Value.Text?.Trim() ?? "";
        if (text.Length is 0 or > WebLimits.MaxText)
            return Problems.Invalid(("text", $"Must have 1 to {WebLimits.MaxText} characters."));
        if (body.Value.Language is { Length: > MaxLanguage }) return Problems.Invalid(("language", "Must be a language tag, such as en."));
        if (body.Value.Class is not (null or AiClass.Chat or AiClass.Quick)) return Problems.Invalid(("class", "Must be chat or quick."));

        // First what the person sees: where it ends in between, the same request again does the rest, and each part is done once.
        var messageId = GrainKeys.DerivedId(id, "web", key.Value);
        var stored = await grains.GetGrain<IWebThreadGrain>(GrainKeys.WebThread(id)).AppendAsync(
            new WebMessage { Id = messageId, IsTheirs = true, Text = text, At = time.GetUtcNow() });
        if (stored.Text != text) return Problems.IdempotencyConflict();
        await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).ReceiveAsync([new InboundMessage
        {
            Id = messageId,
            From = new ChannelAddress(ChannelNames.Web, WebLimits.Account, id),
            At = stored.At,
            Text = text,
            ChannelMessageId = messageId,
            Language = body.Value.Language,
            Class = body.Value.Class,
        }]);
        return TypedResults.Accepted($"/api/v1/sessions/{id}/messages/events", MessageView.Of(stored, objects, lifetimes.Value));
    }

    private static async Task<Results<Ok<MessagePage>, ProblemHttpResult>> ListAsync(
        string id, long? before, int? limit, Caller caller, IClusterClient grains, IObjectStore objects,
        IOptions<LifetimeOptions> lifetimes)
    {
        if (!await grains.OwnsSessionAsync(caller, id)) return Problems.NotFound("session");
        if (limit is < 1 or > WebLimits.MaxRead) return Problems.Invalid(("limit", $"Must be from 1 to {WebLimits.MaxRead}."));
        var messages = await grains.GetGrain<IWebThreadGrain>(GrainKeys.WebThread(id))
            .ReadAsync(before ?? long.MaxValue, limit ?? DefaultLimit);
        return TypedResults.Ok(new MessagePage(
            [.. messages.Select(m => MessageView.Of(m, objects, lifetimes.Value))],
            messages is [{ Sequence: > 1 and var first }, ..] ? first : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StopAsync(string id, Caller caller, IClusterClient grains)
    {
        if (!await grains.OwnsSessionAsync(caller, id)) return Problems.NotFound("session");
        await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).StopAnswerAsync();
        return TypedResults.NoContent();
    }
}

/// <summary>What a person writes.</summary>
/// <param name="Text">1 to 65,536 characters.</param>
/// <param name="Language">The language of the person's page as an IETF tag; a new chat speaks it.</param>
/// <param name="Class">The class of model that answers: chat (default), or quick for the cheapest that can.</param>
internal sealed record NewMessage(string? Text, string? Language = null, string? Class = null);

/// <summary>A page of messages.</summary>
/// <param name="Messages">Oldest first.</param>
/// <param name="Next">For <c>?before=</c>; not there at the beginning of the chat.</param>
internal sealed record MessagePage(MessageView[] Messages, long? Next);
