using System.Text;
using ObsidianVault.Knowledge.Unicode;

namespace ObsidianVault.Knowledge.Uploads;

/// <summary>
/// Paths of documents in a collection: folders and a name, separated by "/", in Unicode form C. They are names and never lead
/// anywhere, whatever system they come from.
/// </summary>
public static class DocumentPath
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 500;

    /// <summary>Folders that applications keep beside the notes, and what systems and tools leave in folders.</summary>
    private static readonly string[] s_leftOut = ["__MACOSX", "node_modules", "Thumbs.db", "desktop.ini"];

    /// <summary>The path as it is stored; null if it cannot be one.</summary>
    public static string? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length is 0 or > 4 * MaxLength) return null;
        // Half of a surrogate pair is no text.
        if (path.EnumerateRunes().Contains(Rune.ReplacementChar)) return null;
        path = NormalForm.Compose(path.Replace('\\', '/'));
        if (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        return path.Length is > 0 and <= MaxLength
            && !(path.Length > 1 && path[1] == ':')
            && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !string.IsNullOrWhiteSpace(part))
            && !path.Any(char.IsControl)
            ? path
            : null;
    }

    /// <summary>
    /// Whether it is no document of its owner: in a hidden folder (<c>.obsidian</c>, <c>.trash</c>, <c>.git</c>), or left there by a
    /// system.
    /// </summary>
    public static bool IsLeftOut(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Split('/', '\\').Any(part =>
            (part.StartsWith('.') && part is not ("." or ".."))
            || s_leftOut.Contains(part, StringComparer.OrdinalIgnoreCase));
    }
}
