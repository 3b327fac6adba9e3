using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Knowledge;

namespace ObsidianVault.Knowledge.Search;

/// <summary>Finds passages. Nothing that the reader may not see takes part at any step.</summary>
public interface ISearch
{
    /// <summary>The best passages, best first; empty if nothing fits. A query of stop words alone finds nothing.</summary>
    Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellationToken);
}

/// <summary>What to look for, and in what.</summary>
public sealed record SearchQuery
{
    public required Reader Reader { get; init; }

    /// <summary>As a person wrote it: words, a sentence, a name; at most 10,000 characters, of which the first are used.</summary>
    public required string Text { get; init; }

    /// <summary>Only in these; empty for every collection that the reader may see. An unknown id is as one that is not theirs.</summary>
    public ImmutableArray<string> Collections { get; init; } = [];

    /// <summary>Only notes with all of these tags, or with tags below them ("maths" finds "maths/algebra").</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Only notes in this folder and below; null for all.</summary>
    public string? Folder { get; init; }

    /// <summary>Only notes whose front matter has these values.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Who pays for the embedding of the text, where one is needed: the key of the ledger. Null: no embeddings take part.
    /// </summary>
    public string? User { get; init; }

    /// <summary>From 1 to 100.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>At most this many passages of one note.</summary>
    public int PerNote { get; init; } = 3;
}

/// <param name="Passages">Best first.</param>
/// <param name="Generation">Changes whenever an equal query could find something else: part of every cache key.</param>
/// <param name="IsReduced">Whether embeddings should have taken part and could not be had in time: do not keep it.</param>
public sealed record SearchResult(ImmutableArray<FoundPassage> Passages, string Generation, bool IsReduced = false);

/// <summary>A passage that was found.</summary>
/// <param name="Score">Comparable within one result only.</param>
/// <param name="Relevance">From 0 to 1: the share of what the query asks for that the passage has.</param>
/// <param name="NoteHash">SHA-256 of the document's bytes when it was indexed.</param>
public sealed record FoundPassage(
    string CollectionId, string CollectionName, string DocumentId, string Path, string Title, string NoteHash,
    ImmutableArray<string> Tags, Reading.Passage Passage, double Score, double Relevance);
