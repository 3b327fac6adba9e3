using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Maths;

/// <summary>What became of the equalities and inequalities that a scene shows.</summary>
/// <param name="Held">How many hold.</param>
/// <param name="Open">How many could not be checked: equations with unknowns, definitions, and what could not be read.</param>
/// <param name="False">Those that are false, at most ten, each with its line: "Line 7: 2 + 2 = 5".</param>
[GenerateSerializer, Immutable, Alias("vault.MathsCheck")]
public sealed record MathsCheck(
    [property: Id(0)] int Held,
    [property: Id(1)] int Open,
    [property: Id(2)] ImmutableArray<string> False);
