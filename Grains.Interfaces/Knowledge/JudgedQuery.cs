namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>A question whose answer the owner of a collection knows.</summary>
/// <param name="Query">As a person would ask; at most 1,000 characters.</param>
/// <param name="DocumentId">A document that answers it.</param>
/// <param name="IsRight">False takes it back.</param>
[GenerateSerializer, Immutable, Alias("vault.JudgedQuery")]
public sealed record JudgedQuery(
    [property: Id(0)] string Query, [property: Id(1)] string DocumentId, [property: Id(2)] bool IsRight = true);
