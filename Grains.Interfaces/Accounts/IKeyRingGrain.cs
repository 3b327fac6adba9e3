using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Accounts;

/// <summary>
/// The keys that sign cookies, as ASP.NET Core writes them: the same for all front ends, and after every restart. Key:
/// <see cref="GrainKeys.KeyRing"/>.
/// </summary>
[Alias("vault.IKeyRingGrain")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    /// <summary>Every element, oldest first.</summary>
    [Alias("Get")]
    Task<ImmutableArray<string>> GetAsync();

    /// <summary>Adds an element; beyond 100 the oldest are dropped, whose keys ended years ago.</summary>
    [Alias("Add")]
    Task AddAsync(string element);
}
