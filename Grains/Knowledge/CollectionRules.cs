using System.Collections.Immutable;
using System.Globalization;
using ObsidianVault.Grains.Interfaces.Knowledge;

namespace ObsidianVault.Grains.Knowledge;

/// <summary>What a change makes of a collection, and which documents fit into it.</summary>
internal static class CollectionRules
{
    /// <summary>People who are named, beside the owner.</summary>
    public const int MaxMembers = 200;

    public static Collection? Changed(Collection collection, CollectionChange change)
    {
        var members = collection.Members;
        foreach (var (person, right) in change.Members ?? ImmutableDictionary<string, MemberRight?>.Empty)
            members = right is { } given ? members.SetItem(person, given) : members.Remove(person);
        return members.Count > MaxMembers ? null : collection with
        {
            Name = change.Name ?? collection.Name,
            Visibility = change.Visibility ?? collection.Visibility,
            Members = members,
        };
    }

    /// <summary>
    /// Why each document does not fit, or null where it does. One that replaces another counts in full: what it replaces is found
    /// until it is read.
    /// </summary>
    public static ImmutableArray<string?> Refusals(
        ImmutableArray<ArrivedDocument> arrived, CollectionCounts counts, Func<string, bool> isKnown, KnowledgeOptions limits)
    {
        var (documents, bytes) = (counts.Documents, counts.Bytes);
        return [.. arrived.Select(document =>
        {
            if (document.Size > limits.MaxDocument) return TooLarge(document.Size, limits);
            var isNew = !isKnown(document.Path);
            if (isNew && documents >= limits.MaxDocuments)
                return string.Create(CultureInfo.InvariantCulture, $"The collection is full: it holds {limits.MaxDocuments:N0} documents.");
            if (bytes + document.Size > limits.MaxCollectionBytes)
                return string.Create(
                    CultureInfo.InvariantCulture, $"The collection is full: its documents have {limits.MaxCollectionBytes:N0} bytes.");
            (documents, bytes) = (documents + (isNew ? 1 : 0), bytes + document.Size);
            return null;
        })];
    }

    public static string TooLarge(long size, KnowledgeOptions limits) => string.Create(
        CultureInfo.InvariantCulture, $"It has {size:N0} bytes; a document has at most {limits.MaxDocument:N0}.");
}
