using ObsidianVault.Channels.Formatting;
using ObsidianVault.Channels.Telegram.Sending;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Unit.Formatting;

/// <summary>Long and hostile answers: every part is within the channel's bounds and valid.</summary>
public sealed class AnswerBoundsTests
{
    private static readonly string[] s_pieces =
    [
        "*", "**", "***", "_", "__", "~~", "||", "|", "`", "``", "\n```", "\n```py\n", "[", "]", "](", ")", "](https://x.org)", "\\", "\\(",
        "\\)", "$", "$$", "\\[", "\\]", "^", "\\frac{", "}", " ", "\n", "\n\n", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n# ", "\n| a | b |",
        "\n|---|---|", "\n---", "a", "b c", "😀", "👩‍👩‍👧", "é", "字", "مر", "\ud800", "\udc00", "0", "<b>", "</b>", "<br>", "<think>",
        "https://x.org/a_b", "\U0010F000", "\U0010FF01", "\u0001",
    ];

    [Fact]
    public void Any_text_at_all_gives_parts_that_hold()
    {
        for (var seed = 0; seed < 4_000; seed++)
        {
            var random = new Random(seed);
            var markdown = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            var limit = random.Next(20, 120);
            foreach (var isDraft in new[] { false, true })
            {
                var whole = TelegramText.FromMarkdown(markdown, isDraft);
                Check(whole, seed);
                foreach (var part in StyledSplitter.Split(whole, limit, static part => part.Text.Length))
                {
                    part.Text.Length.ShouldBeInRange(1, limit, $"seed {seed}");
                    Check(part, seed);
                }
            }

            var chat = AnswerLayout.Of(ModelMarkdown.Read(markdown), AnswerStyle.WhatsApp);
            foreach (var part in StyledSplitter.Split(chat, limit, static part => WhatsAppMarkup.Write(part).Length))
                WhatsAppMarkup.Write(part).Length.ShouldBeInRange(1, limit, $"seed {seed}: {markdown}");
        }
    }

    [Fact]
    public void Every_word_of_an_answer_arrives()
    {
        var words = Enumerable.Range(0, 3_000).Select(n => $"w{n}").ToArray();
        var markdown = string.Join(' ', words.Select((w, i) => (i % 7) switch
        {
            0 => $"**{w}**",
            1 => $"`{w}`",
            2 => $"[{w}](https://x.org/{w})",
            3 => $"*{w}*\n\n- ",
            _ => w,
        }));
        var parts = StyledSplitter.Split(TelegramText.FromMarkdown(markdown), 4096, static part => part.Text.Length);
        parts.Count.ShouldBeGreaterThan(3);
        string.Join(' ', parts.Select(part => part.Text)).Split([' ', '\n', '•', '◦'], StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(words);
    }

    [Fact]
    public void A_link_and_code_are_not_cut_and_a_block_goes_on()
    {
        var text = new string('a', 50) + " [a link of some words](https://x.org) and `some code here`\n\n```py\n"
            + string.Join('\n', Enumerable.Range(0, 20).Select(n => $"    x{n} = {n}")) + "\n```\n\nend";
        var parts = StyledSplitter.Split(TelegramText.FromMarkdown(text), 70, static part => part.Text.Length);
        parts.Select(Shown.Tagged).ShouldBe(
        [
            new string('a', 50),
            "<a https://x.org>a link of some words</a> and <code>some code here</code>\n\n<pre py>    x0 = 0\n    x1 = 1</pre>",
            "<pre py>    x2 = 2\n    x3 = 3\n    x4 = 4\n    x5 = 5\n    x6 = 6\n    x7 = 7</pre>",
            "<pre py>    x8 = 8\n    x9 = 9\n    x10 = 10\n    x11 = 11\n    x12 = 12</pre>",
            "<pre py>    x13 = 13\n    x14 = 14\n    x15 = 15\n    x16 = 16\n    x17 = 17</pre>",
            "<pre py>    x18 = 18\n    x19 = 19</pre>\n\nend",
        ]);
    }

    [Fact]
    public void A_block_that_is_cut_is_closed_and_opened_again()
    {
        var chat = AnswerLayout.Of(
            ModelMarkdown.Read("```py\n" + string.Join('\n', Enumerable.Range(0, 12).Select(n => $"    x{n} = {n}")) + "\n```"),
                AnswerStyle.WhatsApp);
        var parts = StyledSplitter.Split(chat, 90, static part => WhatsAppMarkup.Write(part).Length).Select(WhatsAppMarkup.Write).ToArray();
        parts.Length.ShouldBe(2);
        parts.ShouldAllBe(part => part.StartsWith("```\n    x", StringComparison.Ordinal)
            && part.EndsWith("\n```", StringComparison.Ordinal));
    }

    [Fact]
    public void Emoji_of_several_signs_stay_whole()
    {
        var parts = StyledSplitter.Split(new StyledText(string.Concat(Enumerable.Repeat("👩‍👩‍👧", 40))),
            64, static part => part.Text.Length);
        parts.ShouldAllBe(part => part.Text.Length % "👩‍👩‍👧".Length == 0);
        string.Concat(parts.Select(part => part.Text)).Length.ShouldBe(40 * "👩‍👩‍👧".Length);
    }

    [Theory]
    [InlineData("`")]
    [InlineData("*a ")]
    [InlineData("*a* ")]
    [InlineData("__a__ ")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("** a**b ")]
    [InlineData("\n```a")]
    [InlineData("`` ` ")]
    [InlineData("$a ")]
    [InlineData("\\(")]
    [InlineData("\\[a")]
    [InlineData("$$x")]
    [InlineData("\\begin{align}")]
    [InlineData("||a ")]
    [InlineData("<code>")]
    [InlineData("<b>a")]
    [InlineData("> ")]
    [InlineData("\n> > ")]
    [InlineData("- ")]
    [InlineData("\n| a ")]
    [InlineData("|a")]
    [InlineData("https://x ")]
    [InlineData("【")]
    [InlineData("<think>")]
    [InlineData("(*a")]
    public void A_hostile_text_takes_no_longer_than_its_length(string piece)
    {
        // The square of the length would not end.
        var markdown = string.Concat(Enumerable.Repeat(piece, 65_536 / piece.Length));
        Check(TelegramText.FromMarkdown(markdown), 0);
        var chat = AnswerLayout.Of(ModelMarkdown.Read(markdown), AnswerStyle.WhatsApp);
        foreach (var part in StyledSplitter.Split(chat, 4096, static part => WhatsAppMarkup.Write(part).Length))
            part.Text.ShouldNotBeEmpty();
    }

    private static void Check(StyledText read, int seed)
    {
        var holding = new Stack<TextSpan>();
        var last = 0;
        foreach (var span in read.Spans)
        {
            var what = $"seed {seed}: {span}";
            span.Offset.ShouldBeGreaterThanOrEqualTo(last, what);
            span.Length.ShouldBeGreaterThan(0, what);
            span.End.ShouldBeLessThanOrEqualTo(read.Text.Length, what);
            IsInsidePair(read.Text, span.Offset).ShouldBeFalse(what);
            IsInsidePair(read.Text, span.End).ShouldBeFalse(what);
            while (holding.Count > 0 && holding.Peek().End <= span.Offset) holding.Pop();
            if (holding.TryPeek(out var outer))
            {
                span.End.ShouldBeLessThanOrEqualTo(outer.End, what);
                // Telegram: code cannot have other styles in it (core.telegram.org/bots/api#messageentity).
                outer.Style.ShouldNotBe(TextStyle.Code, what);
                outer.Style.ShouldNotBe(TextStyle.Pre, what);
            }

            holding.Push(span);
            last = span.Offset;
        }
    }

    private static bool IsInsidePair(string text, int at) =>
        at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
