namespace ObsidianVault;

/// <summary>The renderers' front: answers on any renderer silo. Key: <see cref="GrainKeys.Renderer"/>.</summary>
[Alias("vault.IRendererGrain")]
public interface IRendererGrain : IGrainWithStringKey
{
    /// <summary>Checks code without running it.</summary>
    [Alias("Check")]
    Task<CodeCheck> CheckAsync(string code);
}
