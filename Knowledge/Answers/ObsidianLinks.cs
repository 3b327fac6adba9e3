using System.Collections.Immutable;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>Links that open a note in the Obsidian of whoever has the vault. See https://help.obsidian.md/uri.</summary>
public static class ObsidianLinks
{
    /// <param name="vault">The collection's name, which is the vault's.</param>
    /// <param name="path">Of the note, with "/" between folders.</param>
    /// <param name="headings">Those to go to, outermost first.</param>
    public static string To(string vault, string path, ImmutableArray<string> headings = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (!headings.IsDefaultOrEmpty) file += "#" + string.Join('#', headings);
        return $"obsidian://open?vault={Uri.EscapeDataString(vault)}&file={Uri.EscapeDataString(file)}";
    }
}
