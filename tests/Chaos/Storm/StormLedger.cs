namespace ObsidianVault.Chaos.Storm;

/// <summary>Compares what the provider served, and so bills, with what the ledger has.</summary>
public sealed class StormLedger(StormDiary diary, StormProvider provider, StormBooks books)
{
    /// <summary>Between an answer and its charge: longer than any call of the ledger takes on a slow machine.</summary>
    private static readonly TimeSpan s_unbooked = TimeSpan.FromSeconds(20);

    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        foreach (var unequal in await books.UnequalSumsAsync(cancellationToken)) diary.Violation("the ledger's sums differ: " + unequal);

        var charges = (await books.TokenChargesAsync(cancellationToken)).Where(charge => !charge.Estimated).ToList();
        foreach (var twice in charges.Where(c => c.Input is not null).GroupBy(c => c.Input).Where(same => same.Count() > 1))
            diary.Violation($"booked {twice.Count()} times: {string.Join(" | ", twice)}");

        var booked = charges.Select(charge => charge.Input).ToHashSet();
        var (lost, repeated) = (0, 0);
        var billed = provider.Calls.Where(call => call.Request.IsServed).ToList();
        foreach (var call in billed.Where(call => !booked.Contains(StormProvider.FirstTokens + call.Number)))
        {
            var end = call.At + call.Delay;
            var what = $"call {call.Number} was served at {end:HH:mm:ss.fff} and is not booked: {call.Request} {call.Prompt}";
            if (diary.WasDisturbed(end, s_unbooked, s_unbooked, IsLoss)) lost++;
            else if (provider.Calls.Any(first => IsRepeatedAfterCrash(first, call))) repeated++;
            else diary.Violation(what);
            diary.Write("ledger", what);
        }

        var served = billed.Select(call => (long?)(StormProvider.FirstTokens + call.Number)).ToHashSet();
        foreach (var charge in charges.Where(charge => charge.Input is >= StormProvider.FirstTokens && !served.Contains(charge.Input)))
            diary.Violation($"booked, but not served: {charge}");
        var holds = await books.HoldsAsync(cancellationToken);
        foreach (var hold in holds) diary.Write("ledger", "still held: " + hold);
        diary.Note($"{charges.Count} charges, {lost} calls lost when a silo died, "
            + $"{repeated} questions asked again after a crash and paid once, {holds.Count} reservations that have still to lapse");
    }

    /// <summary>Whether the answer to the first call was lost before it was stored. The user pays for it; see docs/adr/0015.</summary>
    private bool IsRepeatedAfterCrash(StormCall first, StormCall call) =>
        first.Prompt == call.Prompt && first.At < call.At
        && diary.WasDisturbed(first.At, TimeSpan.Zero, call.At - first.At, d => IsLoss(d) || d.Kind is "database" or "terminate");

    private static bool IsLoss(Disturbance d) =>
        d.Kind is "kill" or "freeze" or "ended" && d.Target.StartsWith("Silo", StringComparison.Ordinal);
}
