using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Api.Knowledge;

/// <summary>Compares the manifest of a local folder with a collection.</summary>
internal static class CollectionSync
{
    /// <summary>Bytes of JSON for one file; a longer body is none of this many files.</summary>
    private const int BytesPerFile = 1_024;

    private const int HashLength = 64;

    public static async Task<Results<Ok<SyncView>, ProblemHttpResult>> PostAsync(
        string id, HttpContext http, Person person, IClusterClient grains, IKnowledgeStore store, IObjectStore objects,
        IOptions<KnowledgeOptions> limits, IOptions<GatewayOptions> gateway)
    {
        var cancelled = http.RequestAborted;
        if (await store.FindCollectionAsync(person, id, cancelled) is not { } collection) return KnowledgeAccess.NotFound();
        if (!collection.MayWrite(person.Reader)) return KnowledgeAccess.ProblemOf(CollectionFault.NotAllowed);
        var max = Math.Max(gateway.Value.MaxBodyBytes, (long)limits.Value.MaxDocuments * BytesPerFile);
        var body = await JsonBody.ReadAsync<SyncBody>(http, new BodyLimits(Math.Min(max, int.MaxValue / 2), gateway.Value.BodyTime));
        if (body.Files is not { } files || files.Length > limits.Value.MaxDocuments)
            return Problems.Invalid(("files", $"Must be at most {limits.Value.MaxDocuments} files."));

        var (manifest, refused) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<RefusedFile>());
        foreach (var file in files)
        {
            if (FaultOf(file) is { } fault) refused.Add(new RefusedFile(Shown(file?.Path), fault));
            else if (!manifest.TryAdd(DocumentPath.Of(file!.Path!)!, file.Hash!.ToLowerInvariant()))
                refused.Add(new RefusedFile(Shown(file.Path), "There was another file of this name before it."));
        }

        var stored = await store.ReadManifestAsync(id, cancelled);
        var plan = SyncPlan.Of(manifest, stored);
        if (body.Commit)
        {
            var grain = grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(id));
            var intake = new CollectionIntake(grain, person.Reader, objects, stored);
            await intake.ApplyAsync(plan);
            if (intake.Fault != CollectionFault.None) return KnowledgeAccess.ProblemOf(intake.Fault);
        }

        return TypedResults.Ok(new SyncView(
            [.. plan.Missing], [.. plan.Renamed.Select(file => new RenamedFile(file.From, file.To))], [.. plan.Gone], [.. refused],
            plan.Unchanged, body.Commit));
    }

    private static string? FaultOf(SyncFile? file) =>
        file?.Path is null || DocumentPath.Of(file.Path) is not { } path ? "Its name is not a path within a vault."
        : file.Hash is not { Length: HashLength } hash || !hash.All(char.IsAsciiHexDigit) ? "Its hash is no SHA-256 in hexadecimal digits."
        : DocumentPath.IsLeftOut(path) ? "It is no document: settings of an application, or left there by a system."
        : null;

    private static string Shown(string? path) => path is null ? "" : path.Length <= 200 ? path : path[..200] + "…";
}
