namespace ObsidianVault.Knowledge.Reading;

/// <summary>
/// Reads documents of any supported kind. They are hostile: what is not plain text is read in a process of its own, bounded in
/// time and memory, and whatever it does, the caller gets a note or a sentence.
/// </summary>
public interface IDocumentReader
{
    /// <summary>Reads one document.</summary>
    /// <param name="path">Its path in the collection; the extension decides how it is read.</param>
    /// <param name="content">Its bytes, at most <c>Knowledge:MaxDocument</c>.</param>
    /// <exception cref="DocumentRefusedException">It cannot be read; the message says why and what to do.</exception>
    Task<Note> ReadAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}

/// <summary>A document that is not taken. The message is for the person who sent it.</summary>
public sealed class DocumentRefusedException(string message) : Exception(message);
