using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Serving;

/// <summary>One call's reservation, and its attempts that have to be paid.</summary>
internal sealed class CallReservation
{
    private readonly CallBilling _billing;
    private readonly AiReservation _worstCase;
    private readonly AiHold? _hold;
    private readonly List<AiBill> _bills = [];
    private int _covered;

    private CallReservation(CallBilling billing, AiReservation worstCase, AiHold? hold) =>
        (_billing, _worstCase, _hold) = (billing, worstCase, hold);

    /// <summary>Reserves the worst case of the first attempt.</summary>
    /// <param name="isFree">Whether nothing is reserved or charged.</param>
    /// <exception cref="AiException">The budget does not cover it.</exception>
    public static async Task<CallReservation> OpenAsync(
        CallBilling billing, AiReservation worstCase, bool isFree, CancellationToken cancellationToken) =>
        new(billing, worstCase, await billing.ReserveAsync(worstCase, isFree, cancellationToken));

    public void Add(AiBill bill) => _bills.Add(bill);

    /// <summary>Before another attempt: reserves what was billed plus the worst case of one more attempt.</summary>
    /// <exception cref="AiException">The budget does not cover it.</exception>
    public async Task CoverAsync(Failover failover, CancellationToken cancellationToken)
    {
        if (_covered == _bills.Count || !failover.MayAskAgain) return;
        _covered = _bills.Count;
        await _billing.ReserveAsync(_worstCase with { Billed = [.. _bills] }, _hold is null, cancellationToken);
    }

    /// <summary>Books what was billed and releases the rest, even if the caller has disconnected.</summary>
    /// <returns>The total cost in US dollars; 0 if the call is free.</returns>
    public Task<decimal> SettleAsync() => _billing.SettleAsync(_hold, _bills);
}
