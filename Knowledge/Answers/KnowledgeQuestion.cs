using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>A question to notes.</summary>
public sealed record KnowledgeQuestion
{
    /// <summary>The longest question, in characters.</summary>
    public const int MaxText = 10_000;

    /// <summary>The most sources of an answer.</summary>
    public const int MaxSources = 20;

    public required Reader Reader { get; init; }

    /// <summary>Who pays: the key of the ledger.</summary>
    public required string User { get; init; }

    /// <summary>The ledger books each call once by an id that begins with this; at most 180 characters.</summary>
    public required string RequestId { get; init; }

    /// <summary>1 to 10,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Where the question came from, such as "telegram"; empty if unknown.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The conversation before the question, oldest first; the newest turns are used.</summary>
    public ImmutableArray<ChatTurn> History { get; init; } = [];

    /// <summary>Only in these; empty for every collection that the reader may see.</summary>
    public ImmutableArray<string> Collections { get; init; } = [];

    /// <summary>Only notes with all of these tags.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Only notes in this folder and below; null for all.</summary>
    public string? Folder { get; init; }

    /// <summary>Only notes whose front matter has these values.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many passages the answer may rest on, from 1 to 20; null for the setting.</summary>
    public int? Sources { get; init; }

    /// <summary>The person's language, ISO 639-1, or null if unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The model or class that answers; null for the class chat.</summary>
    public string? Model { get; init; }

    /// <summary>Whether sentences are wanted while the answer is being written.</summary>
    public bool IsStreamed { get; init; }
}
