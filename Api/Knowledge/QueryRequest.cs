using System.Collections.Immutable;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Api.Knowledge;

/// <summary>A question to notes.</summary>
/// <param name="Query">1 to 10,000 characters.</param>
/// <param name="Collections">Ids or names of at most 50; left out for all that you may read.</param>
/// <param name="Filters">Which notes count.</param>
/// <param name="Options">How much is looked for and answered.</param>
/// <param name="History">The conversation before the question, oldest first: at most 50 messages.</param>
/// <param name="Language">Yours, ISO 639-1: what the service itself says is in it.</param>
/// <param name="Model">A class (chat, quick) or one of GET /v1/models; left out: chat.</param>
/// <param name="Stream">Whether the answer comes as server-sent events.</param>
internal sealed record QueryRequest(
    string? Query, string[]? Collections = null, QueryFilters? Filters = null, QueryOptions? Options = null, QueryTurn?[]? History = null,
        string? Language = null, string? Model = null, bool? Stream = null);

/// <summary>Which notes count.</summary>
/// <param name="Category">Only notes whose front matter has this category.</param>
/// <param name="Tags">Only notes with all of these tags, or with tags below them; at most 20.</param>
/// <param name="Folder">Only notes in this folder and below.</param>
/// <param name="Properties">Only notes whose front matter has these values; at most 20.</param>
internal sealed record QueryFilters(
    string? Category = null, string?[]? Tags = null, string? Folder = null, Dictionary<string, string?>? Properties = null);

/// <summary>How much is looked for and answered.</summary>
/// <param name="TopK">How many passages the answer may rest on: 1 to 20.</param>
/// <param name="IncludeSources">Whether the answer lists them; true where it is left out.</param>
internal sealed record QueryOptions(int? TopK = null, bool? IncludeSources = null);

/// <summary>One message of the conversation.</summary>
/// <param name="Role">user or assistant.</param>
/// <param name="Content">What was said.</param>
internal sealed record QueryTurn(string? Role, string? Content);

/// <summary>What a question must be; every fault at once.</summary>
internal static class QueryRules
{
    private const int MaxTurns = 50;
    private const int MaxHistory = 200_000;
    private const int MaxFilters = 20;
    private const int MaxText = 1_000;

    public static IEnumerable<(string Field, string Fault)> Check(QueryRequest body)
    {
        if (string.IsNullOrWhiteSpace(body.Query)) yield return ("query", "Must not be empty.");
        else if (body.Query.Length > KnowledgeQuestion.MaxText) yield return ("query", "At most 10,000 characters.");
        if (body.Collections is { Length: > CollectionNames.Max }
            || body.Collections?.Any(c => c is not { Length: > 0 and <= 200 }) == true)
            yield return ("collections", "At most 50 ids or names.");
        if (body.Options?.TopK is < 1 or > KnowledgeQuestion.MaxSources) yield return ("options.top_k", "Must be from 1 to 20.");
        if (body.Filters?.Tags is { } tags && (tags.Length > MaxFilters || tags.Any(t => t is not { Length: > 0 and <= MaxText })))
            yield return ("filters.tags", "At most 20 tags.");
        if (body.Filters?.Category is { Length: 0 or > MaxText }) yield return ("filters.category", "1 to 1,000 characters.");
        if (body.Filters?.Folder is { Length: 0 or > MaxText }) yield return ("filters.folder", "1 to 1,000 characters.");
        if (body.Filters?.Properties is { } properties && (properties.Count > MaxFilters
            || properties.Any(p => p.Key.Length is 0 or > MaxText || p.Value is not { Length: > 0 and <= MaxText })))
            yield return ("filters.properties", "At most 20, each a text.");
        if (body.History is { Length: > MaxTurns } || body.History?.Sum(t => (long)(t?.Content?.Length ?? 0)) > MaxHistory)
            yield return ("history", "At most 50 messages and 200,000 characters in all.");
        if (body.History?.Any(t => t is not { Role: "user" or "assistant", Content: not null }) == true)
            yield return ("history", "Each needs a role (user or assistant) and a content.");
        if (body.Language is { Length: not 2 }) yield return ("language", "Two letters, ISO 639-1.");
        if (body.Model is { Length: 0 or > OpenAiLimits.MaxNameLength })
            yield return ("model", $"1 to {OpenAiLimits.MaxNameLength} characters.");
    }

    public static ImmutableDictionary<string, string> PropertiesOf(QueryFilters? filters)
    {
        var properties = (filters?.Properties ?? []).ToImmutableDictionary(p => p.Key, p => p.Value!);
        return filters?.Category is { } category ? properties.SetItem("category", category) : properties;
    }
}
