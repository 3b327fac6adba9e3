using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.People;

/// <summary>An address of the person, and what they allow there.</summary>
/// <param name="Topic">The topic of the chat from which they last wrote, or null.</param>
[GenerateSerializer, Immutable, Alias("vault.KnownAddress")]
public sealed record KnownAddress(
    [property: Id(0)] ChannelAddress Address,
    [property: Id(1)] DateTimeOffset? LastInboundAt = null,
    [property: Id(2)] bool OptedOut = false,
    [property: Id(3)] DateTimeOffset? InvitedAt = null,
    [property: Id(4)] bool ByWords = false,
    [property: Id(5)] DateTimeOffset? ConsentAt = null,
    [property: Id(6)] string? Topic = null);

/// <summary>Another id of a person, and the address that stands for them.</summary>
[GenerateSerializer, Immutable, Alias("vault.SameAddress")]
public sealed record SameAddress([property: Id(0)] ChannelAddress Other, [property: Id(1)] ChannelAddress Primary);
