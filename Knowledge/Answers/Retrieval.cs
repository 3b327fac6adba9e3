using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>
/// Finds the passages for a question. What was found is used again for an equal question of the same people while the collections
/// that they may read, and everything in them, are the same: their ids and generations are part of the key.
/// </summary>
internal sealed class Retrieval(
    ISearch search, IKnowledgeStore store, FollowUps followUps, IOptions<AnswerOptions> options, TimeProvider time) : IDisposable
{
    private const int MaxKept = 2_000;
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxKept });

    public async Task<RetrievedPassages> FindAsync(KnowledgeQuestion question, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var collections = await store.ListCollectionsAsync(question.Reader, cancellationToken);
        if (collections.IsEmpty) return new RetrievedPassages(question.Text, [], null, time.GetElapsedTime(began));
        var key = KeyOf(question, collections.Select(c => $"{c.Id}:{c.Generation}"));
        if (_kept.TryGetValue(key, out RetrievedPassages? kept)) return kept! with { Call = null, Took = time.GetElapsedTime(began) };
        var (asked, call) = await followUps.RewriteAsync(question, cancellationToken);
        var result = await search.SearchAsync(
            new SearchQuery
            {
                Reader = question.Reader,
                Text = asked,
                User = question.User,
                Collections = question.Collections,
                Tags = question.Tags,
                Folder = question.Folder,
                Properties = question.Properties,
                Limit = question.Sources ?? options.Value.Sources,
            },
            cancellationToken);
        var found = new RetrievedPassages(asked, result.Passages, call, time.GetElapsedTime(began));
        if (options.Value.KeepFor > TimeSpan.Zero && !result.IsReduced)
        {
            _kept.Set(key, found with { Call = null }, new MemoryCacheEntryOptions
            {
                Size = 1,
                AbsoluteExpirationRelativeToNow = options.Value.KeepFor,
            });
        }

        return found;
    }

    public void Dispose() => _kept.Dispose();

    private static string KeyOf(KnowledgeQuestion question, IEnumerable<string> collections)
    {
        var key = JsonSerializer.SerializeToUtf8Bytes(new
        {
            People = question.Reader.People.Order(StringComparer.Ordinal),
            question.User,
            question.Text,
            question.Language,
            Before = question.History.TakeLast(6).Select(turn => turn.Role + turn.Text),
            Only = question.Collections.Order(StringComparer.Ordinal),
            Tags = question.Tags.Order(StringComparer.Ordinal),
            question.Folder,
            Properties = question.Properties.OrderBy(p => p.Key, StringComparer.Ordinal),
            question.Sources,
            Collections = collections.Order(StringComparer.Ordinal),
        });
        return Convert.ToHexStringLower(SHA256.HashData(key));
    }
}

/// <param name="Asked">What was looked for.</param>
/// <param name="Call">The model's call that found out what to look for, or null.</param>
internal sealed record RetrievedPassages(string Asked, ImmutableArray<FoundPassage> Passages, AiResponse? Call, TimeSpan Took);
