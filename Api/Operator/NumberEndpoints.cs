using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Usage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Api.Operator;

/// <summary>What everybody together used and spent.</summary>
internal static class NumberEndpoints
{
    public static void MapNumbers(this IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/operator/usage", GetAsync)
        .WithTags("operator").RequireAuthorization(Access.Operator).ProducesError(StatusCodes.Status404NotFound)
        .AnswersLike(new ServiceUsage("USD", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30),
            [new ServiceSum(new DateOnly(2026, 11, 30), "tokens", "gpt-4o-mini", "telegram", 0.0021m, 1_400, 3)]))
        .WithParameter("from", "The first day, such as 2026-11-01; 29 days before the last one where it is left out.")
        .WithParameter("to", $"The last day; today where it is left out. At most {UsageDays.Max} days.")
        .WithSummary("What was used and spent, of all people.")
        .WithDescription("By day of UTC, kind, model or quality, and channel, in US dollars. Without a name: budgets are in "
            + "/api/v1/operator/budgets.");

    private static async Task<Results<Ok<ServiceUsage>, ProblemHttpResult>> GetAsync(
        string? from, string? to, IClusterClient grains, TimeProvider time)
    {
        if (UsageDays.Of(to, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) is not { } last)
            return UsageDays.NoDay("to");
        if (UsageDays.Of(from, last.DayNumber > 29 ? last.AddDays(-29) : last) is not { } first)
            return UsageDays.NoDay("from");
        if (UsageDays.Check(first, last) is { } fault) return fault;
        var sums = await grains.GetGrain<IBooksGrain>(GrainKeys.Books()).GetDaysAsync(first, last);
        return TypedResults.Ok(new ServiceUsage("USD", first, last, [.. sums.Select(sum => new ServiceSum(
            sum.Day, sum.Kind, sum.Item, sum.Channel.Length == 0 ? "unknown" : sum.Channel, sum.Amount, sum.Quantity, sum.Entries))]));
    }
}

/// <summary>What all people used and spent.</summary>
/// <param name="Currency">Always USD.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Sums">By day, kind, item and channel; nothing where nothing was booked.</param>
internal sealed record ServiceUsage(string Currency, DateOnly From, DateOnly To, ServiceSum[] Sums);

/// <summary>What was used and spent on one day.</summary>
/// <param name="Day">Of UTC.</param>
/// <param name="Kind">What was bought: tokens, render-seconds, storage and others.</param>
/// <param name="Item">The model, or the quality of a render.</param>
/// <param name="Channel">Where it was asked for: a channel, api, job, or unknown.</param>
/// <param name="Amount">US dollars.</param>
/// <param name="Quantity">In the kind's unit.</param>
/// <param name="Entries">How many calls or renders.</param>
internal sealed record ServiceSum(
    DateOnly Day, string Kind, string Item, string Channel, decimal Amount, decimal Quantity, long Entries);
