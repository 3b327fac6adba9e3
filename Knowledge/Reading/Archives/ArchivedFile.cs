namespace ObsidianVault.Knowledge.Reading.Archives;

/// <summary>A file of an archive, or why it is not taken.</summary>
/// <param name="Path">In the vault, with "/" between folders, Unicode form C; of a refused file as the archive has it.</param>
/// <param name="Content">Empty if it is refused.</param>
/// <param name="Refusal">A sentence, or null.</param>
public sealed record ArchivedFile(string Path, ReadOnlyMemory<byte> Content, string? Refusal);
