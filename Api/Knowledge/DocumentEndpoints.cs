using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Knowledge.Uploads;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Knowledge;

/// <summary>Documents: sent, listed, fetched and deleted.</summary>
internal static class DocumentEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;
    private const string IdText = "The document's id.";

    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/rag/documents").WithTags("rag").RequireAuthorization(Access.Person);
        group.MapPost("", UploadEndpoint.PostAsync).WithIdempotencyKey().ProducesError(StatusCodes.Status404NotFound)
            .Accepts<UploadForm>("multipart/form-data").Takes(KnowledgeExamples.Form)
            .AnswersLike(KnowledgeExamples.Uploaded, StatusCodes.Status202Accepted)
            .WithSummary("Takes documents: one, several, or a zip of a vault.")
            .WithDescription("As a form. The name of each file is its path in the collection. The same bytes again change nothing; other "
                + "bytes under the same path replace that document, and its former text is found until they are read. Files that "
                + "cannot be taken are refused one by one, each with its reason. Without a collection they go to your own.");
        group.MapGet("", ListAsync).ProducesError(StatusCodes.Status404NotFound).AnswersLike(KnowledgeExamples.Page)
            .WithParameter("collection", "The collection's id; your own where it is left out.")
            .WithParameter("limit", $"How many documents, from 1 to {MaxLimit}; {DefaultLimit} where it is left out.")
            .WithParameter("cursor", "The next of the page before; left out for the first page.")
            .WithSummary("The documents of a collection, by path.")
            .WithDescription("With where each stands, and why it was refused where it was.");
        group.MapGet("{id}", GetAsync).ProducesError(StatusCodes.Status404NotFound).AnswersLike(KnowledgeExamples.Document)
            .WithParameter("id", IdText)
            .WithSummary("One document.")
            .WithDescription("Where it stands; not its text.");
        group.MapGet("{id}/note", NoteAsync).ProducesError(StatusCodes.Status404NotFound).AnswersLike(NoteView.Example)
            .WithParameter("id", IdText)
            .WithSummary("What was read of a document: its text, its tags, and its links both ways.")
            .WithDescription("Its lines are those that citations name. What its author hid is not in it. Links lead to the notes that you "
                + "may read. 404 until the document was read for the first time.");
        group.MapGet("{id}/original", DownloadAsync).ProducesError(StatusCodes.Status404NotFound, StatusCodes.Status410Gone)
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").Produces(StatusCodes.Status206PartialContent)
            .WithParameter("id", IdText)
            .WithSummary("The document's bytes as they were sent.")
            .WithDescription("In whole or by range, while they are kept (Lifetimes:Documents, 30 days); then 410. What was read of it "
                + "stays until it is deleted.");
        group.MapDelete("{id}", DeleteAsync).ProducesError(StatusCodes.Status404NotFound).WithParameter("id", IdText)
            .WithSummary("Deletes a document.")
            .WithDescription("With all that is found of it, and its original.");
    }

    private static async Task<Results<Ok<DocumentPage>, ProblemHttpResult>> ListAsync(
        string? collection, int? limit, string? cursor, Person person, IKnowledgeStore store, IClusterClient grains,
        CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) return Problems.Invalid(("limit", $"Must be from 1 to {MaxLimit}."));
        var found = collection is null
            ? await store.OwnAsync(person, grains, cancellationToken)
            : await store.FindCollectionAsync(person, collection, cancellationToken);
        if (found is null) return KnowledgeAccess.NotFound();
        var page = await store.ListDocumentsAsync(found.Id, cursor, limit ?? DefaultLimit, cancellationToken);
        var next = page.Length == (limit ?? DefaultLimit) ? page[^1].Path : null;
        return TypedResults.Ok(new DocumentPage([.. page.Select(document => DocumentView.Of(found.Id, document))], next));
    }

    private static async Task<Results<Ok<DocumentView>, ProblemHttpResult>> GetAsync(
        string id, Person person, IKnowledgeStore store, CancellationToken cancellationToken) =>
        await store.FindDocumentAsync(person, id, cancellationToken) is { } found
            ? TypedResults.Ok(DocumentView.Of(found.CollectionId, found.Document))
            : NotFound();

    private static async Task<Results<Ok<NoteView>, ProblemHttpResult>> NoteAsync(
        string id, HttpContext http, Person person, IKnowledgeStore store, CancellationToken cancellationToken)
    {
        if (!KnowledgeAccess.IsId(id) || await store.FindNoteAsync(person.Reader, id, cancellationToken) is not { } note) return NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Ok(NoteView.Of(note, await store.ReadLinksAsync(person.Reader, id, cancellationToken)));
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        string id, HttpContext http, Person person, IKnowledgeStore store, IObjectStore objects, CancellationToken cancellationToken)
    {
        if (await store.FindDocumentAsync(person, id, cancellationToken) is not { } found) return NotFound();
        var content = found.ObjectKey is { } key ? await objects.OpenAsync(key, cancellationToken) : null;
        if (content is null) return Problems.Gone("The original is not kept any more.");
        // What people sent must not run as a page of ours.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.CacheControl = "private, no-store";
        var name = found.Document.Path[(found.Document.Path.LastIndexOf('/') + 1)..];
        return TypedResults.Stream(content, "application/octet-stream", name, enableRangeProcessing: true);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, Person person, IKnowledgeStore store, IClusterClient grains, CancellationToken cancellationToken)
    {
        if (await store.FindDocumentAsync(person, id, cancellationToken) is not { } found) return NotFound();
        var grain = grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(found.CollectionId));
        var answer = await grain.ReceiveAsync(person.Reader, [], [found.Document.Path]);
        return answer.Fault == CollectionFault.None ? TypedResults.NoContent() : KnowledgeAccess.ProblemOf(answer.Fault);
    }

    private static ProblemHttpResult NotFound() => Problems.NotFound("document");
}
