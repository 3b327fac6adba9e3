namespace ObsidianVault;

/// <summary>One message from a person, after its channel's format was taken off.</summary>
[GenerateSerializer, Immutable, Alias("vault.InboundMessage")]
public sealed record InboundMessage
{
    /// <summary>The channel's own id of the message, unique in the account; used to drop duplicates.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required ChannelAddress From { get; init; }

    /// <summary>When the person sent it, by the channel's clock.</summary>
    [Id(2)] public required DateTimeOffset SentAt { get; init; }

    /// <summary>The text, or null where the message has none that we read (a sticker, a picture).</summary>
    [Id(3)] public string? Text { get; init; }

    /// <summary>The channel's word for what it is: text, photo, sticker, location, …</summary>
    [Id(4)] public string Kind { get; init; } = "text";
}
