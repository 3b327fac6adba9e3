namespace ObsidianVault.Grains.Interfaces.Objects;

/// <summary>
/// Stores videos, images and documents under keys such as <c>videos/{job}.mp4</c>, in a folder or any S3 store.
/// </summary>
public interface IObjectStore
{
    /// <summary>Stores the content under the key; a second put atomically replaces the first.</summary>
    Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default);

    /// <summary>Stores the content under the key unless there is an object already, as one step: of several callers one is first.</summary>
    /// <returns>False if there is an object already; it stays as it is.</returns>
    Task<bool> TryPutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default);

    /// <summary>Opens the object as a seekable stream of known length, or null if there is none. Only what is read is downloaded.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>The object's size in bytes, or null if there is none.</summary>
    Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Deletes the object; no error if there is none.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// A link that anyone who has it can GET, with Range, until it expires. Relative to our own base URL, or absolute on S3.
    /// </summary>
    string CreateLink(string key, TimeSpan lifetime, string downloadName);
}
