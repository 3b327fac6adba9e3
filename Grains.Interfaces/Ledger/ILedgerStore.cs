using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>
/// The rows of the ledgers, kept beside the grain storage (SQLite or PostgreSQL): an entry a charge, sums by day, totals
/// by kind, and what is reserved. Whatever a grain changes at a time is one transaction, so that the sums over the
/// entries equal the sums by day and the totals at every moment.
/// </summary>
public interface ILedgerStore
{
    /// <summary>The account as it is, with the days from <paramref name="from"/> on.</summary>
    Task<LedgerAccount> LoadAsync(string user, DateOnly from);

    /// <summary>Applies the changes to an account that is still at the version.</summary>
    /// <returns>What was new and so has been done, and what was already there.</returns>
    /// <exception cref="StaleLedgerException">Another activation of the grain has written meanwhile: nothing was done.</exception>
    Task<LedgerCommit> CommitAsync(string user, long version, LedgerChanges changes);

    Task<ImmutableArray<UsageSum>> ReadDaysAsync(string user, DateOnly from, DateOnly to);

    Task<ImmutableArray<LedgerEntry>> ReadEntriesAsync(string user, EntryCursor? before, int limit);
}

/// <param name="Version">Goes up with every change; 0 where there is no account yet.</param>
public sealed record LedgerAccount(
    long Version,
    ImmutableSortedDictionary<string, decimal> TotalsByKind,
    ImmutableSortedDictionary<DateOnly, decimal> Days,
    ImmutableArray<HoldRow> Holds);

public sealed record HoldRow(string RequestId, decimal Amount, DateTimeOffset ExpiresAt);

/// <param name="Charges">To book, each once by its id.</param>
/// <param name="Held">To set aside, unless a charge of that id was booked before.</param>
/// <param name="Freed">Ids whose reservation ends. None is in <paramref name="Held"/>.</param>
public sealed record LedgerChanges(IReadOnlyList<LedgerEntry> Charges, IReadOnlyList<HoldRow> Held, IReadOnlyCollection<string> Freed);

/// <param name="Booked">The ids that were booked; the others of the charges had been before.</param>
/// <param name="Held">The ids that are set aside now; the others had been booked before.</param>
public sealed record LedgerCommit(long Version, IReadOnlySet<string> Booked, IReadOnlySet<string> Held);

public sealed class StaleLedgerException(string user) : Exception($"The ledger of {user} was changed by another activation.");
