using System.Globalization;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Api.Gateway.Errors;

internal static class BudgetHeader
{
    private const string Name = "X-Vault-Budget";

    /// <summary>Watches how the budget decides on the AI calls of this request; an error tells it as well as an answer.</summary>
    public static BudgetWatch WatchBudget(this HttpContext http)
    {
        var watch = BudgetWatch.Begin();
        http.Features.Set(watch);
        return watch;
    }

    /// <summary>
    /// Warns where a soft limit was passed, or tells which budget refused: <c>month; used=8.2; budget=10;
    /// resets=2026-12-01T00:00:00Z</c>.
    /// </summary>
    public static void SetBudget(this HttpResponse response, BudgetDecision? decision)
    {
        if (decision?.Period is not { } period || response.HasStarted) return;
        response.Headers[Name] = string.Create(
            CultureInfo.InvariantCulture,
            $"{(period == BudgetPeriod.Day ? "day" : "month")}; used={Money.Text(decision.Used)}; budget={Money.Text(decision.Budget)}"
            + $"; resets={decision.ResetsAt:yyyy-MM-ddTHH:mm:ssZ}");
    }
}
