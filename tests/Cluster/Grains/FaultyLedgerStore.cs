using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Cluster.Grains;

/// <summary>The real store of the ledgers, which a test takes away.</summary>
public sealed class FaultyLedgerStore(ILedgerStore inner) : ILedgerStore
{
    private volatile bool _isDown;

    public bool IsDown
    {
        get => _isDown;
        set => _isDown = value;
    }

    private ILedgerStore Inner => _isDown ? throw new IOException("The database is down.") : inner;

    public Task<LedgerAccount> LoadAsync(string user, DateOnly from) => Inner.LoadAsync(user, from);

    public Task<LedgerCommit> CommitAsync(string user, long version, LedgerChanges changes) => Inner.CommitAsync(user, version, changes);

    public Task<ImmutableArray<UsageSum>> ReadDaysAsync(string user, DateOnly from, DateOnly to) => Inner.ReadDaysAsync(user, from, to);

    public Task<ImmutableArray<LedgerEntry>> ReadEntriesAsync(string user, EntryCursor? before, int limit) => Inner.ReadEntriesAsync(user, before, limit);
}
