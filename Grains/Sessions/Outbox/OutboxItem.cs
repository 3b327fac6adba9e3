using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <param name="Attempts">How often it was tried.</param>
/// <param name="SendingSince">Only read from records of the previous version: since when a send was under way.</param>
/// <param name="Held">Waits until the person writes again: the channel allows no free-form message now.</param>
/// <param name="At">When it entered the outbox; an item older than <see cref="SessionOptions.OutboxLifetime"/> is given up.</param>
/// <param name="Refusals">In how many of the attempts the channel refused this message.</param>
/// <param name="RefusedId">
/// The channel's id of an attempt that it accepted and refused later: what it reports of that attempt counts no more.
/// </param>
[GenerateSerializer, Immutable, Alias("vault.OutboxItem")]
public sealed record OutboxItem(
    [property: Id(0)] OutboundMessage Message,
    [property: Id(1)] OutboxKind Kind,
    [property: Id(2)] int Attempts = 0,
    [property: Id(3)] DateTimeOffset? NotBefore = null,
    [property: Id(4)] DateTimeOffset? SendingSince = null,
    [property: Id(5)] bool Held = false,
    [property: Id(6)] DateTimeOffset? At = null,
    [property: Id(7)] int Refusals = 0,
    [property: Id(8)] string? RefusedId = null);

/// <summary>What an outbox item is for.</summary>
[GenerateSerializer, Alias("vault.OutboxKind")]
public enum OutboxKind
{
    Reply,
    /// <summary>The acknowledgement of a job; progress is shown by editing it.</summary>
    JobAccepted,
    /// <summary>The video, or the reason there is none.</summary>
    JobResult,
    /// <summary>The goodbye to somebody who opts out.</summary>
    Consent,
    /// <summary>A template sent by a program; nobody waits for it.</summary>
    Campaign,
    /// <summary>A message from a human or a program on our side.</summary>
    Said,
}
