namespace ObsidianVault.Rendering;

internal static class VideoFile
{
    /// <summary>A new temporary file of this process for a video; it goes when the stream is disposed of.</summary>
    public static FileStream Create() => new(Path.Combine(Path.GetTempPath(), $"vault-{Environment.ProcessId}-{Guid.NewGuid():N}.video"), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });
}
