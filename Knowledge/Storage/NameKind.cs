namespace ObsidianVault.Knowledge.Storage;

/// <summary>How a stored name refers to a note.</summary>
internal enum NameKind
{
    /// <summary>The last part of its path.</summary>
    BaseName = 1,

    Alias = 2,

    /// <summary>What the note was called before it was renamed; links that were not changed still find it.</summary>
    Former = 3,
}
