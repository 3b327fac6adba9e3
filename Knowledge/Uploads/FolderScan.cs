using System.IO.Enumeration;
using System.Security.Cryptography;
using ObsidianVault.Knowledge.Reading.Formats;

namespace ObsidianVault.Knowledge.Uploads;

/// <summary>The documents of a folder, by path. A file whose size and time did not change is not read again.</summary>
public sealed class FolderScan(string folder)
{
    private Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The SHA-256 of every document, by its path in the collection.</summary>
    /// <param name="refused">Files that cannot be documents, with the reason.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Something in it may not be read.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ScanAsync(
        ICollection<(string Path, string Reason)> refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        var root = new DirectoryInfo(folder);
        if (!root.Exists) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            // What a link leads to need not be the owner's, and may lead back.
            AttributesToSkip = FileAttributes.ReparsePoint,
            // Without this a folder that cannot be read would look like one whose files are gone.
            IgnoreInaccessible = false,
        };
        var found = new Dictionary<string, Known>(StringComparer.Ordinal);
        // What is in a folder of programs is not even looked at: it may be much, and need not be readable.
        var files = new FileSystemEnumerable<FileInfo>(
            root.FullName, static (ref entry) => (FileInfo)entry.ToFileSystemInfo(), options)
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref entry) => !DocumentPath.IsLeftOut(entry.FileName.ToString()),
        };
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(root.FullName, file.FullName);
            if (DocumentPath.IsLeftOut(name) || !DocumentKinds.IsRead(name)) continue;
            if (DocumentPath.Of(name) is not { } path) refused.Add((name, "Its name cannot be a path in a collection."));
            else if (await KnownAsync(path, file, cancellationToken) is { } known && !found.TryAdd(path, known))
                refused.Add((name, "Another file has the same name in another Unicode form."));
        }

        _known = found;
        return found.ToDictionary(file => file.Key, file => file.Value.Hash, StringComparer.Ordinal);
    }

    /// <summary>The file of a path of the last scan.</summary>
    public string FileOf(string path) => _known[path].File;

    private async Task<Known?> KnownAsync(string path, FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            var (size, time) = (file.Length, file.LastWriteTimeUtc.Ticks);
            if (_known.TryGetValue(path, out var known) && known.Size == size && known.Time == time && known.File == file.FullName)
                return known;
            await using var content = file.OpenRead();
            return new Known(
                file.FullName, size, time, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // It went while we were looking.
            return null;
        }
    }

    private sealed record Known(string File, long Size, long Time, string Hash);
}
