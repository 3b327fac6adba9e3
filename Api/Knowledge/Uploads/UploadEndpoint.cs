using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Api.Knowledge.Uploads;

/// <summary><c>POST /api/v1/rag/documents</c>.</summary>
internal static class UploadEndpoint
{
    private const int UploadTimeFactor = 5;

    /// <summary>How long the answer to one file waits for it to be read, as the first version of this address did.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    public static async Task<Results<Accepted<UploadView>, ProblemHttpResult>> PostAsync(
        HttpContext http, IdempotencyKey key, Person person, IClusterClient grains, IKnowledgeStore store, IObjectStore objects,
        IOptions<KnowledgeOptions> options, IOptions<GatewayOptions> gateway, TimeProvider time)
    {
        var (limits, cancelled) = (options.Value, http.RequestAborted);
        await using var spool = new Spool();
        var request = new UploadRequest(spool);
        await RequestBody.WithinAsync(http, new BodyLimits(limits.MaxUpload, gateway.Value.BodyTime * UploadTimeFactor), async read =>
        {
            await request.ReadAsync(http, limits, read);
            return true;
        });
        if (request.Files.Count == 0) return Problems.Invalid(("file", "Must be at least one file."));
        var labels = request.Labels();

        var collection = request.Collection is { } named
            ? await store.NamedAsync(person, named, cancelled)
            : await store.OwnAsync(person, grains, cancelled);
        if (collection is null) return KnowledgeAccess.NotFound();
        if (!collection.MayWrite(person.Reader)) return KnowledgeAccess.ProblemOf(CollectionFault.NotAllowed);
        var grain = grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(collection.Id));
        if (key.IsGiven && !await grain.ClaimAsync(GrainKeys.DerivedId(person.CallerId, key.Value), request.Fingerprint()))
            return Problems.IdempotencyConflict();

        var intake = new CollectionIntake(grain, person.Reader, objects, await store.ReadManifestAsync(collection.Id, cancelled));
        var take = new UploadTake(collection.Id, intake, limits);
        await take.TakeAsync(request, labels, cancelled);
        if (intake.Fault != CollectionFault.None) return KnowledgeAccess.ProblemOf(intake.Fault);

        var documents = take.Documents();
        if (documents is [{ Status: DocumentState.Waiting, DocumentId: { } id }])
            documents[0] = await ReadAsync(person, store, id, time, cancelled) ?? documents[0];
        var one = documents is [var only] ? only : null;
        return TypedResults.Accepted(
            $"/api/v1/rag/collections/{collection.Id}",
            new UploadView(collection.Id, one?.DocumentId, one?.Status, one?.ChunksCreated, documents));
    }

    private static async Task<DocumentView?> ReadAsync(
        Person person, IKnowledgeStore store, string id, TimeProvider time, CancellationToken cancelled)
    {
        var until = time.GetTimestamp() + (long)(s_patience.TotalSeconds * time.TimestampFrequency);
        while (true)
        {
            var found = await store.FindDocumentAsync(person, id, cancelled);
            if (found?.Document.State != DocumentState.Waiting || time.GetTimestamp() > until)
                return found is null ? null : DocumentView.Of(found.CollectionId, found.Document);
            await Task.Delay(s_look, time, cancelled);
        }
    }
}
