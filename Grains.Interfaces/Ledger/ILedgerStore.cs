using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>
/// The ledgers' rows, stored next to the grain storage (SQLite or PostgreSQL): one entry per charge, daily sums, totals by
/// kind, and reservations. Each set of changes is one transaction, so that the sum of the entries equals the daily sums and
/// the totals at every moment. Entries are deleted by whole days when they are old; the sums of their days and the totals stay.
/// </summary>
public interface ILedgerStore
{
    /// <summary>The account, with the days from <paramref name="from"/> on.</summary>
    Task<LedgerAccount> LoadAsync(string user, DateOnly from);

    /// <summary>Applies the changes to an account that is still at the given version.</summary>
    /// <returns>What was new and has been applied, and what was already there.</returns>
    /// <exception cref="StaleLedgerException">Another activation of the grain has written meanwhile; nothing was applied.</exception>
    Task<LedgerCommit> CommitAsync(string user, long version, LedgerChanges changes);

    Task<ImmutableArray<UsageSum>> ReadDaysAsync(string user, DateOnly from, DateOnly to);

    /// <summary>The sums of all users together.</summary>
    Task<ImmutableArray<UsageSum>> ReadDaysAsync(DateOnly from, DateOnly to);

    Task<ImmutableArray<LedgerEntry>> ReadEntriesAsync(string user, EntryCursor? before, int limit);

    /// <summary>Deletes every entry of the user; the sums of their days and the totals stay.</summary>
    Task DeleteEntriesAsync(string user, CancellationToken cancellationToken);

    /// <summary>Deletes entries of all users from before the day, at most <paramref name="limit"/> in one call.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteEntriesAsync(DateOnly before, int limit, CancellationToken cancellationToken);
}

/// <param name="Version">Incremented by every change; 0 if there is no account yet.</param>
public sealed record LedgerAccount(
    long Version,
    ImmutableSortedDictionary<string, decimal> TotalsByKind,
    ImmutableSortedDictionary<DateOnly, decimal> Days,
    ImmutableArray<HoldRow> Holds);

public sealed record HoldRow(string RequestId, decimal Amount, DateTimeOffset ExpiresAt);

/// <param name="Charges">Charges to book, each once by its id.</param>
/// <param name="Held">Amounts to reserve, except for ids that were booked before.</param>
/// <param name="Freed">Ids whose reservation ends. None is in <paramref name="Held"/>.</param>
public sealed record LedgerChanges(IReadOnlyList<LedgerEntry> Charges, IReadOnlyList<HoldRow> Held, IReadOnlyCollection<string> Freed);

/// <param name="Booked">The ids that were booked now; the other charges had been booked before.</param>
/// <param name="Held">The ids that are reserved now; the others had been booked before.</param>
public sealed record LedgerCommit(long Version, IReadOnlySet<string> Booked, IReadOnlySet<string> Held);

public sealed class StaleLedgerException(string user) : Exception($"The ledger of {user} was changed by another activation.");
