using System.Collections.Immutable;
using System.Text;
using ObsidianVault.Knowledge.Unicode;

namespace ObsidianVault.Knowledge.Answers.Quotes;

/// <summary>
/// A part of a stored note as a model reads it, which is also what it may quote: emphasis, links and images are reduced to their
/// words, and each character knows the line it is stored in. Both sides of the check come from here, so markup never decides
/// whether a quote is found.
/// </summary>
internal sealed class QuotableText
{
    private readonly ImmutableArray<Line> _lines;
    private readonly FoldedText _folded;

    private QuotableText(string shown, ImmutableArray<Line> lines)
    {
        (Shown, _lines) = (shown, lines);
        _folded = FoldedText.Of(shown);
    }

    /// <summary>The text for the model, its lines separated by "\n".</summary>
    public string Shown { get; }

    /// <param name="text">Lines of the note, separated by "\n".</param>
    /// <param name="firstLine">The number of the first of them, from 1.</param>
    /// <param name="isMarkdown">Whether its signs may be markup; of other documents every sign is text.</param>
    public static QuotableText Of(string text, int firstLine, bool isMarkdown)
    {
        var shown = new StringBuilder(text.Length);
        var lines = ImmutableArray.CreateBuilder<Line>();
        var markup = new MarkupReader();
        var number = firstLine;
        var begins = true;
        foreach (var raw in text.Split('\n'))
        {
            var line = NormalForm.Compose(raw.TrimEnd('\r'));
            if (shown.Length > 0 || number > firstLine) shown.Append('\n');
            var start = shown.Length;
            var isBlock = isMarkdown && markup.Append(shown, line);
            if (!isMarkdown) shown.Append(line);
            lines.Add(new Line(start, number++, begins || isBlock));
            begins = string.IsNullOrWhiteSpace(line);
        }

        return new QuotableText(shown.ToString(), lines.DrainToImmutable());
    }

    /// <summary>Where the quoted words stand.</summary>
    /// <param name="near">The line to prefer if they stand in several places.</param>
    public QuoteResult Find(string quote, int near = 0)
    {
        var wanted = FoldedText.Of(Of(quote, 1, isMarkdown: true).Shown).Text.Trim();
        // A quote is often given within quotation marks of its own, or with the full stop of the sentence around it.
        wanted = QuoteRules.Trim(wanted);
        if (!QuoteRules.SaysEnough(wanted)) return new QuoteResult(QuoteFault.TooShort, null);
        FoundQuote? best = null;
        var fault = QuoteFault.NotFound;
        for (var at = _folded.Text.IndexOf(wanted, StringComparison.Ordinal); at >= 0;
            at = _folded.Text.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            if (QuoteRules.FaultOf(_folded.Text, at, wanted.Length, BlockAround(at, wanted.Length)) is { } cut)
            {
                fault = cut;
                continue;
            }

            var found = At(at, wanted.Length);
            if (best is null || Math.Abs(found.FirstLine - near) < Math.Abs(best.FirstLine - near)) best = found;
        }

        return best is null ? new QuoteResult(fault, null) : new QuoteResult(null, best);
    }

    private FoundQuote At(int at, int length)
    {
        var (first, last) = (_folded.Origin(at), _folded.Origin(at + length - 1));
        return new FoundQuote(LineOf(first).Number, LineOf(last).Number, Shown[first..(last + 1)]);
    }

    /// <summary>The paragraph, list item, heading or row that the words stand in, as a range of the folded text.</summary>
    private (int From, int To) BlockAround(int at, int length)
    {
        var (first, last) = (IndexOf(_folded.Origin(at)), IndexOf(_folded.Origin(at + length - 1)));
        while (first > 0 && !_lines[first].BeginsBlock) first--;
        do last++;
        while (last < _lines.Length && !_lines[last].BeginsBlock);
        return (
            _folded.FirstFrom(_lines[first].Start),
            last < _lines.Length ? _folded.FirstFrom(_lines[last].Start) : _folded.Text.Length);
    }

    private Line LineOf(int shownIndex) => _lines[IndexOf(shownIndex)];

    private int IndexOf(int shownIndex)
    {
        var (low, high) = (0, _lines.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_lines[middle].Start <= shownIndex) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <param name="BeginsBlock">Whether a sentence cannot go on from the line before it.</param>
    private readonly record struct Line(int Start, int Number, bool BeginsBlock);
}

/// <summary>Words that stand in a note.</summary>
/// <param name="FirstLine">From 1.</param>
/// <param name="Text">As they are stored, without markup.</param>
internal sealed record FoundQuote(int FirstLine, int LastLine, string Text);

/// <param name="Fault">Why the quote does not count; null if it was found.</param>
internal sealed record QuoteResult(QuoteFault? Fault, FoundQuote? Found);

/// <summary>Why a quote does not count.</summary>
internal enum QuoteFault
{
    /// <summary>So few words that they stand almost anywhere.</summary>
    TooShort,

    /// <summary>The note does not have these words.</summary>
    NotFound,

    /// <summary>It cuts a word or a number in two: "5" of "50".</summary>
    CutWord,

    /// <summary>It leaves out the negation of its clause: "allowed" of "not allowed".</summary>
    CutNegation,
}
