namespace ObsidianVault.Grains.Interfaces.Objects;

/// <summary>
/// Holds videos, images and documents under keys such as <c>videos/{job}.mp4</c>: a folder, or any S3 store.
/// </summary>
public interface IObjectStore
{
    /// <summary>Stores the content under the key; a second put replaces the first, atomically.</summary>
    Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default);

    /// <summary>Opens the object, with its length and seekable, or null where there is none. What nobody reads is not fetched.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>The object's size in bytes, or null where there is none.</summary>
    Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Deletes the object; no error where there is none.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>A link that anyone who has it can GET, with Range, until it expires. Relative to our own address, or absolute on S3.</summary>
    string CreateLink(string key, TimeSpan lifetime, string downloadName);
}
