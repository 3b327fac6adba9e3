using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Audit;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Audit;

/// <summary>Passes entries on to the rows, on whichever silo was asked.</summary>
[GrainType("audit"), StatelessWorker]
public sealed class AuditGrain(IAuditStore store) : Grain, IAuditGrain
{
    public Task AppendAsync(AuditEntry entry) => store.AppendAsync(entry, CancellationToken.None);

    public Task<ImmutableArray<AuditEntry>> ReadAsync(AuditQuery query, int limit) =>
        store.ReadAsync(query, limit, CancellationToken.None);
}
