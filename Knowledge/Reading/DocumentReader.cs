using ObsidianVault.Knowledge.Reading.Formats;
using ObsidianVault.Knowledge.Reading.Processes;
using ObsidianVault.Knowledge.Unicode;

namespace ObsidianVault.Knowledge.Reading;

/// <summary>Reads small plain text here, and everything else in a process of its own.</summary>
internal sealed class DocumentReader(ReaderPool pool) : IDocumentReader
{
    public Task<Note> ReadAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = NormalForm.Compose(path);
        if (DocumentKinds.IsRisky(path, content.Length)) return pool.ReadAsync(path, content, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(DocumentKinds.Read(path, content));
        }
        catch (DocumentRefusedException refusal)
        {
            return Task.FromException<Note>(refusal);
        }
    }
}
