using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Ledger;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Ledger;

/// <summary>Adds up the rows, on whichever silo was asked.</summary>
[GrainType("books"), StatelessWorker]
public sealed class BooksGrain(ILedgerStore store) : Grain, IBooksGrain
{
    public Task<ImmutableArray<UsageSum>> GetDaysAsync(DateOnly from, DateOnly to) => store.ReadDaysAsync(from, to);
}
