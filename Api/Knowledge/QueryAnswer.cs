using System.Collections.Immutable;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Search;

namespace ObsidianVault.Api.Knowledge;

/// <summary>An answer from notes.</summary>
/// <param name="RequestId">Names the request, in logs too.</param>
/// <param name="Answer">Markdown; [1] names a citation, [?] marks what the notes do not hold up.</param>
/// <param name="Mode">written, passages or nothing.</param>
/// <param name="Reason">Why it is passages: no_provider, provider_away or budget.</param>
/// <param name="Question">What was looked for: the question, or what it means in its conversation.</param>
/// <param name="Citations">What was looked up and found, in the order of the answer.</param>
/// <param name="Unverified">How many quotes were not found.</param>
/// <param name="Sources">The passages that the answer could rest on, best first.</param>
/// <param name="Metadata">What it took.</param>
internal sealed record QueryAnswer(
    string RequestId, string Answer, AnswerKind Mode, PassagesReason? Reason, string Question, CitationView[] Citations, int Unverified,
        SourceView[]? Sources, QueryMetadata Metadata)
{
    public static QueryAnswer Of(KnowledgeAnswer answer, string requestId, bool withSources) => new(
        requestId, answer.Text, answer.Kind, answer.Reason, answer.Asked, CitationView.Of(answer.Citations), answer.Unverified,
            withSources ? [.. answer.Sources.Select(SourceView.Of)] : null,
            new QueryMetadata(
                answer.Usage?.Input ?? 0, answer.Usage?.Output ?? 0, Math.Round(answer.Retrieval.TotalMilliseconds, 1), answer.Provider,
                    answer.Model, answer.Cost));
}

/// <summary>A passage that was found.</summary>
/// <param name="Id">The note's id.</param>
/// <param name="Title">The note's title.</param>
/// <param name="Url">Opens the note in Obsidian.</param>
/// <param name="RelevanceScore">From 0 to 1: the share of the question that the passage has.</param>
/// <param name="Collection">The collection's id.</param>
/// <param name="CollectionName">The collection's name.</param>
/// <param name="Path">The note's path in the collection.</param>
/// <param name="Headings">Those it stands under, outermost first.</param>
/// <param name="FirstLine">From 1.</param>
/// <param name="LastLine">Inclusive.</param>
/// <param name="Tags">The note's.</param>
internal sealed record SourceView(
    string Id, string Title, string Url, double RelevanceScore, string Collection, string CollectionName, string Path, string[] Headings,
        int FirstLine, int LastLine, string[] Tags)
{
    public static SourceView Of(FoundPassage found) => new(
        found.DocumentId, found.Title, ObsidianLinks.To(found.CollectionName, found.Path, found.Passage.Headings),
            Math.Round(found.Relevance, 4), found.CollectionId, found.CollectionName, found.Path, [.. found.Passage.Headings],
            found.Passage.FirstLine, found.Passage.LastLine, [.. found.Tags]);
}

/// <summary>What an answer took.</summary>
/// <param name="QueryTokens">Tokens that models read.</param>
/// <param name="AnswerTokens">Tokens that models wrote.</param>
/// <param name="RetrievalTimeMs">How long finding the passages took.</param>
/// <param name="Provider">Who wrote it.</param>
/// <param name="Model">The model that wrote it.</param>
/// <param name="Cost">US dollars.</param>
internal sealed record QueryMetadata(
    long QueryTokens, long AnswerTokens, double RetrievalTimeMs, string? Provider, string? Model, decimal Cost);

internal sealed record QueryDelta(string Text, CitationView[] Citations);

/// <summary>What requests and answers look like, for the description of the Api.</summary>
internal static class QueryExamples
{
    private const string Collection = "d7wx2hq5mzn3vk4c6tya2b5eou";
    private const string Note = "n3vd4k5w2hq7mzcx6tya2b5eou";
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private const string Link = "obsidian://open?vault=Analysis&file=Rules%2FChain%20rule%23Statement";

    public static QueryRequest Request { get; } = new(
        "How do I differentiate a composition?", Filters: new QueryFilters(Tags: ["analysis"]), Options: new QueryOptions(TopK: 5));

    public static QueryAnswer Answer { get; } = new(
        "req_c4hk2vq6m3ya5znd7xw2tb4e6u", "Multiply the outer derivative, taken at the inner function, by the inner derivative. [1]",
        AnswerKind.Written, null, "How do I differentiate a composition?",
        [
            new CitationView(1, Collection, "Analysis", Note, "Rules/Chain rule.md", "Chain rule", ["Statement"], 5, 5, Hash, Hash,
                "The derivative of f(g(x)) is f'(g(x)) times g'(x)",
                "Multiply the outer derivative, taken at the inner function, by the inner derivative.", false, Link),
        ],
        0,
        [
            new SourceView(Note, "Chain rule", Link, 0.82, Collection, "Analysis", "Rules/Chain rule.md", ["Statement"], 3, 9,
                ["analysis"]),
        ],
        new QueryMetadata(812, 46, 3.4, "openai", "gpt-4o-mini", 0.0001494m));
}
