using System.Globalization;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Reading.Archives;
using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Api.Knowledge.Uploads;

/// <summary>Takes the files of one upload, those of archives included, and says of each what became of it.</summary>
internal sealed class UploadTake(string collectionId, CollectionIntake intake, KnowledgeOptions limits)
{
    /// <summary>Either told to the collection, by its place among those, or refused here.</summary>
    private readonly List<DocumentView?> _files = [];

    public async Task TakeAsync(UploadRequest request, DocumentLabels? labels, CancellationToken cancellationToken)
    {
        foreach (var (name, file) in request.Files)
        {
            if (file is null) Refuse(name, TooLarge(limits.MaxDocument));
            else if (UploadRequest.IsZip(name)) await UnzipAsync(name, file, labels, cancellationToken);
            else await TakeAsync(name, file, labels, cancellationToken);
        }

        await intake.SendAsync();
    }

    /// <summary>Every file, in the order in which it came.</summary>
    public DocumentView[] Documents()
    {
        var told = new Queue<DocumentStatus>(intake.Documents);
        return [.. _files.Select(view => view ?? DocumentView.Of(collectionId, told.Dequeue()))];
    }

    private async Task UnzipAsync(string name, SpooledFile file, DocumentLabels? labels, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = file.Open();
            await using var spool = new Spool();
            var bounds = new ArchiveLimits(MaxFile: limits.MaxDocument, MaxTotal: limits.MaxCollectionBytes);
            await foreach (var entry in VaultArchive.ReadAsync(content, bounds, cancellationToken))
            {
                spool.Clear();
                if (entry.Refusal is { } fault) Refuse(entry.Path, fault);
                else await TakeAsync(entry.Path, await spool.AddAsync(entry.Content, cancellationToken), labels, cancellationToken);
            }
        }
        catch (DocumentRefusedException refused)
        {
            Refuse(name, refused.Message);
        }
    }

    private async Task TakeAsync(string name, SpooledFile file, DocumentLabels? labels, CancellationToken cancellationToken)
    {
        if (await intake.AddAsync(name, file, labels, cancellationToken) is { } fault) Refuse(name, fault);
        else _files.Add(null);
    }

    private void Refuse(string name, string reason) =>
        _files.Add(DocumentView.Refused(
            collectionId, name.Length <= DocumentPath.MaxLength ? name : name[..DocumentPath.MaxLength] + "…", reason));

    private static string TooLarge(int max) =>
        string.Create(CultureInfo.InvariantCulture, $"It is too large; a document has at most {max:N0} bytes.");
}
