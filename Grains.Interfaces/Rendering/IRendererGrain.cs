using ObsidianVault.Grains.Interfaces.Maths;
using ObsidianVault.Grains.Interfaces.Visuals;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>The entry point to the renderers; runs on any renderer silo. Key: <see cref="GrainKeys.Renderer"/>.</summary>
[Alias("vault.IRendererGrain")]
public interface IRendererGrain : IGrainWithStringKey
{
    /// <summary>Draws a picture and stores it as <c>images/{id}</c>. Repeating a call with the same id and picture is safe.</summary>
    [Alias("Draw")]
    Task<VisualResult> DrawAsync(string id, VisualSpec spec);

    /// <summary>Checks code without running it.</summary>
    [Alias("Check")]
    Task<CodeCheck> CheckAsync(string code);

    /// <summary>Works out a request in words, such as "integral of x^2 from 0 to 3".</summary>
    /// <param name="request">At most 2,000 characters are read.</param>
    [Alias("WorkOut")]
    Task<MathsAnswer> WorkOutAsync(string request);

    /// <summary>
    /// How the renderer that answers limits what scenes use: sentences for the operator. See docs/adr/0042.
    /// </summary>
    [Alias("DescribeLimits"), AlwaysInterleave]
    Task<string> DescribeLimitsAsync();
}
