namespace ObsidianVault.Grains.Interfaces.Objects;

/// <summary>A private scratch file of this process.</summary>
public static class TempFile
{
    /// <summary>Creates an empty file for writing and reading. It is deleted when the stream is disposed.</summary>
    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), $"vault-{Environment.ProcessId}-{Guid.NewGuid():N}.tmp"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
}
