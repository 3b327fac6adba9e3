using System.Collections.Immutable;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Knowledge.Search;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>How an answer came about.</summary>
public enum AnswerKind
{
    /// <summary>A model wrote it from the sources, and its quotes were looked up.</summary>
    Written,

    /// <summary>It is the passages that fit best, because no model wrote one.</summary>
    Passages,

    /// <summary>The notes have nothing about it.</summary>
    Nothing,
}

/// <summary>Why an answer is passages, and not written.</summary>
public enum PassagesReason
{
    /// <summary>No AI provider is configured.</summary>
    NoProvider,

    /// <summary>The providers did not answer.</summary>
    ProviderAway,

    /// <summary>The budget of whoever asks is used up.</summary>
    Budget,
}

/// <summary>An answer from notes.</summary>
public sealed record KnowledgeAnswer
{
    public required AnswerKind Kind { get; init; }

    /// <summary>Markdown. "[1]" names a citation; "[?]" marks a sentence of which the notes do not have what it claims.</summary>
    public required string Text { get; init; }

    /// <summary>What was looked up and found, in the order of the text. Several may have one number: they are of one passage.</summary>
    public ImmutableArray<Citation> Citations { get; init; } = [];

    /// <summary>The passages the answer could rest on, best first.</summary>
    public ImmutableArray<FoundPassage> Sources { get; init; } = [];

    /// <summary>What was looked for: the question, or what it means in its conversation.</summary>
    public required string Asked { get; init; }

    /// <summary>How many quotes were not found, or do not count.</summary>
    public int Unverified { get; init; }

    /// <summary>Set where <see cref="Kind"/> is passages.</summary>
    public PassagesReason? Reason { get; init; }

    /// <summary>The model that wrote it; null if none did.</summary>
    public string? Model { get; init; }

    /// <summary>The model's name with its provider, as in <see cref="AiResponse"/>; null if none wrote it.</summary>
    public string? Provider { get; init; }

    /// <summary>The tokens of all calls.</summary>
    public AiUsage? Usage { get; init; }

    /// <summary>US dollars over all calls, already booked.</summary>
    public decimal Cost { get; init; }

    /// <summary>How long finding the passages took.</summary>
    public TimeSpan Retrieval { get; init; }
}

/// <summary>A piece of an answer that is being written. Everything in it has been checked.</summary>
/// <param name="Text">A sentence with its marks, or empty.</param>
/// <param name="Citations">Those of this piece.</param>
/// <param name="Completed">On the last piece: all of it.</param>
public sealed record AnswerPart(string Text, ImmutableArray<Citation> Citations, KnowledgeAnswer? Completed = null);

/// <summary>Words of a note that the server found where they are stored.</summary>
public sealed record Citation
{
    /// <summary>What names it in the text, from 1.</summary>
    public required int Number { get; init; }

    public required string CollectionId { get; init; }

    public required string CollectionName { get; init; }

    public required string DocumentId { get; init; }

    /// <summary>In the collection, with "/" between folders.</summary>
    public required string Path { get; init; }

    public required string Title { get; init; }

    /// <summary>The headings it stands under, outermost first.</summary>
    public ImmutableArray<string> Headings { get; init; } = [];

    /// <summary>From 1.</summary>
    public required int FirstLine { get; init; }

    /// <summary>Inclusive.</summary>
    public required int LastLine { get; init; }

    /// <summary>SHA-256 of the note's bytes as they are stored now, 64 hexadecimal digits.</summary>
    public required string NoteHash { get; init; }

    /// <summary>SHA-256 of the passage that the model read, 64 hexadecimal digits.</summary>
    public required string PassageHash { get; init; }

    /// <summary>The words as they are stored, without markup.</summary>
    public required string Quote { get; init; }

    /// <summary>The sentence of the answer that they support; empty where the answer is passages.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>Whether the note changed after the model read it.</summary>
    public bool Changed { get; init; }

    /// <summary>Opens the note in Obsidian: <c>obsidian://open?vault=…&amp;file=…</c>.</summary>
    public required string Link { get; init; }

    /// <summary>The note and where in it, for people: "Chain rule › Proof, lines 3-5".</summary>
    public string Place => string.Join(" › ", Headings.Where(h => h != Title).Prepend(Title))
        + (FirstLine == LastLine ? $":{FirstLine}" : $":{FirstLine}-{LastLine}");
}
