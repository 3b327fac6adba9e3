using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Ai.Billing;

/// <summary>
/// Lets who starts an AI call see how its budget was decided, which the answer itself does not tell: it flows with the
/// call, and the ledger's billing writes into it.
/// </summary>
public sealed class BudgetWatch
{
    private static readonly AsyncLocal<BudgetWatch?> s_current = new();

    /// <summary>The last decision of the call, or null where none was asked for.</summary>
    public BudgetDecision? Decision { get; private set; }

    /// <summary>Watches the calls that the caller starts from here on.</summary>
    public static BudgetWatch Begin() => s_current.Value = new BudgetWatch();

    internal static void Note(BudgetDecision decision)
    {
        if (s_current.Value is { } watch) watch.Decision = decision;
    }
}
