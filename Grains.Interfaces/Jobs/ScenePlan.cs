namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>What is known about a scene before its code is written. Repairs and the critic see it too.</summary>
/// <param name="Text">Objective, audience, answer, colours and beats, one per line; empty if no plan came.</param>
/// <param name="Uses">The names of Manim that the code will need, separated by spaces; may be empty.</param>
/// <param name="Facts">What the exact engine worked out, with its steps; empty if it knows nothing about the request.</param>
[GenerateSerializer, Immutable, Alias("vault.ScenePlan")]
public sealed record ScenePlan(
    [property: Id(0)] string Text,
    [property: Id(1)] string Uses,
    [property: Id(2)] string Facts)
{
    public bool IsEmpty => Text.Length == 0 && Facts.Length == 0;
}
