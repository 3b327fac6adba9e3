namespace ObsidianVault.Sync;

/// <summary>The token of a server, in a file that only its owner can read.</summary>
internal sealed class TokenFile(string folder, Uri server)
{
    private readonly string _path = Path.Combine(folder, $"token-{server.Host}-{server.Port}");

    /// <summary>Where programs keep what belongs to a person: <c>$XDG_CONFIG_HOME</c>, or <c>~/.config</c>.</summary>
    public static TokenFile Of(Uri server, Func<string, string?> environment) => new(
        Path.Combine(
            environment("XDG_CONFIG_HOME") is { Length: > 0 } config ? config
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
            "obsidian-vault"),
        server);

    public string? Read() => File.Exists(_path) ? File.ReadAllText(_path).Trim() : null;

    public void Write(string token)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Never readable by others, not even for a moment: it is made anew, with its mode.
        File.Delete(_path);
        using var file = new FileStream(_path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(file);
        writer.WriteLine(token);
    }
}
