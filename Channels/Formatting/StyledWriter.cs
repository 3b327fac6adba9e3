using System.Collections.Immutable;
using System.Text;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Formatting;

/// <summary>Writes a text and its spans.</summary>
internal sealed class StyledWriter
{
    private static readonly (RunStyle Run, TextStyle Span)[] s_styles =
    [
        (RunStyle.Bold, TextStyle.Bold), (RunStyle.Italic, TextStyle.Italic), (RunStyle.Underline, TextStyle.Underline),
        (RunStyle.Strikethrough, TextStyle.Strikethrough), (RunStyle.Spoiler, TextStyle.Spoiler), (RunStyle.Code, TextStyle.Code),
    ];

    private readonly StringBuilder _text = new();
    private readonly List<TextSpan> _spans = [];

    public int Length => _text.Length;

    public bool EndsLine => _text.Length == 0 || _text[^1] == '\n';

    public void Write(string text) => _text.Append(text);

    /// <summary>Writes the text with a style; white space at its ends has none.</summary>
    public void Write(string text, TextStyle style, string? target = null)
    {
        var start = _text.Length;
        _text.Append(text);
        Span(style, start, target);
    }

    public void Write(Run run)
    {
        var start = _text.Length;
        _text.Append(run.Text);
        if (run.Link is { } link) Span(TextStyle.Link, start, link);
        foreach (var (style, span) in s_styles)
            if (run.Style.HasFlag(style)) Span(span, start, null);
    }

    /// <summary>Gives a style to all that was written since.</summary>
    public void Span(TextStyle style, int start, string? target = null)
    {
        var end = _text.Length;
        if (style is not (TextStyle.Pre or TextStyle.Code))
        {
            while (start < end && char.IsWhiteSpace(_text[start])) start++;
            while (end > start && char.IsWhiteSpace(_text[end - 1])) end--;
        }

        if (end <= start) return;
        // Runs of one style that touch are one span.
        var index = _spans.FindLastIndex(span => span.Style == style && span.Target == target);
        if (index >= 0 && style is not (TextStyle.Pre or TextStyle.Code or TextStyle.Quote or TextStyle.LongQuote)
            && _spans[index].End is var before && before <= start && IsBlank(before, start))
        {
            _spans[index] = _spans[index] with { Length = end - _spans[index].Offset };
        }
        else
        {
            _spans.Add(new TextSpan(style, start, end - start, target));
        }
    }

    /// <summary>Gives a style to what was written.</summary>
    public void SpanAt(TextSpan span) => _spans.Add(span);

    public StyledText ToStyledText() => new(_text.ToString(), Ordered(_spans));

    /// <summary>By offset, the outer before the inner ones; spans that cross are cut at their crossing.</summary>
    public static ImmutableArray<TextSpan> Ordered(IEnumerable<TextSpan> spans)
    {
        var ordered = ImmutableArray.CreateBuilder<TextSpan>();
        var waiting = new PriorityQueue<TextSpan, (int, int, int)>(spans.Select(span => (span, Key(span))));
        var open = new Stack<TextSpan>();
        while (waiting.TryDequeue(out var span, out _))
        {
            while (open.Count > 0 && open.Peek().End <= span.Offset) open.Pop();
            if (open.Count > 0 && open.Peek().End is var end && end < span.End)
            {
                var rest = span with { Offset = end, Length = span.End - end };
                waiting.Enqueue(rest, Key(rest));
                span = span with { Length = end - span.Offset };
            }

            open.Push(span);
            ordered.Add(span);
        }

        return ordered.ToImmutable();

        static (int, int, int) Key(TextSpan span) => (span.Offset, -span.Length, Rank(span.Style));
    }

    private static int Rank(TextStyle style) => style switch
    {
        TextStyle.Quote or TextStyle.LongQuote => 0,
        TextStyle.Link => 1,
        _ => 2 + (int)style,
    };

    private bool IsBlank(int start, int end)
    {
        for (var i = start; i < end; i++)
            if (_text[i] != ' ') return false;
        return true;
    }
}
