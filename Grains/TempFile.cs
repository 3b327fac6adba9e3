namespace ObsidianVault;

internal static class TempFile
{
    /// <summary>A new, empty file to write and read again; it goes when the stream is disposed of.</summary>
    public static FileStream Create() => new(Path.GetTempFileName(), new FileStreamOptions
    {
        Mode = FileMode.Create,
        Access = FileAccess.ReadWrite,
        Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
    });
}
