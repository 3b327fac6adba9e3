using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Knowledge;

/// <summary>A collection as a zip, written while it is read: memory does not grow with it.</summary>
internal static class CollectionExport
{
    private const int PageSize = 200;
    private const string LinksFile = "links.json";
    private const string EmbeddingsFile = "embeddings.json";

    public static async Task<Results<EmptyHttpResult, ProblemHttpResult>> GetAsync(
        string id, HttpContext http, Person person, IKnowledgeStore store, IObjectStore objects)
    {
        var cancelled = http.RequestAborted;
        if (await store.FindCollectionAsync(person, id, cancelled) is not { } collection) return KnowledgeAccess.NotFound();
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(collection.Name + ".zip");
        http.Response.ContentType = "application/octet-stream";
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, no-store";
        await using var zip = await ZipArchive.CreateAsync(
            http.Response.BodyWriter.AsStream(), ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancelled);
        await foreach (var document in DocumentsAsync(id, store, cancelled))
            await WriteFileAsync(zip, document, person, store, objects, cancelled);
        await WriteLinksAsync(zip, id, person, store, cancelled);
        if ((await store.CountAsync(id, cancelled)).Embedded > 0) await WriteEmbeddingsAsync(zip, id, person, store, cancelled);
        return TypedResults.Empty;
    }

    private static async Task WriteFileAsync(
        ZipArchive zip, DocumentStatus document, Person person, IKnowledgeStore store, IObjectStore objects, CancellationToken cancelled)
    {
        var found = await store.FindDocumentAsync(person.Reader, document.Id, cancelled);
        await using var original = found?.ObjectKey is { } key ? await objects.OpenAsync(key, cancelled) : null;
        if (original is not null)
        {
            await using var entry = await zip.CreateEntry(document.Path, CompressionLevel.Fastest).OpenAsync(cancelled);
            await original.CopyToAsync(entry, cancelled);
        }
        else if (await store.FindNoteAsync(person.Reader, document.Id, cancelled) is { } note)
        {
            // The text of a PDF is no PDF.
            var path = note.Note.Kind is "markdown" or "text" or "csv" ? document.Path : document.Path + ".txt";
            await using var entry = await zip.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(cancelled);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(note.Note.Text), cancelled);
        }
    }

    private static async Task WriteLinksAsync(
        ZipArchive zip, string id, Person person, IKnowledgeStore store, CancellationToken cancelled)
    {
        await using var entry = await zip.CreateEntry(LinksFile, CompressionLevel.Fastest).OpenAsync(cancelled);
        await using var json = new Utf8JsonWriter(entry, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        await foreach (var document in DocumentsAsync(id, store, cancelled))
        {
            var links = await store.ReadLinksAsync(person.Reader, document.Id, cancelled);
            foreach (var (link, to) in links.Outgoing)
            {
                json.WriteStartObject();
                json.WriteString("from", document.Path);
                json.WriteNumber("line", link.Line);
                json.WriteString("target", link.Target);
                if (link.Heading is { } heading) json.WriteString("heading", heading);
                if (link.Block is { } block) json.WriteString("block", block);
                json.WriteBoolean("embed", link.IsEmbed);
                json.WriteString("to", to?.Path);
                json.WriteEndObject();
            }

            await json.FlushAsync(cancelled);
        }

        json.WriteEndArray();
    }

    private static async Task WriteEmbeddingsAsync(
        ZipArchive zip, string id, Person person, IKnowledgeStore store, CancellationToken cancelled)
    {
        await using var entry = await zip.CreateEntry(EmbeddingsFile, CompressionLevel.Fastest).OpenAsync(cancelled);
        await using var json = new Utf8JsonWriter(entry);
        json.WriteStartArray();
        await foreach (var document in DocumentsAsync(id, store, cancelled))
        {
            foreach (var embedding in await store.ReadVectorsAsync(person.Reader, document.Id, cancelled))
            {
                json.WriteStartObject();
                json.WriteString("path", document.Path);
                json.WriteNumber("passage", embedding.Ordinal);
                json.WriteString("model", embedding.Model);
                json.WriteStartArray("vector");
                foreach (var number in embedding.Vector) json.WriteNumberValue(number);
                json.WriteEndArray();
                json.WriteEndObject();
                await json.FlushAsync(cancelled);
            }
        }

        json.WriteEndArray();
    }

    private static async IAsyncEnumerable<DocumentStatus> DocumentsAsync(
        string id, IKnowledgeStore store, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancelled)
    {
        string? after = null;
        while (await store.ListDocumentsAsync(id, after, PageSize, cancelled) is { Length: > 0 } page)
        {
            foreach (var document in page) yield return document;
            if (page.Length < PageSize) yield break;
            after = page[^1].Path;
        }
    }
}
