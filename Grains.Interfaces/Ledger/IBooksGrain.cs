using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>All ledgers together, for hosts without a database of their own. Key: <see cref="GrainKeys.Books"/>.</summary>
[Alias("vault.IBooksGrain")]
public interface IBooksGrain : IGrainWithStringKey
{
    /// <summary>What was spent on these days, of all users, by kind, item and channel.</summary>
    [Alias("GetDays")]
    Task<ImmutableArray<UsageSum>> GetDaysAsync(DateOnly from, DateOnly to);
}
