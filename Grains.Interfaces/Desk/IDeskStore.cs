using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Desk;

/// <summary>
/// The operators' list of conversations as rows, made from the conversations themselves and deleted with their rows. Every method may
/// throw while the database is unreachable.
/// </summary>
public interface IDeskStore
{
    /// <summary>Stores the entries, each unless a newer one of its conversation is there; deletes those that are gone.</summary>
    Task StoreAsync(ImmutableArray<DeskEntry> entries, CancellationToken cancellationToken);

    /// <summary>The newest entries that the query asks for, newest first.</summary>
    /// <param name="limit">1 to <see cref="DeskQuery.MaxRead"/>.</param>
    Task<ImmutableArray<DeskEntry>> ReadAsync(DeskQuery query, int limit, CancellationToken cancellationToken);
}
