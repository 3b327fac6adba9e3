namespace ObsidianVault;

/// <summary>Which session an external identity belongs to. Key: <see cref="GrainKeys.Alias"/>.</summary>
[Alias("vault.IAliasGrain")]
public interface IAliasGrain : IGrainWithStringKey
{
    /// <summary>The session id of this identity, made and stored at first sight.</summary>
    [Alias("Resolve")]
    Task<string> ResolveAsync();
}
