using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Http;
using ObsidianVault.Api.Operator;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Api.Usage;

/// <summary>The budgets of one session, in place of the settings'.</summary>
internal static class BudgetEndpoints
{
    private const decimal Most = 1_000_000m;

    public static void MapBudgets(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/operator/budgets/{session}").WithTags("operator").AddEndpointFilter<OperatorFilter>();
        group.MapPut("", SetAsync).WithSummary("Gives a session budgets of its own, in US dollars; what is left out is as the settings say.");
        group.MapDelete("", ClearAsync).WithSummary("The settings' budgets hold again.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(string session, NewBudget body, IClusterClient grains)
    {
        if (session.Length > 256) return Problems.NotFound("session");
        if (body.Daily is < 0 or > Most || body.Monthly is < 0 or > Most) return Problems.Invalid(("monthly", $"Must be from 0 to {Most:N0}, as must daily."));
        await grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(session)).SetBudgetAsync(new UserBudget(body.Daily, body.Monthly));
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ClearAsync(string session, IClusterClient grains)
    {
        if (session.Length > 256) return Problems.NotFound("session");
        await grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(session)).SetBudgetAsync(null);
        return TypedResults.NoContent();
    }
}

/// <param name="Daily">What may be spent in a day, UTC.</param>
/// <param name="Monthly">What may be spent in a month, UTC.</param>
internal sealed record NewBudget(decimal? Daily, decimal? Monthly);
