using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Grains.Knowledge;

/// <summary>Reads documents that wait, and stores what is found of them. Repeated after a crash, it has the same effect.</summary>
internal sealed partial class DocumentIndexing(
    IKnowledgeStore store, IObjectStore objects, IDocumentReader reader, IOptions<KnowledgeOptions> limits,
    ILogger<DocumentIndexing> logger)
{
    /// <summary>Objects that are deleted in one step.</summary>
    private const int MaxUnneeded = 200;

    /// <summary>How many documents one step reads.</summary>
    public const int BatchSize = 50;

    /// <summary>Reads one document after the other. One that cannot be read is refused with its reason.</summary>
    /// <returns>Those that failed without a reason that a person could be told.</returns>
    public async Task<ImmutableArray<string>> ReadAsync(
        string collectionId, ImmutableArray<WaitingDocument> documents, CancellationToken cancellationToken)
    {
        var failed = ImmutableArray.CreateBuilder<string>();
        foreach (var document in documents)
        {
            var content = await LoadAsync(document, cancellationToken);
            if (content is null)
            {
                if (await StoredAsync(collectionId, document, cancellationToken) is { } stored)
                    await store.IndexAsync(collectionId, document.Id, document.Hash, stored, cancellationToken);
                else
                {
                    await store.RefuseAsync(
                        collectionId, document.Id, document.Hash, "Its bytes are not kept any more. Send it again.", cancellationToken);
                }

                continue;
            }

            if (await NoteOfAsync(collectionId, document, content, failed, cancellationToken) is { } note)
                await store.IndexAsync(collectionId, document.Id, document.Hash, Labelled(note, document.Labels), cancellationToken);
        }

        return failed.ToImmutable();
    }

    /// <summary>Deletes objects that nothing refers to any more.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> DeleteUnneededAsync(string collectionId, CancellationToken cancellationToken)
    {
        var keys = await store.ReadUnneededAsync(collectionId, MaxUnneeded, cancellationToken);
        if (keys.IsEmpty) return false;
        foreach (var key in keys) await objects.DeleteAsync(key, cancellationToken);
        await store.ForgetUnneededAsync(collectionId, keys, cancellationToken);
        return true;
    }

    /// <summary>What a sender said about a document goes before what it says itself.</summary>
    internal static Note Labelled(Note note, DocumentLabels? labels)
    {
        if (labels is null) return note;
        var tags = note.Tags.AddRange(
            labels.Tags.Select(tag => tag.TrimStart('#').ToLowerInvariant()).Where(tag => !note.Tags.Contains(tag)));
        return note with
        {
            Title = labels.Title ?? note.Title,
            Tags = tags,
            Properties = labels.Category is { } category ? note.Properties.SetItem("category", [category]) : note.Properties,
        };
    }

    private async Task<Note?> NoteOfAsync(
        string collectionId, WaitingDocument document, byte[] content, ImmutableArray<string>.Builder failed,
        CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(document.Path, content, cancellationToken);
        }
        catch (DocumentRefusedException refused)
        {
            await store.RefuseAsync(collectionId, document.Id, document.Hash, refused.Message, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(exception, collectionId, document.Id);
            failed.Add(document.Id);
        }

        return null;
    }

    /// <summary>The note of a document that was only renamed and whose original is not kept any more.</summary>
    private async Task<Note?> StoredAsync(string collectionId, WaitingDocument document, CancellationToken cancellationToken)
    {
        if (await store.FindCollectionAsync(collectionId, cancellationToken) is not { } collection) return null;
        var stored = await store.FindNoteAsync(Reader.Of(collection.Owner), document.Id, cancellationToken);
        if (stored is null || stored.Hash != document.Hash) return null;
        var isNamedByFile = stored.Note.Title == Path.GetFileNameWithoutExtension(stored.Note.Path);
        return stored.Note with
        {
            Path = document.Path,
            Title = isNamedByFile ? Path.GetFileNameWithoutExtension(document.Path) : stored.Note.Title,
        };
    }

    private async Task<byte[]?> LoadAsync(WaitingDocument document, CancellationToken cancellationToken)
    {
        if (document.ObjectKey is not { Length: > 0 } key) return null;
        await using var stored = await objects.OpenAsync(key, cancellationToken);
        if (stored is null || stored.Length > limits.Value.MaxDocument) return null;
        var content = new byte[stored.Length];
        await stored.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Collection {CollectionId}: document {DocumentId} could not be read")]
    private partial void LogNotRead(Exception exception, string collectionId, string documentId);
}
