using System.Collections.Immutable;

namespace ObsidianVault;

/// <summary>The renderers' front: answers on any renderer silo. Key: <see cref="GrainKeys.Renderer"/>.</summary>
[Alias("vault.IRendererGrain")]
public interface IRendererGrain : IGrainWithStringKey
{
    /// <summary>Checks code without running it.</summary>
    [Alias("Validate")]
    Task<ImmutableArray<CodeFinding>> ValidateAsync(string code);
}

/// <summary>One thing that is wrong with a piece of code. <paramref name="Line"/> counts from 1; 0 is the whole file.</summary>
[GenerateSerializer, Immutable, Alias("vault.CodeFinding")]
public sealed record CodeFinding(
    [property: Id(0)] string Cause,
    [property: Id(1)] int Line,
    [property: Id(2)] string Message);
