using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Ai.Billing;

/// <summary>Books AI calls in the user's ledger grain.</summary>
internal sealed class LedgerBilling(
    Ledgers ledgers,
    PriceTable prices,
    ChargeOutbox outbox,
    Patience patience,
    IOptions<PatienceOptions> options,
    TimeProvider time) : IAiBilling
{
    /// <summary>How much longer than its call a hold lives, so that the charge can be booked in time.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_inFlight = TimeSpan.FromSeconds(2);

    public decimal Price(string provider, string model, AiUsage usage, int images = 0) =>
        Price(provider, model, usage, images, time.GetUtcNow());

    public async Task<AiHold> ReserveAsync(AiReservation reservation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        var now = time.GetUtcNow();
        var amount = 0m;
        foreach (var candidate in reservation.Candidates)
            amount = Math.Max(amount, Price(candidate.Provider, candidate.Model, candidate.WorstCase, candidate.Images, now));
        amount += reservation.Billed.Sum(bill => Price(bill.Provider, bill.Model, bill.Usage, bill.Images, now));
        var hold = new AiHold(reservation.User, reservation.RequestId, reservation.Class, reservation.Channel, amount, now);
        // A free call needs no hold.
        if (amount == 0) return hold;
        var decision = await AdmitAsync(hold, reservation.Deadline + s_margin, isFirst: reservation.Billed.Count == 0, cancellationToken);
        BudgetWatch.Note(decision);
        return decision.Admitted ? hold : throw Refused(decision, amount, now);
    }

    /// <summary>
    /// Tries until the ledger answers: its silo may just have died, and another then hosts it. If the outcome stays unknown,
    /// the hold is released; a hold for attempts that were billed stays until they are settled.
    /// </summary>
    private async Task<BudgetDecision> AdmitAsync(AiHold hold, TimeSpan atLeast, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            return await patience.RunAsync(
                () => ledgers.Of(hold.User).AdmitAsync(hold.RequestId, hold.Amount, atLeast), options.Value.Failover, cancellationToken);
        }
        catch
        {
            if (isFirst) _ = outbox.SettleAsync(hold.User, hold.RequestId, []);
            throw;
        }
    }

    public async Task<IReadOnlyList<decimal>> SettleAsync(AiHold hold, IReadOnlyList<AiBill> bills)
    {
        ArgumentNullException.ThrowIfNull(hold);
        ArgumentNullException.ThrowIfNull(bills);
        var charges = ImmutableArray.CreateBuilder<LedgerCharge>(bills.Count);
        for (var i = 0; i < bills.Count; i++)
        {
            // The last charge uses the hold's own id, so that a later reservation sees that the request is paid.
            var id = i == bills.Count - 1
                ? hold.RequestId
                : string.Create(CultureInfo.InvariantCulture, $"{hold.RequestId}#{bills[i].Attempt}");
            charges.Add(Charge(hold, id, bills[i]));
        }

        var booked = charges.MoveToImmutable();
        await outbox.SettleAsync(hold.User, hold.RequestId, booked);
        return [.. booked.Select(charge => charge.Amount)];
    }

    public Task ReleaseAsync(AiHold hold)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return hold.Amount == 0 ? Task.CompletedTask : outbox.SettleAsync(hold.User, hold.RequestId, []);
    }

    private LedgerCharge Charge(AiHold hold, string id, AiBill bill) => new(
        id, "tokens", Named(bill.Model), bill.Usage.Total, Price(bill.Provider, bill.Model, bill.Usage, bill.Images, hold.At))
    {
        Channel = Named(hold.Channel ?? ""),
        Provider = Named(bill.Provider),
        Outcome = bill.Outcome switch
        {
            AiOutcome.Completed => ChargeOutcome.Complete,
            AiOutcome.Partial => ChargeOutcome.Partial,
            _ => ChargeOutcome.Failed,
        },
        Estimated = bill.Usage.Estimated,
        Tokens = Tokens(bill.Usage, bill.Images),
    };

    private decimal Price(string provider, string model, AiUsage usage, int images, DateTimeOffset at) =>
        decimal.Round(prices.Of(provider, model, Tokens(usage, images), at), 12);

    private static TokenUsage Tokens(AiUsage usage, int images) =>
        new(usage.Input, usage.Output, usage.CachedInput, usage.CacheWrite, usage.Reasoning, images);

    private static string Named(string name) => name.Length <= 200 ? name : name[..200];

    private static AiException Refused(BudgetDecision decision, decimal amount, DateTimeOffset now) => new(
        AiCause.PolicyBudgetExceeded,
        $"This {(decision.Period == BudgetPeriod.Day ? "day" : "month")}'s budget of {Money.Dollars(decision.Budget)} "
            + "does not cover this call: "
            + $"{Money.Dollars(decision.Used)} is spent or reserved, and the call may cost {Money.Dollars(amount)}. "
            + (decision.InFlight
                ? "The rest is reserved for calls in progress; try again when they have finished."
                : string.Create(CultureInfo.InvariantCulture, $"The budget resets at {decision.ResetsAt:yyyy-MM-ddTHH:mm:ssZ}.")))
    {
        RetryAfter = decision.InFlight ? s_inFlight : decision.ResetsAt - now,
    };
}
