using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Hosting.Objects;

/// <summary>Objects as files in a folder. Partial files and the link key have names that no object can have.</summary>
internal sealed class FolderObjectStore : IObjectStore
{
    internal const string PartialPrefix = ".partial-";
    private const string KeyFile = ".link-key";
    private readonly string _folder;
    private readonly TimeProvider _time;

    public FolderObjectStore(string folder, TimeProvider time)
    {
        _time = time;
        _folder = Directory.CreateDirectory(folder).FullName;
        Links = ObjectLinkSigner.FromFile(Path.Combine(_folder, KeyFile), time);
    }

    public ObjectLinkSigner Links { get; }

    public Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default) =>
        PutAsync(key, content, overwrite: true, cancellationToken);

    public Task<bool> TryPutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken = default) =>
        PutAsync(key, content, overwrite: false, cancellationToken);

    private async Task<bool> PutAsync(string key, Stream content, bool overwrite, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = Path.Combine(_folder, $"{PartialPrefix}{Guid.NewGuid():N}");
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920, useAsync: true))
            {
                await content.CopyToAsync(file, cancellationToken);
                await file.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }

            // Its age is later judged by the same clock.
            File.SetLastWriteTimeUtc(partial, _time.GetUtcNow().UtcDateTime);
            File.Move(partial, path, overwrite);
            return true;
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            File.Delete(partial);
            return false;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken = default)
    {
        try
        {
            // FileShare.Delete: an object can be replaced or expire while it is being read.
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81920, useAsync: true));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken = default)
    {
        var file = new FileInfo(PathOf(key));
        return Task.FromResult(file.Exists ? file.Length : (long?)null);
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        try
        {
            File.Delete(PathOf(key));
        }
        catch (DirectoryNotFoundException)
        {
            // Already gone.
        }

        return Task.CompletedTask;
    }

    public string CreateLink(string key, TimeSpan lifetime, string downloadName) => Links.CreateLink(key, lifetime, downloadName);

    /// <summary>Deletes files below the prefix that were last written before the time.</summary>
    /// <returns>The number of deleted files.</returns>
    public int DeleteOlderThan(string prefix, DateTimeOffset writtenBefore)
    {
        var folder = new DirectoryInfo(Path.Combine(_folder, prefix));
        return folder.Exists ? Delete(folder.EnumerateFiles("*", SearchOption.AllDirectories), writtenBefore) : 0;
    }

    /// <summary>Deletes files that a crash left half written.</summary>
    public int DeletePartialsOlderThan(DateTimeOffset writtenBefore) =>
        Delete(new DirectoryInfo(_folder).EnumerateFiles(PartialPrefix + "*"), writtenBefore);

    private static int Delete(IEnumerable<FileInfo> files, DateTimeOffset writtenBefore)
    {
        var deleted = 0;
        foreach (var file in files.Where(file => file.LastWriteTimeUtc < writtenBefore.UtcDateTime))
        {
            file.Delete();
            deleted++;
        }

        return deleted;
    }

    private string PathOf(string key) => Path.Combine(_folder, ObjectKey.Check(key));
}
