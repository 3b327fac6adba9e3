using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Ai.Billing;

/// <summary>
/// Lets the caller of an AI call see the budget decision, which the answer itself does not contain. It flows with the call
/// (<see cref="AsyncLocal{T}"/>), and the ledger's billing writes to it.
/// </summary>
public sealed class BudgetWatch
{
    private static readonly AsyncLocal<BudgetWatch?> s_current = new();

    /// <summary>The call's last decision, or null if none was made.</summary>
    public BudgetDecision? Decision { get; private set; }

    /// <summary>Watches the calls that the caller starts from now on.</summary>
    public static BudgetWatch Begin() => s_current.Value = new BudgetWatch();

    internal static void Note(BudgetDecision decision)
    {
        if (s_current.Value is { } watch) watch.Decision = decision;
    }
}
