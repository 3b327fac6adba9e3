using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Grains.Interfaces.Sessions;

/// <summary>Which session an external identity belongs to. Key: <see cref="GrainKeys.Alias"/>.</summary>
[Alias("vault.IAliasGrain")]
public interface IAliasGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>The session id of this identity; if it is new, that becomes <paramref name="preferred"/> or the identity's own.</summary>
    [Alias("Resolve")]
    Task<string> ResolveAsync(string? preferred = null);

    /// <summary>The session id of this identity, or null if it was never seen.</summary>
    [Alias("Find")]
    Task<string?> FindAsync();

    /// <summary>Leads this identity to its own session again, and to no other.</summary>
    [Alias("Forget")]
    Task ForgetAsync();

    /// <summary>Points this identity to another session.</summary>
    [Alias("Point")]
    Task PointAsync(string sessionId);
}
