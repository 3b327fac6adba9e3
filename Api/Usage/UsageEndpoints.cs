using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Http;

namespace ObsidianVault.Api.Usage;

/// <summary>What a session has spent.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/usage", GetAsync).AddEndpointFilter<OwnerFilter>().WithTags("usage").WithSummary("Totals and entries, in US dollars.");

    private static async Task<Ok<UsageView>> GetAsync(HttpContext http, IClusterClient grains)
    {
        var usage = await grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(http.GetOwner().SessionId)).GetUsageAsync();
        return TypedResults.Ok(new UsageView(
            "USD", usage.Total, usage.Reserved, usage.Budget, usage.TotalsByKind,
            [.. usage.Entries.Select(e => new UsageEntry(e.Charge.RequestId, e.Charge.Kind, e.Charge.Item, e.Charge.Quantity, e.Charge.Amount, e.At))]));
    }
}

internal sealed record UsageView(
    string Currency, decimal Total, decimal Reserved, decimal MonthlyBudget, IReadOnlyDictionary<string, decimal> TotalsByKind, UsageEntry[] Entries);

internal sealed record UsageEntry(string RequestId, string Kind, string Item, decimal Quantity, decimal Amount, DateTimeOffset At);
