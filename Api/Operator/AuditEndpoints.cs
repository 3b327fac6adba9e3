using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Audit;

namespace ObsidianVault.Api.Operator;

/// <summary>What operators and administrators did.</summary>
internal static class AuditEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxText = 300;
    private const string Lines = "application/x-ndjson";

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/admin/audit").WithTags("operator").RequireAuthorization(Access.Admin)
            .WithParameter("actor", "The account or session that did it; operator for the key in the settings.")
            .WithParameter("action", "The method and the address, or their beginning, such as PUT /api/v1/admin.")
            .WithParameter("target", "A part of what it was done to, such as an id.")
            .WithParameter("from", "The first moment, such as 2026-11-30T12:00:00Z.")
            .WithParameter("to", "The first moment that is too late.");
        group.MapGet("", ListAsync).AnswersLike(new AuditPage([AuditView.Example], null))
            .WithParameter("limit", $"How many entries, from 1 to {AuditQuery.MaxRead}; {DefaultLimit} where it is left out.")
            .WithParameter("before", "The next of the page before.")
            .WithSummary("Who did what to whom, newest first.")
            .WithDescription("What operators and administrators did and tried to do, sign-ins, and what people did with their keys. Never "
                + "what was said. Kept for Audit:Lifetime.");
        group.MapGet("export", ExportAsync).Produces<AuditView>(StatusCodes.Status200OK, Lines).AnswersLike(AuditView.Example)
            .WithSummary("All of it, one JSON object a line.")
            .WithDescription("Newest first, with the same choices as the list, in one answer.");
    }

    private static async Task<Results<Ok<AuditPage>, ProblemHttpResult>> ListAsync(
        string? actor, string? action, string? target, DateTimeOffset? from, DateTimeOffset? to, int? limit, string? before,
        IClusterClient grains)
    {
        if (limit is < 1 or > AuditQuery.MaxRead) return Problems.Invalid(("limit", $"Must be from 1 to {AuditQuery.MaxRead}."));
        var query = new AuditQuery(actor, action, target, from, to, before);
        if (FaultOf(query) is { } fault) return fault;
        var entries = await ReadAsync(grains, query, limit ?? DefaultLimit);
        return TypedResults.Ok(new AuditPage(
            [.. entries.Select(AuditView.Of)], entries.Length == (limit ?? DefaultLimit) ? entries[^1].Id : null));
    }

    private static async Task<IResult> ExportAsync(
        string? actor, string? action, string? target, DateTimeOffset? from, DateTimeOffset? to, HttpContext http, IClusterClient grains,
        IOptions<JsonOptions> json)
    {
        var query = new AuditQuery(actor, action, target, from, to);
        if (FaultOf(query) is { } fault) return fault;
        var entries = await ReadAsync(grains, query, AuditQuery.MaxRead);
        http.Response.ContentType = Lines;
        while (!entries.IsEmpty)
        {
            foreach (var entry in entries)
            {
                await JsonSerializer.SerializeAsync(
                    http.Response.Body, AuditView.Of(entry), json.Value.SerializerOptions, http.RequestAborted);
                await http.Response.WriteAsync("\n", http.RequestAborted);
            }

            if (entries.Length < AuditQuery.MaxRead) break;
            entries = await ReadAsync(grains, query with { Before = entries[^1].Id }, AuditQuery.MaxRead);
        }

        return TypedResults.Empty;
    }

    private static Task<ImmutableArray<AuditEntry>> ReadAsync(IClusterClient grains, AuditQuery query, int limit) =>
        grains.GetGrain<IAuditGrain>(GrainKeys.Audit()).ReadAsync(query, limit);

    private static ProblemHttpResult? FaultOf(AuditQuery query)
    {
        foreach (var (name, text) in ((string, string?)[])
            [("actor", query.Actor), ("action", query.Action), ("target", query.Target), ("before", query.Before)])
        {
            if (text is { Length: 0 or > MaxText } || text?.Contains('\0') == true)
                return Problems.Invalid((name, $"Must have 1 to {MaxText} characters."));
        }

        return query.From >= query.To ? Problems.Invalid(("to", "Must be later than from.")) : null;
    }
}

/// <summary>A page of what was done.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">Ask with it as before for the next page; null on the last one.</param>
internal sealed record AuditPage(AuditView[] Entries, string? Next);

/// <summary>One thing that somebody did, or tried to do.</summary>
/// <param name="Id">Names the entry.</param>
/// <param name="At">When it was over.</param>
/// <param name="Actor">The account or session; operator for the key in the settings.</param>
/// <param name="Roles">What the actor was.</param>
/// <param name="Action">The method and the address, or another event such as sign in.</param>
/// <param name="Target">The ids that it was about.</param>
/// <param name="Status">The HTTP status of the answer: 403 was refused.</param>
/// <param name="Address">Where the request came from.</param>
/// <param name="KeyId">The API key that was used.</param>
/// <param name="RequestId">Also in the answer and in the log.</param>
internal sealed record AuditView(
    string Id, DateTimeOffset At, string Actor, string[] Roles, string Action, string Target, int Status, string Address, string? KeyId,
    string RequestId)
{
    public static AuditView Example { get; } = new(
        "019ad0f2c3a8k7xw2tb4c4hk", new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero), "c4hk2vq6m3ya5znd7xw2tb4e6u",
        ["user", "operator"], "POST /api/v1/operator/conversations/{id}/handover", "id=q6m3ya5zc4hk2vnd7xw2tb4e6u", 204, "203.0.113.9",
        null, "0HNK2V6Q3M5ZC:00000001");

    public static AuditView Of(AuditEntry entry) => new(
        entry.Id, entry.At, entry.Actor, entry.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries), entry.Action, entry.Target,
        entry.Status, entry.Address, entry.KeyId, entry.RequestId);
}
