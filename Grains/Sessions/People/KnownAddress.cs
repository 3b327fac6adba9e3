using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.People;

/// <summary>An address of the person, and what they allow there.</summary>
/// <param name="NoMarketing">The person stopped marketing by the channel's switch: only that switch undoes it.</param>
/// <param name="MarketingAt">When they last used it.</param>
/// <param name="Name">What the person calls themselves there; null in a group.</param>
/// <param name="Topic">The topic of the chat from which they last wrote, or null.</param>
[GenerateSerializer, Immutable, Alias("vault.KnownAddress")]
public sealed record KnownAddress(
    [property: Id(0)] ChannelAddress Address,
    [property: Id(1)] DateTimeOffset? LastInboundAt = null,
    [property: Id(2)] bool OptedOut = false,
    [property: Id(3)] DateTimeOffset? InvitedAt = null,
    [property: Id(4)] bool ByWords = false,
    [property: Id(5)] DateTimeOffset? ConsentAt = null,
    [property: Id(6)] string? Topic = null,
    [property: Id(7)] bool NoMarketing = false,
    [property: Id(8)] DateTimeOffset? MarketingAt = null,
    [property: Id(9)] string? Name = null)
{
    /// <summary>Whether there is something that the person does not want to hear, which outlives the conversation.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Forbids => OptedOut || NoMarketing;
}

/// <summary>Another id of a person, and the address that stands for them.</summary>
[GenerateSerializer, Immutable, Alias("vault.SameAddress")]
public sealed record SameAddress([property: Id(0)] ChannelAddress Other, [property: Id(1)] ChannelAddress Primary);
