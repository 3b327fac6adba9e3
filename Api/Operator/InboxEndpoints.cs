using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Desk;

namespace ObsidianVault.Api.Operator;

/// <summary>The conversations of all channels, as a list and as it changes.</summary>
internal static class InboxEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxText = 200;
    private static readonly string[] s_states = ["waiting", "human", "failed"];

    public static void MapInbox(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/operator/inbox").WithTags("operator").RequireAuthorization(Access.Operator)
            .ProducesError(StatusCodes.Status404NotFound);
        group.MapGet("", ListAsync).AnswersLike(new InboxPage([InboxItem.Example], null))
            .WithParameter("channel", "telegram, whatsapp or web; all where it is left out.")
            .WithParameter("state", "waiting for one of our people, human for those taken over, or failed where ours did not arrive.")
            .WithParameter("assignee", "Whom they are given to.")
            .WithParameter("label", "A label that they have.")
            .WithParameter("words", "A part of the name, the address or the newest line.")
            .WithParameter("limit", $"How many, from 1 to {DeskQuery.MaxRead}; {DefaultLimit} where it is left out.")
            .WithParameter("before", "The next of the page before.")
            .WithSummary("The conversations of all channels.")
            .WithDescription("Newest first. A change is listed within a second or two.");
        group.MapGet("events", InboxEvents.WatchAsync)
            .Produces<InboxChange>(StatusCodes.Status200OK, EventStream.MediaType)
            .AnswersLike(new InboxChange([InboxItem.Example], [], null))
            .ProducesError(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("What changes in the list.")
            .WithDescription("Server-sent events of the type change. Whoever connects again reads the list again.");
    }

    private static async Task<Results<Ok<InboxPage>, ProblemHttpResult>> ListAsync(
        string? channel, string? state, string? assignee, string? label, string? words, int? limit, string? before, IClusterClient grains)
    {
        if (limit is < 1 or > DeskQuery.MaxRead) return Problems.Invalid(("limit", $"Must be from 1 to {DeskQuery.MaxRead}."));
        if (state is not null && !s_states.Contains(state)) return Problems.Invalid(("state", "Must be waiting, human or failed."));
        foreach (var (name, text) in ((string, string?)[])
            [("channel", channel), ("assignee", assignee), ("label", label), ("words", words), ("before", before)])
        {
            if (text?.Length > MaxText || text?.Contains('\0') == true)
                return Problems.Invalid((name, $"Must have at most {MaxText} characters."));
        }

        DeskCursor? cursor = null;
        if (before is not null && (cursor = Decode(before)) is null)
            return Problems.Invalid(("before", "Must be the \"next\" of the answer before."));
        var query = new DeskQuery(Asked(channel), state, Asked(assignee), Asked(label), Asked(words), cursor);
        var entries = await grains.GetGrain<IDeskGrain>(GrainKeys.Desk("any")).ReadAsync(query, limit ?? DefaultLimit);
        return TypedResults.Ok(new InboxPage(
            [.. entries.Select(InboxItem.Of)], entries.Length == (limit ?? DefaultLimit) ? Encode(entries[^1]) : null));

        static string? Asked(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static string Encode(DeskEntry last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.LastAt.ToUnixTimeMilliseconds()}_{last.SessionId}");

    private static DeskCursor? Decode(string text) =>
        text.Split('_', 2) is [var at, { Length: > 0 } id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            && ms < 253_402_300_800_000
            ? new DeskCursor(DateTimeOffset.FromUnixTimeMilliseconds(ms), id)
            : null;
}
