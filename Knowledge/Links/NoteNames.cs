using ObsidianVault.Knowledge.Unicode;

namespace ObsidianVault.Knowledge.Links;

/// <summary>Names and paths as links compare them.</summary>
public static class NoteNames
{
    /// <summary>Equal for names that differ only in case or Unicode form.</summary>
    public static string Key(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NormalForm.Compose(name).ToLowerInvariant();
    }

    /// <summary>The key of a path's last part, without ".md": what a link to the bare name is looked up by.</summary>
    public static string BaseKey(string path) => Key(WithoutExtension(Name(path)));

    /// <summary>The key of a path without ".md".</summary>
    public static string PathKey(string path) => Key(WithoutExtension(path));

    internal static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    internal static string Folder(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    /// <summary>Links leave out ".md", and only that.</summary>
    internal static string WithoutExtension(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
}
