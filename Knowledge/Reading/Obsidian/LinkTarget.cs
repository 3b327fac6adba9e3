namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>Where a link leads: a note's name or path, and a part of that note.</summary>
/// <param name="Name">Empty for a link inside the note.</param>
internal sealed record LinkTarget(string Name, string? Heading, string? Block)
{
    /// <summary>Reads <c>Name#Heading#Heading below</c> and <c>Name#^block</c>.</summary>
    public static LinkTarget Read(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0) return new(text.Trim(), null, null);
        var name = text[..hash].Trim();
        var parts = text[(hash + 1)..].Split('#', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts is [.., ['^', .. var id]] && id.Length > 0) return new(name, null, id.Trim());
        return new(name, parts.Length > 0 ? string.Join('#', parts) : null, null);
    }

    /// <summary>What stands for an embed: of a picture or another file its name, without what it says of the display.</summary>
    public string Embedded() => Path.HasExtension(Name) && !Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? Name : Shown();

    /// <summary>What is shown for a link without words of its own.</summary>
    public string Shown() => (Name, Heading) switch
    {
        (_, null) => Name,
        ({ Length: 0 }, _) => Heading.Replace("#", " > ", StringComparison.Ordinal),
        _ => $"{Name} > {Heading.Replace("#", " > ", StringComparison.Ordinal)}",
    };
}
