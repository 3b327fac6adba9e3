using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Audit;

/// <summary>What operators and administrators did, as rows that are only ever added, and deleted when they are old.</summary>
public interface IAuditStore
{
    /// <summary>Adds an entry; one whose id is there changes nothing.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The newest entries that the query asks for, newest first.</summary>
    /// <param name="limit">1 to <see cref="AuditQuery.MaxRead"/>.</param>
    Task<ImmutableArray<AuditEntry>> ReadAsync(AuditQuery query, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes entries from before the moment, at most <paramref name="limit"/> in one call.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
