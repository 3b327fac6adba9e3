using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Api.Usage;

/// <summary>All that a session spent, in US dollars.</summary>
internal sealed record UsageView
{
    /// <summary>Always USD.</summary>
    public string Currency { get; } = "USD";

    /// <summary>All that was ever spent.</summary>
    public required decimal Total { get; init; }

    /// <summary>Set aside for calls that have not ended.</summary>
    public required decimal Reserved { get; init; }

    public required decimal Today { get; init; }

    public required decimal ThisMonth { get; init; }

    /// <summary>What this month will have cost at its end, if the days go on as the last seven did.</summary>
    public required decimal Forecast { get; init; }

    public required decimal MonthlyBudget { get; init; }

    /// <summary>Not there where no day has a limit.</summary>
    public decimal? DailyBudget { get; init; }

    /// <summary>When the month's budget starts anew.</summary>
    public required DateTimeOffset ResetsAt { get; init; }

    public required IReadOnlyDictionary<string, decimal> TotalsByKind { get; init; }

    /// <summary>Of this month, as are the next two.</summary>
    public required UsageRow[] ByDay { get; init; }

    public required UsageRow[] ByModel { get; init; }

    public required UsageRow[] ByChannel { get; init; }

    /// <summary>The newest 100, oldest first; <c>?by=request</c> pages through them all.</summary>
    public required UsageEntry[] Entries { get; init; }

    public static UsageView Example { get; } = new()
    {
        Total = 0.0123m,
        Reserved = 0,
        Today = 0.004m,
        ThisMonth = 0.0123m,
        Forecast = 0.02m,
        MonthlyBudget = 10,
        ResetsAt = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero),
        TotalsByKind = new Dictionary<string, decimal> { ["chat"] = 0.0083m, ["render-seconds"] = 0.004m },
        ByDay = [new UsageRow("2026-11-29", 0.004m, 1)],
        ByModel = [new UsageRow("low", 0.004m, 1)],
        ByChannel = [new UsageRow("api", 0.004m, 1)],
        Entries = [],
    };
}

/// <summary>A row of a report.</summary>
/// <param name="Key">The day, the model (or the quality of a render), the channel or the kind.</param>
internal sealed record UsageRow(string Key, decimal Amount, long Entries);

/// <summary>What was spent on the days from From to To, by one of its sides.</summary>
/// <param name="Total">The sum of the rows.</param>
internal sealed record UsageTable(string Currency, string By, DateOnly From, DateOnly To, decimal Total, UsageRow[] Rows);

/// <summary>A page of entries.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">For <c>?before=</c>; not there at the end.</param>
internal sealed record UsageEntries(string Currency, UsageEntry[] Entries, string? Next);

/// <summary>One thing that was paid for.</summary>
internal sealed record UsageEntry
{
    public required string RequestId { get; init; }

    public required string Kind { get; init; }

    /// <summary>The model, or the quality of a render.</summary>
    public required string Item { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Amount { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Channel { get; init; }

    public string? Provider { get; init; }

    public required ChargeOutcome Outcome { get; init; }

    /// <summary>Whether the provider sent no usage and we counted.</summary>
    public required bool Estimated { get; init; }

    public TokenUsage? Tokens { get; init; }

    public static UsageEntry Of(LedgerEntry entry) => new()
    {
        RequestId = entry.Charge.RequestId,
        Kind = entry.Charge.Kind,
        Item = entry.Charge.Item,
        Quantity = entry.Charge.Quantity,
        Amount = entry.Charge.Amount,
        At = entry.At,
        Channel = entry.Charge.Channel.Length == 0 ? null : entry.Charge.Channel,
        Provider = entry.Charge.Provider.Length == 0 ? null : entry.Charge.Provider,
        Outcome = entry.Charge.Outcome,
        Estimated = entry.Charge.Estimated,
        Tokens = entry.Charge.Tokens,
    };
}
