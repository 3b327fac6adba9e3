using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Interfaces.Desk;

/// <summary>One conversation as the operators' inbox lists it.</summary>
[GenerateSerializer, Immutable, Alias("vault.DeskEntry")]
public sealed record DeskEntry
{
    /// <summary>The most characters of <see cref="LastText"/>.</summary>
    public const int MaxText = 200;

    [Id(0)] public required string SessionId { get; init; }

    /// <summary>The number of the conversation's stored state; an older entry never replaces a newer one.</summary>
    [Id(1)] public required long Sequence { get; init; }

    /// <summary>Where the person wrote last; null for a program that never did.</summary>
    [Id(2)] public ChannelAddress? Address { get; init; }

    /// <summary>What the person calls themselves; null while unknown.</summary>
    [Id(3)] public string? Name { get; init; }

    /// <summary>ISO 639-1; null while unknown.</summary>
    [Id(4)] public string? Language { get; init; }

    /// <summary>When the newest line was said.</summary>
    [Id(5)] public DateTimeOffset LastAt { get; init; }

    /// <summary>The role of the newest line: user, assistant, human or note.</summary>
    [Id(6)] public string LastRole { get; init; } = "";

    /// <summary>The beginning of the newest line.</summary>
    [Id(7)] public string LastText { get; init; } = "";

    /// <summary>Whether one of our people answers.</summary>
    [Id(8)] public bool HumanAnswers { get; init; }

    /// <summary>Whether the person waits for one of our people.</summary>
    [Id(9)] public bool Waits { get; init; }

    /// <summary>Whether the newest message of ours did not arrive.</summary>
    [Id(10)] public bool HasFailed { get; init; }

    /// <summary>Whom of our people it is given to; null for nobody.</summary>
    [Id(11)] public string? Assignee { get; init; }

    [Id(12)] public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Until when we may write freely; null where the channel sets no window.</summary>
    [Id(13)] public DateTimeOffset? WindowEndsAt { get; init; }

    /// <summary>The conversation is over, or became part of another one: it leaves the list.</summary>
    [Id(14)] public bool IsGone { get; init; }
}

/// <summary>Which conversations are listed; null in a member means all.</summary>
/// <param name="Channel">One of <see cref="ChannelNames"/>.</param>
/// <param name="State">waiting, human or failed.</param>
/// <param name="Assignee">Whom they are given to; empty for nobody.</param>
/// <param name="Label">A whole label.</param>
/// <param name="Words">A part of the name, an address or the newest line; letters of either case.</param>
/// <param name="Before">The last entry of the page before.</param>
[GenerateSerializer, Immutable, Alias("vault.DeskQuery")]
public sealed record DeskQuery(
    [property: Id(0)] string? Channel = null,
    [property: Id(1)] string? State = null,
    [property: Id(2)] string? Assignee = null,
    [property: Id(3)] string? Label = null,
    [property: Id(4)] string? Words = null,
    [property: Id(5)] DeskCursor? Before = null)
{
    /// <summary>How many entries one read returns.</summary>
    public const int MaxRead = 200;
}

/// <summary>A place in the list, which is sorted by time, newest first.</summary>
[GenerateSerializer, Immutable, Alias("vault.DeskCursor")]
public sealed record DeskCursor([property: Id(0)] DateTimeOffset At, [property: Id(1)] string SessionId);
