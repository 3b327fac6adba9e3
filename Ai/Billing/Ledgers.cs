using System.Collections.Concurrent;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Ai.Billing;

/// <summary>
/// The references to the users' ledgers. They are kept because Orleans reads an interface's attributes by reflection each
/// time it creates one, which took a fifteenth of a call's CPU time.
/// </summary>
internal sealed class Ledgers(IGrainFactory grains)
{
    private const int Capacity = 10_000;
    private readonly ConcurrentDictionary<string, ILedgerGrain> _known = new(StringComparer.Ordinal);

    public ILedgerGrain Of(string user)
    {
        if (_known.TryGetValue(user, out var ledger)) return ledger;
        // Rarely full, and cheap to refill.
        if (_known.Count >= Capacity) _known.Clear();
        return _known[user] = grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(user));
    }
}
