using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Api.Usage;

/// <summary>The budgets of one session, in place of the settings'.</summary>
internal static class BudgetEndpoints
{
    private const decimal Most = 1_000_000m;

    public static void MapBudgets(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/operator/budgets/{session}").WithTags("operator").RequireAuthorization(Access.Operator)
            .ProducesError(StatusCodes.Status404NotFound).WithParameter("session", "The session's id.");
        group.MapPut("", SetAsync).Takes(new NewBudget(0.004m, 5m))
            .WithSummary("Gives a session budgets of its own.")
            .WithDescription("In US dollars. What is left out is as the settings say.");
        group.MapDelete("", ClearAsync)
            .WithSummary("Takes a session's own budgets away.")
            .WithDescription("The budgets of the settings hold again.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(string session, Body<NewBudget> body, IClusterClient grains)
    {
        if (session.Length > 256) return Problems.NotFound("session");
        var faults = Check(body.Value).ToArray();
        if (faults.Length > 0) return Problems.Invalid(faults);
        await grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(session)).SetBudgetAsync(new UserBudget(body.Value.Daily, body.Value.Monthly));
        return TypedResults.NoContent();
    }

    private static IEnumerable<(string Field, string Fault)> Check(NewBudget budget)
    {
        if (budget.Daily is < 0 or > Most) yield return ("daily", $"Must be from 0 to {Most:N0}.");
        if (budget.Monthly is < 0 or > Most) yield return ("monthly", $"Must be from 0 to {Most:N0}.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ClearAsync(string session, IClusterClient grains)
    {
        if (session.Length > 256) return Problems.NotFound("session");
        await grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(session)).SetBudgetAsync(null);
        return TypedResults.NoContent();
    }
}

/// <summary>Budgets of one session, in US dollars.</summary>
/// <param name="Daily">What may be spent in a day, UTC.</param>
/// <param name="Monthly">What may be spent in a month, UTC.</param>
internal sealed record NewBudget(decimal? Daily, decimal? Monthly);
