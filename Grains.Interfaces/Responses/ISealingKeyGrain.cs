namespace ObsidianVault.Grains.Interfaces.Responses;

/// <summary>The key with which this installation seals what clients keep for it. Key: <see cref="GrainKeys.SealingKey"/>.</summary>
[Alias("vault.ISealingKeyGrain")]
public interface ISealingKeyGrain : IGrainWithStringKey
{
    /// <summary>32 random bytes, the same for ever.</summary>
    [Alias("Get")]
    Task<byte[]> GetAsync();
}
