using ObsidianVault.Ledger;

namespace ObsidianVault.Ai;

/// <summary>Books AI calls in the user's ledger grain.</summary>
internal sealed class LedgerBilling(IGrainFactory grains, PriceTable prices, TimeProvider time) : IAiBilling
{
    public decimal Price(string provider, string model, AiUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return prices.Tokens(model, usage.Input, usage.Output);
    }

    public async Task<AiHold> ReserveAsync(AiReservation reservation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        var amount = reservation.Candidates.Max(c => Price(c.Provider, c.Model, c.WorstCase));
        var hold = new AiHold(reservation.User, reservation.RequestId, reservation.Class, reservation.Channel, amount, time.GetUtcNow());
        if (await Ledger(hold).ReserveAsync(hold.RequestId, amount)) return hold;
        throw new AiException(AiCause.PolicyBudgetExceeded, "Your budget does not hold this call.");
    }

    public async Task<IReadOnlyList<decimal>> SettleAsync(AiHold hold, IReadOnlyList<AiBill> bills)
    {
        ArgumentNullException.ThrowIfNull(hold);
        ArgumentNullException.ThrowIfNull(bills);
        var costs = bills.Select(bill => Price(bill.Provider, bill.Model, bill.Usage)).ToArray();
        // The last one has the name of the hold, and with it gives the rest of the hold back.
        for (var i = 0; i < bills.Count; i++)
        {
            var id = i == bills.Count - 1 ? hold.RequestId : $"{hold.RequestId}#{bills[i].Attempt}";
            await Ledger(hold).SettleAsync(new LedgerCharge(id, "tokens", bills[i].Model, bills[i].Usage.Total, costs[i]));
        }

        return costs;
    }

    public Task ReleaseAsync(AiHold hold)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return Ledger(hold).ReleaseAsync(hold.RequestId);
    }

    private ILedgerGrain Ledger(AiHold hold) => grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(hold.User));
}
