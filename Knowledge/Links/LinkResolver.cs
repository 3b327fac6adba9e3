namespace ObsidianVault.Knowledge.Links;

/// <summary>
/// Finds the note that a link means, as Obsidian does: the exact path; else a note of that name beside the note the link stands
/// in; else the one with the shortest path. "./" and "../" mean that very path. Names by which a note is also known come last:
/// Obsidian itself leaves such a link open, and its reader means that note.
/// </summary>
public static class LinkResolver
{
    /// <summary>The key by which to look up the notes that the target could mean: <see cref="NoteNames.BaseKey"/> of their paths.</summary>
    public static string BaseKey(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return NoteNames.BaseKey(target.Trim().TrimEnd('/'));
    }

    /// <summary>The path that the target means, or null.</summary>
    /// <param name="target">Of a link, without heading, block and alias.</param>
    /// <param name="from">The path of the note the link stands in, or null.</param>
    /// <param name="candidates">
    /// At least every note whose <see cref="NoteNames.BaseKey"/> is the target's <see cref="BaseKey"/>, and every note one of
    /// whose aliases has the target's <see cref="NoteNames.Key"/>.
    /// </param>
    public static string? Resolve(string target, string? from, IEnumerable<NamedNote> candidates)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(candidates);
        var wanted = target.Trim();
        if (wanted.Length == 0) return from;
        var folder = from is null ? "" : NoteNames.Folder(from);
        var all = candidates as IReadOnlyCollection<NamedNote> ?? [.. candidates];
        if (IsRelative(wanted)) return Walk(folder, wanted) is { } path ? Exact(path, all) : null;
        if (wanted[0] == '/') return Exact(wanted.TrimStart('/'), all);
        return Exact(wanted, all) ?? Named(wanted, folder, all) ?? Known(wanted, folder, all);
    }

    private static string? Exact(string path, IReadOnlyCollection<NamedNote> all)
    {
        var key = NoteNames.PathKey(path);
        return Best(all.Where(note => NoteNames.PathKey(note.Path) == key), "");
    }

    /// <summary>Notes whose path ends with the wanted one.</summary>
    private static string? Named(string wanted, string folder, IReadOnlyCollection<NamedNote> all)
    {
        var ending = "/" + NoteNames.PathKey(wanted);
        return Best(all.Where(note => NoteNames.PathKey(note.Path).EndsWith(ending, StringComparison.Ordinal)), folder);
    }

    private static string? Known(string wanted, string folder, IReadOnlyCollection<NamedNote> all)
    {
        var key = NoteNames.Key(wanted);
        return Best(all.Where(note => note.Aliases.Any(alias => NoteNames.Key(alias) == key)), folder);
    }

    private static string? Best(IEnumerable<NamedNote> notes, string folder)
    {
        var key = NoteNames.Key(folder);
        return notes.Select(note => note.Path)
            .OrderByDescending(path => folder.Length > 0 && NoteNames.Key(NoteNames.Folder(path)) == key)
            .ThenBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static bool IsRelative(string target) =>
        target.StartsWith("./", StringComparison.Ordinal) || target.StartsWith("../", StringComparison.Ordinal);

    /// <summary>The path from the folder, or null above the top.</summary>
    private static string? Walk(string folder, string target)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}

/// <summary>A note that a link could mean.</summary>
public sealed record NamedNote(string Path, IReadOnlyCollection<string> Aliases);
