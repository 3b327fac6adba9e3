using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Knowledge.Reading.Formats;

namespace ObsidianVault.Knowledge.Uploads;

/// <summary>
/// Brings files into a collection: bytes into the object store, unless the collection has them, and then the documents to the
/// collection, in batches.
/// </summary>
/// <param name="stored">The hash of every document by path, as <c>IKnowledgeStore.ReadManifestAsync</c> tells it.</param>
public sealed class CollectionIntake(
    ICollectionGrain collection, Reader reader, IObjectStore objects, IReadOnlyDictionary<string, string> stored)
{
    private readonly List<ArrivedDocument> _waiting = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>Where each document stands that was told to the collection.</summary>
    public List<DocumentStatus> Documents { get; } = [];

    /// <summary>Why the collection took no more, or none.</summary>
    public CollectionFault Fault { get; private set; }

    /// <summary>Takes one file.</summary>
    /// <returns>Why it is refused, or null.</returns>
    public async Task<string?> AddAsync(
        string name, SpooledFile file, DocumentLabels? labels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (DocumentPath.Of(name) is not { } path) return "Its name is not a path within a vault.";
        if (!DocumentKinds.IsRead(path))
            return "Files of this kind are not read. Markdown, canvas, PDF, Word (.docx), HTML, plain text, CSV and Jupyter notebooks are.";
        if (!_paths.Add(path)) return "There was another file of this name before it.";
        var id = GrainKeys.NewId();
        string? key = null;
        if (stored.GetValueOrDefault(path) != file.Hash)
        {
            key = $"documents/{id}";
            await using var content = file.Open();
            await objects.PutAsync(key, content, "application/octet-stream", cancellationToken);
        }

        _waiting.Add(new ArrivedDocument(id, path, file.Hash, file.Size, key, labels));
        if (_waiting.Count >= ICollectionGrain.MaxReceived) await SendAsync();
        return null;
    }

    /// <summary>Renames and deletes what the plan says.</summary>
    public async Task ApplyAsync(SyncPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await SendAsync();
        foreach (var renamed in plan.Renamed.Chunk(ICollectionGrain.MaxReceived))
        {
            await TellAsync(
                [.. renamed.Select(file => new ArrivedDocument(GrainKeys.NewId(), file.To, file.Hash, 0, null))],
                [.. renamed.Select(file => file.From)]);
        }

        foreach (var gone in plan.Gone.Chunk(ICollectionGrain.MaxReceived)) await TellAsync([], [.. gone]);
    }

    /// <summary>Tells the collection what it does not know yet.</summary>
    public async Task SendAsync()
    {
        if (_waiting.Count == 0) return;
        await TellAsync([.. _waiting], []);
        _waiting.Clear();
    }

    private async Task TellAsync(ImmutableArray<ArrivedDocument> arrived, ImmutableArray<string> gone)
    {
        if (Fault != CollectionFault.None) return;
        var answer = await collection.ReceiveAsync(reader, arrived, gone);
        Fault = answer.Fault;
        Documents.AddRange(answer.Documents);
    }
}
