namespace ObsidianVault.Grains.Sessions.Files;

/// <summary>A document that a person has sent to the chat.</summary>
/// <param name="Key">Where its bytes are, <c>documents/{id}</c>.</param>
/// <param name="Name">As the person named it; not to be trusted.</param>
[GenerateSerializer, Immutable, Alias("vault.KeptDocument")]
public sealed record KeptDocument([property: Id(0)] string Key, [property: Id(1)] string Name);
