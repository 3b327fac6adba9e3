namespace ObsidianVault.Grains.Interfaces.Objects;

/// <summary>A private scratch file of this process.</summary>
public static class TempFile
{
    private const string Prefix = "vault-";
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(1);

    /// <summary>Creates an empty file for writing and reading. It is deleted when the stream is disposed.</summary>
    public static FileStream Create() => Create(Path.GetTempPath());

    internal static FileStream Create(string folder) => new(
        Path.Combine(folder, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}.tmp"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });

    /// <summary>
    /// Deletes the files that processes of this user left behind when they died. A process that lives holds a lock on its own.
    /// </summary>
    public static void Sweep(TimeProvider time) => Sweep(Path.GetTempPath(), time);

    internal static void Sweep(string folder, TimeProvider time)
    {
        foreach (var path in Directory.EnumerateFiles(folder, Prefix + "*.tmp"))
        {
            try
            {
                // Between its creation and its lock a file looks like one that was left behind.
                if (time.GetUtcNow() - File.GetLastWriteTimeUtc(path) < s_fresh) continue;
                using (new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None)) File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is in use, or somebody else's.
            }
        }
    }
}
