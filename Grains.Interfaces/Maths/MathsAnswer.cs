using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Maths;

/// <summary>What became of a request in words.</summary>
[GenerateSerializer, Alias("vault.MathsOutcome")]
public enum MathsOutcome
{
    /// <summary>It is not about a computation that the engine knows.</summary>
    None,

    /// <summary>Something is missing, or can't be used; <see cref="MathsAnswer.Message"/> asks for it in the person's language.</summary>
    Ask,

    /// <summary>It was worked out exactly, and checked by a second way.</summary>
    Answer,
}

/// <summary>A request in words, worked out by the exact engine.</summary>
[GenerateSerializer, Immutable, Alias("vault.MathsAnswer")]
public sealed record MathsAnswer
{
    [Id(0)] public MathsOutcome Outcome { get; init; }

    /// <summary>The request's language as a two-letter code.</summary>
    [Id(1)] public string Language { get; init; } = "en";

    [Id(2)] public string? Message { get; init; }

    [Id(3)] public string? Title { get; init; }

    [Id(4)] public ImmutableArray<MathsStep> Steps { get; init; } = [];

    /// <summary>One line of plain text.</summary>
    [Id(5)] public string? Result { get; init; }

    /// <summary>The scene that shows it, to follow the catalogue's prelude.</summary>
    [Id(6)] public string? Code { get; init; }

    /// <summary>One sentence that says how to get a video of it.</summary>
    [Id(7)] public string? Hint { get; init; }
}

/// <summary>One line of a computation.</summary>
/// <param name="Tex">LaTeX.</param>
/// <param name="Why">Why it follows from the line before, in the person's language; may be empty.</param>
[GenerateSerializer, Immutable, Alias("vault.MathsStep")]
public sealed record MathsStep([property: Id(0)] string Tex, [property: Id(1)] string Why);
