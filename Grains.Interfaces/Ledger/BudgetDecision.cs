namespace ObsidianVault.Grains.Interfaces.Ledger;

public enum BudgetPeriod
{
    /// <summary>A calendar day, UTC.</summary>
    Day,

    /// <summary>A calendar month, UTC.</summary>
    Month,
}

/// <summary>Whether a user's budgets hold one more call.</summary>
[GenerateSerializer, Immutable, Alias("vault.BudgetDecision")]
public sealed record BudgetDecision
{
    public static readonly BudgetDecision Free = new() { Admitted = true };

    [Id(0)] public required bool Admitted { get; init; }

    /// <summary>The budget that refused, or whose soft limit was passed.</summary>
    [Id(1)] public BudgetPeriod? Period { get; init; }

    /// <summary>That budget, in US dollars.</summary>
    [Id(2)] public decimal Budget { get; init; }

    /// <summary>What of it is spent or reserved.</summary>
    [Id(3)] public decimal Used { get; init; }

    /// <summary>When it starts anew.</summary>
    [Id(4)] public DateTimeOffset ResetsAt { get; init; }

    /// <summary>
    /// Whether the call was refused only because of calls that have not ended: once they do, which is soon, there may
    /// be room.
    /// </summary>
    [Id(5)] public bool InFlight { get; init; }

    /// <summary>Whether the user has not been told yet, in this period, that the soft limit was passed. True once.</summary>
    [Id(6)] public bool FirstNotice { get; init; }

    /// <summary>Whether a soft limit was passed.</summary>
    public bool IsNearLimit => Admitted && Period is not null;
}

/// <summary>Budgets of one user, in US dollars; null: the settings' budget holds.</summary>
[GenerateSerializer, Immutable, Alias("vault.UserBudget")]
public sealed record UserBudget([property: Id(0)] decimal? Daily, [property: Id(1)] decimal? Monthly);
