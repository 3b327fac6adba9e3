using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Terms;

namespace ObsidianVault.Knowledge.Index;

/// <summary>The terms of one note. The same note always has the same terms, so that they can be removed again.</summary>
internal static class NoteTerms
{
    /// <param name="note">With its passages.</param>
    /// <param name="first">The number of its first passage.</param>
    /// <returns>The words of all its passages.</returns>
    public static long Add(Note note, long first, SegmentTerms into)
    {
        var names = Words.Of(string.Join('\n', [note.Title, .. note.Aliases, .. note.Tags]));
        long words = 0;
        foreach (var (passage, i) in note.Passages.Select((passage, i) => (passage, i)))
        {
            var counts = new Dictionary<string, (int Body, int Head)>(StringComparer.Ordinal);
            var body = Words.Of(passage.Plain);
            words += body.Count;
            foreach (var word in body)
            {
                var count = counts.GetValueOrDefault(word);
                counts[word] = (count.Body + 1, count.Head);
            }

            foreach (var word in Words.Of(string.Join('\n', passage.Headings)).Concat(names))
            {
                var count = counts.GetValueOrDefault(word);
                counts[word] = (count.Body, count.Head + 1);
            }

            foreach (var (word, count) in counts)
                into.Add(PorterStemmer.Stem(word), word, new Posting(first + i, count.Body, count.Head, body.Count));
        }

        return words;
    }
}
