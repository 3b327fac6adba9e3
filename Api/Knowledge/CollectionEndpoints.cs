using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Knowledge;

/// <summary>Collections: made, listed, shared, watched and erased.</summary>
internal static class CollectionEndpoints
{
    private const string IdText = "The collection's id.";

    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/rag/collections").WithTags("rag").RequireAuthorization(Access.Person);
        group.MapPost("", PostAsync).WithIdempotencyKey().ProducesError(StatusCodes.Status409Conflict).Takes(KnowledgeExamples.New)
            .AnswersLike(KnowledgeExamples.InList, StatusCodes.Status201Created)
            .WithSummary("Makes a collection.")
            .WithDescription("You own it. Nobody else sees it until you change its visibility. 409 where you own as many as one person "
                + "may (Knowledge:MaxCollections).");
        group.MapGet("", ListAsync).AnswersLike(KnowledgeExamples.List)
            .WithSummary("The collections that you may read.")
            .WithDescription("Your own, those you are a member of, and those of everyone, by name; with your own person_id, which others "
                + "use to make you a member.");
        group.MapGet("{id}", GetAsync).ProducesError(StatusCodes.Status404NotFound).AnswersLike(KnowledgeExamples.Collection)
            .WithParameter("id", IdText)
            .WithSummary("One collection, with how much it holds.")
            .WithDescription("Also how many documents wait to be read. What was read can be found meanwhile.");
        group.MapPatch("{id}", PatchAsync).ProducesError(StatusCodes.Status404NotFound).Takes(KnowledgeExamples.Patch)
            .AnswersLike(KnowledgeExamples.InList).WithParameter("id", IdText)
            .WithSummary("Renames a collection, or changes who sees it.")
            .WithDescription("Only its owner may.");
        group.MapDelete("{id}", DeleteAsync).ProducesError(StatusCodes.Status404NotFound).WithParameter("id", IdText)
            .WithSummary("Erases a collection.")
            .WithDescription("With its documents, passages, links, vectors, cached answers and originals. From the answer on nobody finds "
                + "anything of it; the last rows and objects are gone shortly after. Only its owner may.");
        group.MapGet("{id}/members", ListMembersAsync).ProducesError(StatusCodes.Status404NotFound)
            .AnswersLike(KnowledgeExamples.Members).WithParameter("id", IdText)
            .WithSummary("The members of a collection.")
            .WithDescription("Only its owner sees them. They count while the visibility is people.");
        group.MapPut("{id}/members/{person}", PutMemberAsync)
            .ProducesError(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict).Takes(KnowledgeExamples.Member)
            .AnswersLike(KnowledgeExamples.Members).WithParameter("id", IdText)
            .WithParameter("person", "The person_id that the person sees in GET /api/v1/rag/collections.")
            .WithSummary("Makes somebody a member, or changes what a member may do.")
            .WithDescription("Only its owner may. At most 200 members.");
        group.MapDelete("{id}/members/{person}", DeleteMemberAsync).ProducesError(StatusCodes.Status404NotFound)
            .WithParameter("id", IdText).WithParameter("person", "The member's person_id.")
            .WithSummary("Removes a member.")
            .WithDescription("Only its owner may. 204 also where the person was no member.");
        group.MapPost("{id}/sync", CollectionSync.PostAsync).ProducesError(StatusCodes.Status404NotFound)
            .Accepts<SyncBody>("application/json").Takes(KnowledgeExamples.Sync).AnswersLike(KnowledgeExamples.Synced)
            .WithParameter("id", IdText)
            .WithSummary("Compares a local folder with the collection.")
            .WithDescription("Send every path with its hash, upload what the answer calls missing, and send the list again with commit: "
                + "then files that moved are renamed, with their ids and the links to them, and files that are gone are deleted.");
        group.MapGet("{id}/events", CollectionEvents.WatchAsync).ProducesError(StatusCodes.Status404NotFound)
            .Produces<CollectionView>(StatusCodes.Status200OK, EventStream.MediaType).Produces(StatusCodes.Status204NoContent)
            .AnswersLike(KnowledgeExamples.Events).WithParameter("id", IdText)
            .WithParameter("Last-Event-ID", "The id of the last event that you have; browsers send it by themselves.")
            .WithSummary("The progress of reading, as server-sent events.")
            .WithDescription("Each event is the collection as it is then. The stream ends when no document waits, and 204 answers a "
                + "client that has seen the end.");
        group.MapGet("{id}/quality", CollectionGrades.GetAsync).ProducesError(StatusCodes.Status404NotFound)
            .AnswersLike(KnowledgeExamples.Quality).WithParameter("id", IdText)
            .WithSummary("How well a collection answers questions whose answers are known.")
            .WithDescription("Each sentence with a link asks for the note that the link leads to, and the owner may add more. Ways of "
                + "ranking are compared by these questions, and one that is better for certain is used.");
        group.MapPost("{id}/quality", CollectionGrades.PostAsync).ProducesError(StatusCodes.Status404NotFound)
            .Takes(KnowledgeExamples.Grading).AnswersLike(KnowledgeExamples.Quality, StatusCodes.Status202Accepted)
            .WithParameter("id", IdText)
            .WithSummary("Grades a collection again, with questions of your own.")
            .WithDescription("In the background; GET shows the grades when they are there. Only its owner may.");
        group.MapGet("{id}/export", CollectionExport.GetAsync).ProducesError(StatusCodes.Status404NotFound)
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").WithParameter("id", IdText)
            .WithSummary("Everything in a collection, as a zip.")
            .WithDescription("Its files as they were sent, or their text where the originals are not kept any more, and links.json: "
                + "every link with the note it stands in, its line, and the note it leads to.");
    }

    private static async Task<Results<Created<CollectionView>, ProblemHttpResult>> PostAsync(
        Body<NewCollectionBody> body, IdempotencyKey key, Person person, IClusterClient grains)
    {
        if (FaultOf(body.Value.Name) is { } fault) return Problems.Invalid(("name", fault));
        var id = GrainKeys.DerivedId("collection", person.CallerId, key.Value);
        var made = await Grain(grains, id).CreateAsync(
            person.Reader, new NewCollection(body.Value.Name!.Trim(), body.Value.Visibility ?? Visibility.Private));
        return made.Collection is { } collection
            ? TypedResults.Created($"/api/v1/rag/collections/{id}", CollectionView.Of(collection, person))
            : KnowledgeAccess.ProblemOf(made.Fault);
    }

    private static async Task<Ok<CollectionList>> ListAsync(Person person, IKnowledgeStore store, CancellationToken cancellationToken)
    {
        var all = await store.ListCollectionsAsync(person.Reader, cancellationToken);
        return TypedResults.Ok(new CollectionList(
            person.Reader.Owner, [.. all.Select(collection => CollectionView.Of(collection, person))]));
    }

    private static async Task<Results<Ok<CollectionView>, ProblemHttpResult>> GetAsync(
        string id, Person person, IKnowledgeStore store, CancellationToken cancellationToken) =>
        await store.FindCollectionAsync(person, id, cancellationToken) is { } collection
            ? TypedResults.Ok(CollectionView.Of(collection, await store.CountAsync(id, cancellationToken), person))
            : KnowledgeAccess.NotFound();

    private static async Task<Results<Ok<CollectionView>, ProblemHttpResult>> PatchAsync(
        string id, Body<CollectionPatch> body, Person person, IClusterClient grains)
    {
        if (body.Value.Name is { } name && FaultOf(name) is { } fault) return Problems.Invalid(("name", fault));
        var answer = await ChangeAsync(id, person, grains, new CollectionChange(body.Value.Name?.Trim(), body.Value.Visibility));
        return answer.Collection is { } collection
            ? TypedResults.Ok(CollectionView.Of(collection, person))
            : KnowledgeAccess.ProblemOf(answer.Fault);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Person person, IClusterClient grains)
    {
        var fault = KnowledgeAccess.IsId(id) ? await Grain(grains, id).EraseAsync(person.Reader) : CollectionFault.Missing;
        return fault == CollectionFault.None ? TypedResults.NoContent() : KnowledgeAccess.ProblemOf(fault);
    }

    private static async Task<Results<Ok<MemberList>, ProblemHttpResult>> ListMembersAsync(
        string id, Person person, IKnowledgeStore store, CancellationToken cancellationToken) =>
        await store.FindCollectionAsync(person, id, cancellationToken) is not { } collection ? KnowledgeAccess.NotFound()
            : person.Reader.People.Contains(collection.Owner) ? TypedResults.Ok(MemberList.Of(collection.Members))
            : KnowledgeAccess.ProblemOf(CollectionFault.NotAllowed);

    private static async Task<Results<Ok<MemberList>, ProblemHttpResult>> PutMemberAsync(
        string id, string person, Body<MemberBody> body, Person caller, IClusterClient grains)
    {
        if (!KnowledgeAccess.IsId(person)) return Problems.Invalid(("person", "Must be a person_id."));
        if (body.Value.Right is not { } right) return Problems.Invalid(("right", "Must be read or write."));
        var change = new CollectionChange(Members: ImmutableDictionary<string, MemberRight?>.Empty.Add(person, right));
        var answer = await ChangeAsync(id, caller, grains, change);
        return answer.Collection is { } collection
            ? TypedResults.Ok(MemberList.Of(collection.Members))
            : KnowledgeAccess.ProblemOf(answer.Fault);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteMemberAsync(
        string id, string person, Person caller, IClusterClient grains)
    {
        var change = new CollectionChange(Members: ImmutableDictionary<string, MemberRight?>.Empty.Add(person, null));
        var answer = await ChangeAsync(id, caller, grains, change);
        return answer.Fault == CollectionFault.None ? TypedResults.NoContent() : KnowledgeAccess.ProblemOf(answer.Fault);
    }

    private static Task<CollectionAnswer> ChangeAsync(string id, Person person, IClusterClient grains, CollectionChange change) =>
        KnowledgeAccess.IsId(id)
            ? Grain(grains, id).ChangeAsync(person.Reader, change)
            : Task.FromResult(new CollectionAnswer(CollectionFault.Missing));

    private static ICollectionGrain Grain(IClusterClient grains, string id) =>
        grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(id));

    private static string? FaultOf(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Trim().Length > Collection.MaxName || name.Any(char.IsControl)
            ? $"Must have 1 to {Collection.MaxName} characters, and no control characters."
            : null;
}
