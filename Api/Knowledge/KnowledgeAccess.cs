using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Api.Knowledge;

/// <summary>Finds what a person may see. What belongs to somebody else is as what does not exist, to the last byte of the answer.</summary>
internal static class KnowledgeAccess
{
    private const int MaxIdLength = 64;

    public static bool IsId(string? id) => id is { Length: > 0 and <= MaxIdLength } && id.All(char.IsAsciiLetterOrDigit);

    public static async Task<Collection?> FindCollectionAsync(
        this IKnowledgeStore store, Person person, string id, CancellationToken cancellationToken) =>
        IsId(id) && await store.FindCollectionAsync(id, cancellationToken) is { } collection && collection.MayRead(person.Reader)
            ? collection
            : null;

    public static async Task<FoundDocument?> FindDocumentAsync(
        this IKnowledgeStore store, Person person, string id, CancellationToken cancellationToken) =>
        IsId(id) ? await store.FindDocumentAsync(person.Reader, id, cancellationToken) : null;

    /// <summary>The collection that a request names by id or, among those that the person may write, by name.</summary>
    public static async Task<Collection?> NamedAsync(
        this IKnowledgeStore store, Person person, string idOrName, CancellationToken cancellationToken)
    {
        if (await store.FindCollectionAsync(person, idOrName, cancellationToken) is { } found) return found;
        var all = await store.ListCollectionsAsync(person.Reader, cancellationToken);
        return all.Where(collection => collection.Name == idOrName && collection.MayWrite(person.Reader))
            .OrderByDescending(collection => person.Reader.People.Contains(collection.Owner)).ThenBy(collection => collection.CreatedAt)
            .FirstOrDefault();
    }

    /// <summary>The collection of the person's documents that go to none by name.</summary>
    public static Task<Collection?> OwnAsync(
        this IKnowledgeStore store, Person person, IClusterClient grains, CancellationToken cancellationToken) =>
        store.OwnAsync(person.Reader, grains, cancellationToken);

    public static ProblemHttpResult NotFound() => Problems.NotFound("collection");

    public static ProblemHttpResult ProblemOf(CollectionFault fault) => fault switch
    {
        CollectionFault.NotAllowed => Problems.Forbidden("You may read this collection, and not do this with it."),
        CollectionFault.Conflict => Problems.IdempotencyConflict(),
        CollectionFault.TooMany => Problems.Of(
            StatusCodes.Status409Conflict, "too_many", "There are as many as there may be. Delete one, or ask the operator for more."),
        _ => NotFound(),
    };
}
