using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace ObsidianVault.Knowledge.Reading.Archives;

/// <summary>Reads a zip of a vault file by file. What is refused gets a sentence, and the rest goes on.</summary>
public static class VaultArchive
{
    /// <summary>No text or document is packed better; what is, was made to fill a disk.</summary>
    private const int MaxRatio = 300;

    /// <summary>Bytes of the archive's list for each file: its name, and what systems note about it. Few take half of that.</summary>
    private const long MaxEntry = 512;

    /// <summary>The ratio of small files says nothing.</summary>
    private const int MinForRatio = 2_000_000;

    /// <summary>
    /// The files in the archive's order, without folders, what belongs to programs (<c>.obsidian/</c>, <c>.trash/</c>,
    /// <c>.git/</c>, <c>__MACOSX/</c>, …) and the folder around a vault that was packed as one. One file at a time is in memory.
    /// </summary>
    /// <param name="zip">Seekable; it is not closed.</param>
    /// <exception cref="DocumentRefusedException">It is no zip file, or has too many entries.</exception>
    public static async IAsyncEnumerable<ArchivedFile> ReadAsync(
        Stream zip, ArchiveLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(zip);
        ArgumentNullException.ThrowIfNull(limits);
        using var archive = Open(zip, limits);
        var names = archive.Entries.Select(entry => (Entry: entry, Path: ZipNames.Clean(entry.FullName, out var refusal), Refusal: refusal))
            .ToList();
        var top = VaultFolder(names.Select(name => name.Path).OfType<string>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = limits.MaxTotal;
        foreach (var (entry, path, refusal) in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (path is null)
            {
                yield return Refused(entry, refusal!);
                continue;
            }

            var inVault = path.StartsWith(top, StringComparison.Ordinal) ? path[top.Length..] : path;
            if (inVault.Length == 0 || entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\') || ZipNames.IsLeftOut(path)) continue;
            if (Fault(entry, limits) is { } fault)
            {
                yield return Refused(entry, fault);
            }
            else if (!seen.Add(inVault))
            {
                yield return Refused(entry, "The archive has a file of this name already; the first one was taken.");
            }
            else
            {
                var (content, unread) = await UnpackAsync(entry, Math.Min(left, limits.MaxFile), limits, cancellationToken);
                left -= content?.Length ?? 0;
                yield return content is null ? Refused(entry, unread!) : new ArchivedFile(inVault, content, null);
            }
        }
    }

    private static ZipArchive Open(Stream zip, ArchiveLimits limits)
    {
        ZipArchive? archive = null;
        try
        {
            if (ZipDirectory.Length(zip) > limits.MaxEntries * MaxEntry)
                throw new DocumentRefusedException(
                    $"The archive lists more than {limits.MaxEntries} files, or its list is damaged. Send the vault in parts.");
            archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true, ZipNames.Unmarked);
            if (archive.Entries.Count <= limits.MaxEntries) return archive;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            archive?.Dispose();
            throw new DocumentRefusedException("The file is not a zip archive, or it is damaged. Pack it again and send that.");
        }

        var count = archive.Entries.Count;
        archive.Dispose();
        throw new DocumentRefusedException(
            $"The archive has {count} entries; at most {limits.MaxEntries} are taken. Send the vault in parts.");
    }

    /// <summary>"Vault/" where the settings of Obsidian are in "Vault/.obsidian/"; empty where the archive is the vault.</summary>
    private static string VaultFolder(IEnumerable<string> paths)
    {
        var folders = paths.Where(path => path.Contains("/.obsidian/", StringComparison.Ordinal))
            .Select(path => path[..path.IndexOf("/.obsidian/", StringComparison.Ordinal)]).Distinct().Take(2).ToList();
        return folders is [var folder] && !folder.StartsWith('.') && !folder.Contains("/.", StringComparison.Ordinal) ? folder + "/" : "";
    }

    private static string? Fault(ZipArchiveEntry entry, ArchiveLimits limits)
    {
        // The upper half holds the mode that Unix gave the file; 0xA000 is a symbolic link.
        if (((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000) return "Symbolic links are not followed.";
        if (entry.IsEncrypted) return "The file is encrypted. Pack the vault without a password.";
        if (entry.Length > limits.MaxFile) return $"The file has {entry.Length} bytes; at most {limits.MaxFile} are taken.";
        return IsBomb(entry.Length, entry) ? $"The file unpacks to more than {MaxRatio} times its packed size." : null;
    }

    private static bool IsBomb(long unpacked, ZipArchiveEntry entry) =>
        unpacked > MinForRatio && unpacked / Math.Max(1, entry.CompressedLength) > MaxRatio;

    /// <summary>The file's bytes, counted as they come: an archive may lie about their number.</summary>
    private static async Task<(byte[]? Content, string? Refusal)> UnpackAsync(
        ZipArchiveEntry entry, long limit, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            await using var packed = await entry.OpenAsync(cancellationToken);
            var content = new MemoryStream((int)Math.Min(entry.Length, 1_000_000));
            var buffer = new byte[81_920];
            while (await packed.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                if (content.Length + read > limit)
                {
                    return (null, limit < limits.MaxFile
                        ? $"The archive unpacks to more than {limits.MaxTotal} bytes; this file and those after it are left out."
                        : $"The file unpacks to more than {limits.MaxFile} bytes.");
                }

                content.Write(buffer, 0, read);
                if (IsBomb(content.Length, entry)) return (null, $"The file unpacks to more than {MaxRatio} times its packed size.");
            }

            return (content.ToArray(), null);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or NotSupportedException)
        {
            return (null, "The file is damaged in the archive, or packed in a way that is not supported.");
        }
    }

    private static ArchivedFile Refused(ZipArchiveEntry entry, string reason) => new(ZipNames.Printable(entry.FullName), default, reason);
}
