using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Interfaces.Sessions;

/// <summary>Something that happened on a channel, in a form that is independent of the channel.</summary>
[GenerateSerializer, Immutable, Alias("vault.ChannelEvent")]
public abstract record ChannelEvent
{
    /// <summary>The channel's own id of the event, unique in the account; used to drop duplicates. At most 256 characters.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Whom it is about: the address that an answer goes to.</summary>
    [Id(1)] public required ChannelAddress From { get; init; }

    /// <summary>When it happened, by the channel's clock; webhooks can be days late.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }

    /// <summary>Other identities that the channel says are the same person: a WhatsApp phone number beside its user ids.</summary>
    [Id(3)] public ImmutableArray<ChannelAddress> AlsoKnownAs { get; init; } = [];
}

/// <summary>A person edited the text of their message.</summary>
[GenerateSerializer, Immutable, Alias("vault.MessageEdited")]
public sealed record MessageEdited : ChannelEvent
{
    /// <summary>The channel's id of the message in its chat: <see cref="InboundMessage.ChannelMessageId"/>.</summary>
    [Id(0)] public required string MessageId { get; init; }

    [Id(1)] public string? Text { get; init; }
}

/// <summary>A person deleted their message.</summary>
[GenerateSerializer, Immutable, Alias("vault.MessageRevoked")]
public sealed record MessageRevoked : ChannelEvent
{
    /// <summary>The channel's id of the message in its chat: <see cref="InboundMessage.ChannelMessageId"/>.</summary>
    [Id(0)] public required string MessageId { get; init; }
}

/// <summary>The delivery status of one of our messages. Ranks grow; a lower one never replaces a higher one.</summary>
[GenerateSerializer, Alias("vault.DeliveryStatus")]
public enum DeliveryStatus
{
    Pending,
    Sending,
    Sent,
    Delivered,
    Read,
    Failed,
}

/// <summary>The channel reports the delivery status of one of our messages.</summary>
[GenerateSerializer, Immutable, Alias("vault.DeliveryReceipt")]
public sealed record DeliveryReceipt : ChannelEvent
{
    /// <summary>The channel's id of the message.</summary>
    [Id(0)] public required string ChannelMessageId { get; init; }

    /// <summary><see cref="OutboundMessage.Id"/>, if the channel echoes it.</summary>
    [Id(1)] public string? OutboxId { get; init; }

    [Id(2)] public required DeliveryStatus Status { get; init; }

    /// <summary>The channel's error code of a failure, or null.</summary>
    [Id(3)] public int? ErrorCode { get; init; }

    [Id(4)] public string? ErrorText { get; init; }

    /// <summary>Whether the channel bills the message, if it says so.</summary>
    [Id(5)] public bool? Billable { get; init; }

    /// <summary>The channel's price category: service, utility, marketing, …</summary>
    [Id(6)] public string? PriceCategory { get; init; }
}

/// <summary>A person stopped or resumed what we send, with the channel's own switch rather than in words.</summary>
[GenerateSerializer, Immutable, Alias("vault.ConsentChanged")]
public sealed record ConsentChanged : ChannelEvent
{
    [Id(0)] public required bool OptedOut { get; init; }

    [Id(1)] public ConsentScope Scope { get; init; }
}

/// <summary>What a person allows or forbids.</summary>
[GenerateSerializer, Alias("vault.ConsentScope")]
public enum ConsentScope
{
    /// <summary>Everything: the person blocked us, or unblocked us.</summary>
    Everything,

    /// <summary>Marketing alone: answers, and templates of other categories, still reach the person.</summary>
    Marketing,
}

/// <summary>
/// The address <see cref="ChannelEvent.From"/> is now <see cref="NewAddress"/>: a changed phone number, or a group that became
/// a supergroup.
/// </summary>
[GenerateSerializer, Immutable, Alias("vault.AddressChanged")]
public sealed record AddressChanged : ChannelEvent
{
    [Id(0)] public required ChannelAddress NewAddress { get; init; }
}

/// <summary>One of our people wrote to the person directly, bypassing this system, in the channel's own app.</summary>
[GenerateSerializer, Immutable, Alias("vault.HumanReply")]
public sealed record HumanReply : ChannelEvent
{
    [Id(0)] public string? Text { get; init; }
}
