namespace ObsidianVault;

/// <summary>One message to a person, as the outbox holds it.</summary>
[GenerateSerializer, Immutable, Alias("vault.OutboundMessage")]
public sealed record OutboundMessage
{
    /// <summary>The outbox id: unique, and echoed by the channel where the channel can.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required ChannelAddress To { get; init; }

    /// <summary>The text, or the caption of the video. Plain text, no markup.</summary>
    [Id(2)] public required string Text { get; init; }

    /// <summary>The object key of a video to attach, or null.</summary>
    [Id(3)] public string? VideoKey { get; init; }

    /// <summary>The job this message speaks of, or null.</summary>
    [Id(4)] public string? JobId { get; init; }
}
