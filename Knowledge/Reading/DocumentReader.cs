using ObsidianVault.Knowledge.Reading.Decoding;
using ObsidianVault.Knowledge.Reading.Obsidian;
using ObsidianVault.Knowledge.Unicode;

namespace ObsidianVault.Knowledge.Reading;

/// <summary>Reads a document by the extension of its name.</summary>
internal sealed class DocumentReader : IDocumentReader
{
    public Task<Note> ReadAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = NormalForm.Compose(path);
        var decoded = TextDecoder.Decode(content.Span);
        var note = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".md" or ".markdown" => MarkdownReader.Read(path, decoded.Text),
            _ => PlainTextReader.Read(path, decoded.Text),
        };
        return Task.FromResult(decoded.Warning is null ? note : note with { Warnings = note.Warnings.Insert(0, decoded.Warning) });
    }
}
