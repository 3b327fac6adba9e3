namespace ObsidianVault.Knowledge.Index;

/// <summary>That a passage has a word.</summary>
/// <param name="Passage">The passage's number in its collection.</param>
/// <param name="Body">How often its text has the word.</param>
/// <param name="Head">How often its headings and the note's title, aliases and tags have it.</param>
/// <param name="Length">The words of its text.</param>
internal readonly record struct Posting(long Passage, int Body, int Head, int Length);
