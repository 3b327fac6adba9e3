using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <param name="Attempts">How often it was tried.</param>
/// <param name="SendingSince">Only read from records of the previous version: since when a send was under way.</param>
/// <param name="Held">Waits until the person writes again: the channel allows no free-form message now.</param>
/// <param name="At">When it entered the outbox; an item older than <see cref="SessionOptions.OutboxLifetime"/> is given up.</param>
/// <param name="Refusals">In how many of the attempts the channel refused this message.</param>
/// <param name="RefusedId">
/// The channel's ids of the newest attempts that it accepted and refused later, separated by spaces: what it reports of them counts
/// no more.
/// </param>
/// <param name="IsNotice">Says that another message could not be delivered.</param>
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
    [property: Id(8)] string? RefusedId = null,
    [property: Id(9)] bool IsNotice = false)
{
    private const int MaxRefused = 12;

    /// <summary>Whether the channel refused the attempt with that id.</summary>
    public bool HasRefused(string? channelMessageId) =>
        channelMessageId is not null && RefusedId?.Split(' ').Contains(channelMessageId) == true;

    public OutboxItem WithRefused(string? channelMessageId) => channelMessageId is null || HasRefused(channelMessageId)
        ? this
        : this with { RefusedId = string.Join(' ', (RefusedId?.Split(' ') ?? []).Append(channelMessageId).TakeLast(MaxRefused)) };
}

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
