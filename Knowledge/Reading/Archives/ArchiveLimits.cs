namespace ObsidianVault.Knowledge.Reading.Archives;

/// <summary>How much a zip of a vault may hold.</summary>
/// <param name="MaxEntries">Files and folders; an archive with more is refused as a whole.</param>
/// <param name="MaxFile">Unpacked bytes of one file.</param>
/// <param name="MaxTotal">Unpacked bytes of all files; what comes after them is refused.</param>
public sealed record ArchiveLimits(int MaxEntries = 50_000, int MaxFile = 50_000_000, long MaxTotal = 2_000_000_000);
