namespace ObsidianVault.Renderer.Sandbox;

/// <summary>A folder that others may read and only this user may write: anything in a shared folder could be anybody's.</summary>
internal static class OwnedDirectory
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute |
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <exception cref="InvalidOperationException">The folder exists and somebody else can write to it, or it is a link.</exception>
    public static void Create(string path)
    {
        Directory.CreateDirectory(path, Mode);
        try
        {
            // Fails if the folder belongs to another user.
            File.SetUnixFileMode(path, Mode);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InvalidOperationException(
                $"The folder '{path}' belongs to another user: set Renderer:FormulaFolder to one of your own.", exception);
        }

        if (new DirectoryInfo(path).LinkTarget is not null)
            throw new InvalidOperationException($"The folder '{path}' is a link: set Renderer:FormulaFolder.");
    }
}
