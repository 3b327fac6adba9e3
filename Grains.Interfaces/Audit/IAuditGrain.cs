using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Audit;

/// <summary>The way of the front ends, which have no database, to <see cref="IAuditStore"/>. Key: <see cref="GrainKeys.Audit"/>.</summary>
[Alias("vault.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Adds an entry; it is durable when this returns.</summary>
    [Alias("Append")]
    Task AppendAsync(AuditEntry entry);

    /// <summary>The newest entries that the query asks for, newest first.</summary>
    /// <param name="limit">1 to <see cref="AuditQuery.MaxRead"/>.</param>
    [Alias("Read")]
    Task<ImmutableArray<AuditEntry>> ReadAsync(AuditQuery query, int limit);
}
