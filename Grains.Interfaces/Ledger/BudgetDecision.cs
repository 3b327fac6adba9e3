namespace ObsidianVault.Grains.Interfaces.Ledger;

public enum BudgetPeriod
{
    /// <summary>A calendar day, UTC.</summary>
    Day,

    /// <summary>A calendar month, UTC.</summary>
    Month,
}

/// <summary>Whether a user's budgets allow one more call.</summary>
[GenerateSerializer, Immutable, Alias("vault.BudgetDecision")]
public sealed record BudgetDecision
{
    public static readonly BudgetDecision Free = new() { Admitted = true };

    [Id(0)] public required bool Admitted { get; init; }

    /// <summary>The budget that refused the call, or whose soft limit was exceeded.</summary>
    [Id(1)] public BudgetPeriod? Period { get; init; }

    /// <summary>That budget, in US dollars.</summary>
    [Id(2)] public decimal Budget { get; init; }

    /// <summary>The amount of it that is spent or reserved.</summary>
    [Id(3)] public decimal Used { get; init; }

    /// <summary>When the budget resets.</summary>
    [Id(4)] public DateTimeOffset ResetsAt { get; init; }

    /// <summary>
    /// Whether the call was refused only because of calls that are still in flight; there may be room once they end, which is
    /// soon.
    /// </summary>
    [Id(5)] public bool InFlight { get; init; }

    /// <summary>Whether the soft limit was exceeded and the user has not yet been notified in this period. True once.</summary>
    [Id(6)] public bool FirstNotice { get; init; }

    /// <summary>Whether a soft limit was exceeded.</summary>
    public bool IsNearLimit => Admitted && Period is not null;
}

/// <summary>One user's own budgets, in US dollars; null: the budget of the settings applies.</summary>
[GenerateSerializer, Immutable, Alias("vault.UserBudget")]
public sealed record UserBudget([property: Id(0)] decimal? Daily, [property: Id(1)] decimal? Monthly)
{
    /// <summary>The smaller of each, where both have one.</summary>
    public static UserBudget? Least(UserBudget? one, UserBudget? other) => one is null ? other : other is null ? one
        : new UserBudget(Least(one.Daily, other.Daily), Least(one.Monthly, other.Monthly));

    private static decimal? Least(decimal? one, decimal? other) => one is null || other < one ? other ?? one : one;
}
