using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Answers.Quotes;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>
/// Looks up the quotes of one answer in the notes as they are stored at that moment, numbers those that are there, and marks the
/// sentences whose quotes are not.
/// </summary>
internal sealed class CitationCheck(IKnowledgeStore store, Reader reader, ImmutableArray<Source> sources, string question, SafeText safe)
{
    public const string Mark = "[?]";
    private readonly List<(string Document, int Passage)> _numbers = [];

    /// <summary>How many quotes do not count.</summary>
    public int Unverified { get; private set; }

    /// <summary>The sentence as it may be shown, with the citations that hold it up.</summary>
    public async Task<AnswerPart> CheckAsync(AnswerSentence sentence, CancellationToken cancellationToken)
    {
        var words = safe.Of(sentence.Text);
        if (sentence.Quotes.IsEmpty) return new AnswerPart(words + sentence.Space, []);
        var citations = ImmutableArray.CreateBuilder<Citation>();
        var missing = 0;
        foreach (var quote in sentence.Quotes)
        {
            if (await FindAsync(quote, words.Trim(), cancellationToken) is { } citation) citations.Add(citation);
            // A bare number claims nothing that could be looked up.
            else if (quote.Words.Length > 0 || quote.Source == 0) missing++;
        }

        var holds = missing == 0 && (citations.Count == 0 || NumbersHold(words, citations));
        Unverified += missing + (missing == 0 && !holds ? 1 : 0);
        var marks = new StringBuilder();
        foreach (var number in citations.Select(c => c.Number).Distinct())
            marks.Append(CultureInfo.InvariantCulture, $" [{number}]");
        if (!holds) marks.Append(' ').Append(Mark);
        return new AnswerPart(words + marks + sentence.Space, citations.ToImmutable());
    }

    /// <summary>The citation of a passage as it is, for an answer that no model wrote.</summary>
    public Citation Of(FoundPassage found, string quote) => Cite(
        found, found.NoteHash, found.Passage.Headings, found.Passage.FirstLine, found.Passage.LastLine, quote, "", changed: false);

    private async Task<Citation?> FindAsync(GivenQuote quote, string sentence, CancellationToken cancellationToken)
    {
        if (quote.Words.Length == 0) return null;
        // The model must have read them: words of another part of the note are no proof of what it says of this one. That it
        // gave another number is a slip of its own, and the words say which source it is.
        var (found, read) = sources.Select((source, i) => (source, i)).OrderBy(s => s.i == quote.Source - 1 ? 0 : 1)
            .Select(s => (s.source.Found, Read: s.source.Text.Find(quote.Words).Found)).FirstOrDefault(s => s.Read is not null);
        if (read is null) return null;
        // Meanwhile it may be another person's, or nobody's.
        if (await store.FindNoteAsync(reader, found.DocumentId, cancellationToken) is not { } stored) return null;
        var changed = stored.Hash != found.NoteHash;
        var note = QuotableText.Of(stored.Note.Text, 1, Source.IsMarkdown(stored.Note.Path));
        if (note.Find(quote.Words, read.FirstLine).Found is { } now)
        {
            return Cite(found, stored.Hash, HeadingsOf(stored, now.FirstLine), now.FirstLine, now.LastLine, now.Text, sentence, changed);
        }

        // It stood there when the model read it, and the citation says that it does not any more.
        return changed
            ? Cite(found, found.NoteHash, found.Passage.Headings, read.FirstLine, read.LastLine, read.Text, sentence, changed: true)
            : null;
    }

    private static ImmutableArray<string> HeadingsOf(StoredNote stored, int line) => Source.IsMarkdown(stored.Note.Path)
        ? HeadingPath.At(stored.Note.Text, line)
        : stored.Note.Passages.FirstOrDefault(p => p.FirstLine <= line && p.LastLine >= line)?.Headings ?? [];

    private Citation Cite(
        FoundPassage found, string noteHash, ImmutableArray<string> headings, int first, int last, string quote, string sentence,
            bool changed)
    {
        var key = (found.DocumentId, found.Passage.Ordinal);
        if (!_numbers.Contains(key)) _numbers.Add(key);
        return new Citation
        {
            Number = _numbers.IndexOf(key) + 1,
            CollectionId = found.CollectionId,
            CollectionName = found.CollectionName,
            DocumentId = found.DocumentId,
            Path = found.Path,
            Title = found.Title,
            Headings = headings,
            FirstLine = first,
            LastLine = last,
            NoteHash = noteHash,
            PassageHash = found.Passage.Hash,
            Quote = safe.Of(quote),
            Sentence = sentence,
            Changed = changed,
            Link = ObsidianLinks.To(found.CollectionName, found.Path, headings),
        };
    }

    /// <summary>
    /// Whether each number of the sentence is in what it cites, or in the question: a right quote may stand for a wrong sum.
    /// </summary>
    private bool NumbersHold(string sentence, IEnumerable<Citation> citations)
    {
        var known = NumberWords.In(question);
        foreach (var citation in citations)
        {
            known.UnionWith(NumberWords.In(citation.Quote));
            var passage = sources.FirstOrDefault(s =>
                s.Found.DocumentId == citation.DocumentId && s.Found.Passage.Hash == citation.PassageHash);
            if (passage is not null) known.UnionWith(NumberWords.In(passage.Text.Shown));
        }

        return NumberWords.In(NumberWords.WithoutListNumber(sentence)).IsSubsetOf(known);
    }
}
