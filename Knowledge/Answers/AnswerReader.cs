using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>
/// Cuts an answer that is still being written into sentences with the quotes that stand for them, so that each can be checked before
/// anybody sees it. A quote is <c>&lt;q s="2"&gt;exact words&lt;/q&gt;</c> behind its sentence; models also write
/// <c>[2: "exact words"]</c>, or <c>[2]</c> behind words in quotation marks, and these count too.
/// </summary>
/// <param name="sources">How many sources there are, numbered from 1.</param>
internal sealed class AnswerReader(int sources)
{
    /// <summary>A longer quote is none: it is dropped.</summary>
    public const int MaxQuote = 1_000;

    /// <summary>A text without an end of a sentence is passed on in parts of about this length.</summary>
    private const int MaxSentence = 2_000;

    private static readonly SearchValues<char> s_numbers = SearchValues.Create("0123456789, ");
    private const string QuoteStart = "<q";
    private const string QuoteEnd = "</q>";
    private readonly StringBuilder _text = new();
    private bool _inCode;

    /// <summary>Adds what arrived, and gives the sentences that are complete by now.</summary>
    public IReadOnlyList<AnswerSentence> Read(string more)
    {
        _text.Append(more);
        var sentences = new List<AnswerSentence>();
        while (_text.Length > 0 && Next(isLast: false) is { } sentence) sentences.Add(sentence);
        return sentences;
    }

    /// <summary>Gives what is left when the answer has ended.</summary>
    public IReadOnlyList<AnswerSentence> End()
    {
        var sentences = new List<AnswerSentence>();
        while (_text.Length > 0 && Next(isLast: true) is { } sentence) sentences.Add(sentence);
        return sentences;
    }

    private AnswerSentence? Next(bool isLast)
    {
        var text = _text.ToString();
        var words = new StringBuilder();
        var quotes = ImmutableArray.CreateBuilder<GivenQuote>();
        var (inCode, hasEnded) = (_inCode, false);
        for (var i = 0; i < text.Length;)
        {
            if (Marker(text, i, words, inCode, isLast) is { } marker)
            {
                if (marker.Length == 0) return null;
                if (marker.Quote is { } quote) quotes.Add(quote);
                TrimEnd(words);
                i += marker.Length;
                hasEnded |= words.Length > 0 && IsMark(words[^1]);
            }
            else
            {
                if (text[i] == '`' && i + 2 < text.Length && text.AsSpan(i, 3) is "```") inCode = !inCode;
                words.Append(text[i++]);
                hasEnded = false;
            }

            var next = i;
            if (!hasEnded && !IsEnd(text, i, inCode, isLast, out next))
            {
                if (next < 0) return null;
                if (words.Length < MaxSentence || !char.IsWhiteSpace(text[i - 1])) continue;
                next = i;
            }

            while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
            if (next == text.Length && !isLast) return null;
            // A quote behind the sentence belongs to it.
            if (next < text.Length && Marker(text, next, words, inCode, isLast) is { } behind)
            {
                if (behind.Length == 0) return null;
                (i, hasEnded) = (next, true);
                continue;
            }

            var last = words.Length;
            TrimEnd(words);
            return Take(next, words, text[(i - (last - words.Length))..next], quotes, inCode);
        }

        return isLast ? Take(text.Length, words, "", quotes, inCode) : null;
    }

    private AnswerSentence Take(int length, StringBuilder words, string space, ImmutableArray<GivenQuote>.Builder quotes, bool inCode)
    {
        _text.Remove(0, length);
        _inCode = inCode;
        return new AnswerSentence(words.ToString(), space, quotes.ToImmutable());
    }

    private static bool IsMark(char c) => c is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।';

    /// <summary>Whether a sentence ends before <paramref name="at"/>, and where the next one begins; -1 if that is not known yet.</summary>
    private static bool IsEnd(string text, int at, bool inCode, bool isLast, out int next)
    {
        next = 0;
        var last = text[at - 1];
        var isBreak = last == '\n';
        if (!isBreak && (inCode || !IsMark(last))) return false;
        next = at;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (next == text.Length && !isLast)
        {
            next = -1;
            return false;
        }

        if (isBreak || last > '\u2E80' || next == text.Length) return true;
        // "3.5", "e.g. this", "v1.2"; a closing mark of quotation or emphasis belongs to the sentence.
        if (next == at && text[at] is not ('<' or '[')) return false;
        return !(last == '.' && char.IsLower(text[next]));
    }

    /// <summary>The marker at the place, null if there is none; its length is 0 while it is incomplete.</summary>
    private MarkerFound? Marker(string text, int at, StringBuilder before, bool inCode, bool isLast)
    {
        if (inCode) return null;
        var rest = text.AsSpan(at);
        if (rest[0] == '<')
        {
            if (rest.Length < 3 && QuoteStart.StartsWith(rest.ToString(), StringComparison.OrdinalIgnoreCase))
                return isLast ? null : new MarkerFound(0, null);
            if (rest.StartsWith(QuoteEnd, StringComparison.OrdinalIgnoreCase)) return new MarkerFound(QuoteEnd.Length, null);
            return rest.StartsWith("<q ", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("<q>", StringComparison.OrdinalIgnoreCase)
                ? Element(rest, isLast)
                : null;
        }

        return rest[0] == '[' ? Bracket(rest, before, isLast) : null;
    }

    private static MarkerFound Element(ReadOnlySpan<char> rest, bool isLast)
    {
        var end = rest.IndexOf(QuoteEnd, StringComparison.OrdinalIgnoreCase);
        var head = rest.IndexOf('>');
        if (end < 0 && !isLast && rest.Length < 2 * MaxQuote) return new MarkerFound(0, null);
        // What is not closed may hold anything: none of it is shown.
        if (end < 0 || head < 0 || head > end) return new MarkerFound(rest.Length, new GivenQuote(0, ""));
        var quote = rest[(head + 1)..end];
        return new MarkerFound(
            end + QuoteEnd.Length, new GivenQuote(Number(rest[2..head]), quote.Length > MaxQuote ? "" : quote.Trim().ToString()));
    }

    /// <summary>[2], [2, 3] or [2: "words"].</summary>
    private MarkerFound? Bracket(ReadOnlySpan<char> rest, StringBuilder before, bool isLast)
    {
        var digits = 1 + (rest.Length > 1 ? rest[1..].IndexOfAnyExceptInRange('0', '9') : -1);
        if (digits == 0) return isLast || rest.Length > 4 ? null : new MarkerFound(0, null);
        if (digits == 1 || digits > 4) return null;
        var number = Number(rest[1..digits]);
        if (number < 1 || number > sources) return null;
        if (rest[digits] == ':')
        {
            var quote = rest[(digits + 1)..];
            var open = quote.IndexOfAnyExcept(' ');
            if (open < 0) return isLast ? null : new MarkerFound(0, null);
            if (quote[open] is not ('"' or '“' or '«' or '„' or '\'' or '‘')) return null;
            for (var i = open + 1; i + 1 < quote.Length && i <= MaxQuote; i++)
                if (quote[i] is '"' or '”' or '»' or '“' or '\'' or '’' && quote[i + 1] == ']')
                    return new MarkerFound(digits + 1 + i + 2, new GivenQuote(number, quote[(open + 1)..i].Trim().ToString()));
            if (!isLast && quote.Length <= MaxQuote) return new MarkerFound(0, null);
            return new MarkerFound(isLast ? rest.Length : digits, new GivenQuote(number, ""));
        }

        if (rest[digits] is not (']' or ',')) return null;
        var end = rest.IndexOf(']');
        if (end < 0) return isLast || rest.Length > 20 ? null : new MarkerFound(0, null);
        if (rest[1..end].IndexOfAnyExcept(s_numbers) >= 0) return null;
        // a[1] of a program, and [1](…), which is a link.
        if (before.Length > 0 && before[^1] is '_' or '^') return null;
        if (end + 1 < rest.Length && rest[end + 1] == '(') return null;
        return new MarkerFound(end + 1, new GivenQuote(number, InQuotationMarks(before.ToString())));
    }

    /// <summary>The last words in quotation marks, which a bare number stands for; empty if there are none.</summary>
    private static string InQuotationMarks(string words)
    {
        var close = words.AsSpan().LastIndexOfAny('"', '”', '»');
        if (close <= 0) return "";
        var open = words.AsSpan(0, close).LastIndexOfAny("\"“«„");
        return open < 0 || close - open > MaxQuote ? "" : words[(open + 1)..close].Trim();
    }

    private static int Number(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyInRange('0', '9');
        if (start < 0) return 0;
        var digits = text[start..];
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static void TrimEnd(StringBuilder words)
    {
        while (words.Length > 0 && char.IsWhiteSpace(words[^1])) words.Length--;
    }

    /// <param name="Length">0 while it is incomplete.</param>
    private readonly record struct MarkerFound(int Length, GivenQuote? Quote);
}

/// <summary>A sentence of an answer, or a line.</summary>
/// <param name="Text">Without its quotes.</param>
/// <param name="Space">The whitespace behind it.</param>
internal sealed record AnswerSentence(string Text, string Space, ImmutableArray<GivenQuote> Quotes);

/// <summary>What a model says that a source has.</summary>
/// <param name="Source">From 1; 0 if it named none.</param>
/// <param name="Words">Empty if there are none, or too many.</param>
internal sealed record GivenQuote(int Source, string Words);
