using System.Collections.Immutable;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Desk;

/// <summary>
/// Collects what changed in one part of all conversations, stores it as rows in batches, and publishes each batch to the operators who
/// watch. Key: <see cref="GrainKeys.Desk"/>.
/// </summary>
[Alias("vault.IDeskGrain")]
public interface IDeskGrain : IGrainWithStringKey
{
    /// <summary>How many grains share the conversations.</summary>
    const int Parts = 4;

    /// <summary>A conversation has changed. Best effort: the next change says it again.</summary>
    [Alias("Note"), OneWay]
    Task NoteAsync(DeskEntry entry);

    /// <summary>The newest entries of all conversations that the query asks for, newest first.</summary>
    /// <param name="limit">1 to <see cref="DeskQuery.MaxRead"/>.</param>
    [Alias("Read"), AlwaysInterleave]
    Task<ImmutableArray<DeskEntry>> ReadAsync(DeskQuery query, int limit);
}
