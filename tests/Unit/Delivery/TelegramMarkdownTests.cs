using System.Globalization;
using System.Text;
using ObsidianVault.Channels.Telegram.Sending;

namespace ObsidianVault.Unit.Delivery;

public sealed class TelegramMarkdownTests
{
    [Theory]
    [InlineData("plain", "plain", "")]
    [InlineData("", "", "")]
    [InlineData("**bold** and __bold__", "bold and bold", "Bold 0 4, Bold 9 4")]
    [InlineData("*it* and _it_", "it and it", "Italic 0 2, Italic 7 2")]
    [InlineData("***both***", "both", "Bold 0 4, Italic 0 4")]
    [InlineData("**a _b_ c**", "a b c", "Bold 0 5, Italic 2 1")]
    [InlineData("**a *b***", "a b", "Bold 0 3, Italic 2 1")]
    [InlineData("***a* b**", "a b", "Bold 0 3, Italic 0 1")]
    [InlineData("**😀** `é`", "😀 é", "Bold 0 2, Code 3 1")]
    [InlineData("`a * b_c` and ``x ` y``", "a * b_c and x ` y", "Code 0 7, Code 12 5")]
    [InlineData("```python\nx = 1\n```\nend", "x = 1\nend", "Pre 0 5 python")]
    [InlineData("so:\n```\na\n\n**b**\n```", "so:\na\n\n**b**", "Pre 4 8")]
    [InlineData("[the *proof*](https://x.example/a_b?c=d*e)", "the proof", "Link 0 9 https://x.example/a_b?c=d*e, Italic 4 5")]
    [InlineData("**[x](tg://user?id=1)**", "x", "Bold 0 1, Link 0 1 tg://user?id=1")]
    [InlineData("[a [b](https://x)", "[a b", "Link 3 1 https://x")]
    // Text that only looks like markup is kept.
    [InlineData("2*x*y and 2 * 3 * 4", "2*x*y and 2 * 3 * 4", "")]
    [InlineData("snake_case_name __init", "snake_case_name __init", "")]
    [InlineData("* item\n* item", "* item\n* item", "")]
    [InlineData("**open", "**open", "")]
    [InlineData("**a\n\nb**", "**a\n\nb**", "")]
    [InlineData("**a *b** c*", "a *b c*", "Bold 0 4")]
    [InlineData("****x****", "****x****", "")]
    [InlineData("`open", "`open", "")]
    [InlineData("``` ```", "``` ```", "")]
    [InlineData("```\n```", "```\n```", "")]
    [InlineData("```\nopen", "```\nopen", "")]
    [InlineData("[x](javascript:alert(1)) [y](/here) [z]() [](https://x)", "[x](javascript:alert(1)) [y](/here) [z]() [](https://x)", "")]
    [InlineData("x[0](y)", "x[0](y)", "")]
    [InlineData(@"\*a\* \_b\_ \`c\` \[d\] \\ \frac{1}{2}", @"*a* _b_ `c` [d] \ \frac{1}{2}", "")]
    [InlineData(@"ends with \", @"ends with \", "")]
    public void A_text_is_read(string markdown, string text, string spans)
    {
        var read = TelegramText.FromMarkdown(markdown);

        read.Text.ShouldBe(text);
        string.Join(", ", read.Spans.Select(Describe)).ShouldBe(spans);
    }

    /// <summary>A document built piece by piece, so that its text and styles are known, is parsed as intended.</summary>
    [Fact]
    public void What_was_written_with_marks_is_read_with_these_styles()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var document = new Document(new Random(seed));

            var read = TelegramText.FromMarkdown(document.Markdown);

            read.Text.ShouldBe(document.Text, $"seed {seed}: {document.Markdown}");
            read.Spans.Select(Describe).ShouldBe(document.Spans.Select(Describe), $"seed {seed}: {document.Markdown}");
        }
    }

    /// <summary>Whatever the input, the output is valid for Telegram.</summary>
    [Fact]
    public void Any_text_at_all_gives_spans_that_hold()
    {
        string[] pieces =
        [
            "*", "**", "***", "_", "__", "`", "``", "```", "\n```", "[", "]", "](", ")", "](https://x)", "\\", " ", "\n", "\n\n", "a",
            "b c", "😀", "é", "\ud800", "\udc00", "0", "py\n",
        ];
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var markdown = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));

            var read = TelegramText.FromMarkdown(markdown);

            Check(read, TelegramText.WellFormed(markdown), $"seed {seed}: {markdown}");
        }
    }

    [Theory]
    [InlineData("`")]
    [InlineData("*a ")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("** a**b ")]
    [InlineData("\n```a")]
    [InlineData("`` ` ")]
    public void A_hostile_text_takes_no_longer_than_its_length(string piece)
    {
        var markdown = string.Concat(Enumerable.Repeat(piece, 65_536 / piece.Length));

        Check(TelegramText.FromMarkdown(markdown), markdown, piece); // the square of the length would not end
    }

    private static void Check(TelegramText read, string source, string what)
    {
        var taken = 0;
        foreach (var c in source)
            if (taken < read.Text.Length && read.Text[taken] == c) taken++;
        taken.ShouldBe(read.Text.Length, $"only marks may be missing, {what}");

        var holding = new Stack<TelegramSpan>();
        var last = 0;
        foreach (var span in read.Spans)
        {
            span.Offset.ShouldBeGreaterThanOrEqualTo(last, what);
            span.Length.ShouldBeGreaterThan(0, what);
            (span.Offset + span.Length).ShouldBeLessThanOrEqualTo(read.Text.Length, what);
            IsInsidePair(read.Text, span.Offset).ShouldBeFalse(what);
            IsInsidePair(read.Text, span.Offset + span.Length).ShouldBeFalse(what);
            string.IsNullOrWhiteSpace(read.Text.Substring(span.Offset, span.Length)).ShouldBeFalse(what);
            while (holding.Count > 0 && holding.Peek().Offset + holding.Peek().Length <= span.Offset) holding.Pop();
            if (holding.TryPeek(out var outer))
            {
                (span.Offset + span.Length).ShouldBeLessThanOrEqualTo(outer.Offset + outer.Length, what);
                outer.Style.ShouldNotBe(TelegramStyle.Code, what);
                outer.Style.ShouldNotBe(TelegramStyle.Pre, what);
                holding.ShouldAllBe(around => around.Style != span.Style, what);
            }

            holding.Push(span);
            last = span.Offset;
        }
    }

    private static bool IsInsidePair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);

    private static string Describe(TelegramSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{span.Style} {span.Offset} {span.Length} {span.Target}").TrimEnd();

    /// <summary>A random document, as Markdown and as its expected text and styles.</summary>
    private sealed class Document
    {
        private static readonly string[] s_words = ["sum", "π", "😀", "x²", "a-b", "1,000", "größer", "f(x)", "3 < 4", "snake_case"];

        private readonly Random _random;
        private readonly StringBuilder _markdown = new();
        private readonly StringBuilder _text = new();

        public Document(Random random)
        {
            _random = random;
            for (var i = 0; i < random.Next(1, 8); i++)
            {
                if (i > 0) Both(random.Next(4) == 0 ? "\n\n" : " ");
                Piece([]);
            }

            if (random.Next(3) != 0) return;
            Both("\n");
            Styled(TelegramStyle.Pre, "```python\n", "\n```", "python", () => Both("x = 2 * y_1\n\nprint(`**x**`)"));
        }

        public string Markdown => _markdown.ToString();

        public string Text => _text.ToString();

        public List<TelegramSpan> Spans { get; } = [];

        private void Piece(TelegramStyle[] around)
        {
            var style = (TelegramStyle)_random.Next(6);
            if (around.Contains(style) || around.Length > 2) style = TelegramStyle.Pre;
            TelegramStyle[] inside = [.. around, style];
            switch (style)
            {
                case TelegramStyle.Bold:
                    Styled(style, "**", "**", null, () => Pieces(inside));
                    break;
                case TelegramStyle.Italic:
                    Styled(style, "_", "_", null, () => Pieces(inside));
                    break;
                case TelegramStyle.Link:
                    Styled(style, "[", "](https://x.example/a*b_c)", "https://x.example/a*b_c", () => Pieces(inside));
                    break;
                case TelegramStyle.Code:
                    Styled(style, "`", "`", null, () => Both("a * b_c ** [d"));
                    break;
                default:
                    Both(s_words[_random.Next(s_words.Length)]);
                    break;
            }
        }

        private void Pieces(TelegramStyle[] around)
        {
            for (var i = 0; i < _random.Next(1, 4); i++)
            {
                if (i > 0) Both(" ");
                Piece(around);
            }
        }

        private void Styled(TelegramStyle style, string open, string close, string? target, Action content)
        {
            var (index, offset) = (Spans.Count, _text.Length);
            Spans.Add(new TelegramSpan(style, offset, 1, target));
            _markdown.Append(open);
            content();
            _markdown.Append(close);
            Spans[index] = Spans[index] with { Length = _text.Length - offset };
        }

        private void Both(string text)
        {
            _markdown.Append(text);
            _text.Append(text);
        }
    }
}
