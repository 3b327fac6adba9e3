namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>The renderers' front: answers on any renderer silo. Key: <see cref="GrainKeys.Renderer"/>.</summary>
[Alias("vault.IRendererGrain")]
public interface IRendererGrain : IGrainWithStringKey
{
    /// <summary>Draws a picture and stores it as <c>images/{id}</c>. The same id and picture may be asked for again.</summary>
    [Alias("Draw")]
    Task<VisualResult> DrawAsync(string id, VisualSpec spec);

    /// <summary>Checks code without running it.</summary>
    [Alias("Check")]
    Task<CodeCheck> CheckAsync(string code);
}
