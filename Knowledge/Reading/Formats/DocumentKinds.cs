using ObsidianVault.Knowledge.Reading.Decoding;
using ObsidianVault.Knowledge.Reading.Obsidian;

namespace ObsidianVault.Knowledge.Reading.Formats;

/// <summary>Reads each kind of document, in whatever process it is called.</summary>
internal static class DocumentKinds
{
    /// <summary>
    /// Plain text up to so many bytes is read without a process of its own. Some texts take a time that grows with the square of
    /// their length; of this length it is a fraction of a second.
    /// </summary>
    private const int MaxTrusted = 32_000;

    private static readonly string[] s_text = [".txt", ".text", ".log", ".org", ".rst", ".adoc", ".tex"];

    /// <summary>Whether reading could need more time or memory than its size says.</summary>
    public static bool IsRisky(string path, int size) =>
        size > MaxTrusted || Extension(path) is ".pdf" or ".docx" or ".html" or ".htm" or ".xhtml" or ".ipynb";

    /// <exception cref="DocumentRefusedException">It is not read; the message says why.</exception>
    public static Note Read(string path, ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty && Extension(path) is not (".md" or ".markdown" or ".canvas" or ".txt"))
            throw new DocumentRefusedException("The file is empty.");
        return Extension(path) switch
        {
            ".pdf" => PdfReader.Read(path, content.ToArray()),
            ".docx" => DocxReader.Read(path, content.ToArray()),
            ".html" or ".htm" or ".xhtml" => HtmlReader.Read(path, content.ToArray()),
            ".md" or ".markdown" => Decoded(content, text => MarkdownReader.Read(path, text)),
            ".canvas" => Decoded(content, text => CanvasReader.Read(path, text)),
            ".ipynb" => Decoded(content, text => NotebookReader.Read(path, text)),
            ".csv" or ".tsv" => Decoded(content, text => CsvReader.Read(path, text)),
            var extension when s_text.Contains(extension) => Decoded(content, text => PlainTextReader.Read(path, text)),
            ".doc" or ".odt" or ".rtf" => throw new DocumentRefusedException(
                "Documents of this kind are not read. Save it as .docx or PDF and send that."),
            var extension => throw new DocumentRefusedException(
                $"Files {(extension.Length > 0 ? $"of the kind \"{extension}\"" : "without an extension")} are not read. "
                + "What is read: Markdown, canvas, PDF, Word (.docx), HTML, plain text, CSV, Jupyter notebooks."),
        };
    }

    /// <summary>Whether files with this name are read at all.</summary>
    public static bool IsRead(string path) => Extension(path) is ".md" or ".markdown" or ".canvas" or ".pdf" or ".docx" or ".html"
        or ".htm" or ".xhtml" or ".ipynb" or ".csv" or ".tsv" || s_text.Contains(Extension(path));

    private static Note Decoded(ReadOnlyMemory<byte> content, Func<string, Note> read)
    {
        var decoded = TextDecoder.Decode(content.Span);
        var note = read(decoded.Text);
        return decoded.Warning is null ? note : note with { Warnings = note.Warnings.Insert(0, decoded.Warning) };
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();
}
