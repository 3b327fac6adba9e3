using System.Globalization;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Unit.Delivery;

public sealed partial class TextSplitterTests
{
    private static readonly string[] s_pieces =
    [
        "word", "a", "longer-word", "Ünïcödé", "😀", "👨‍👩‍👧‍👦", "e\u0301\u0302", "🇩🇪🇫🇷", " ", " ", " ", "  ",
        "\n", "\n\n", "\r\n", "\t", ".", "`x`",
        "supercalifragilisticexpialidocious",
        "https://example.com/a/very/long/path?with=a&query=that&never=breaks&and=goes&on=and&on=for&more=than&a=message",
    ];

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public void A_blank_text_has_no_parts(string text) => TextSplitter.Split(text, 64).ShouldBeEmpty();

    [Fact]
    public void A_text_that_fits_stays_as_it_is()
    {
        var text = "  ```\nopen " + new string('x', 53);

        text.Length.ShouldBe(64);
        TextSplitter.Split(text, 64).ShouldBe([text]);
    }

    [Fact]
    public void A_limit_without_room_for_a_fence_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => TextSplitter.Split("x", 63));

    [Fact]
    public void A_part_ends_between_words_and_white_space_there_goes() =>
        TextSplitter.Split($"{new string('a', 60)} bb   \n\n cc {new string('d', 62)}", 64).ShouldBe(
            [$"{new string('a', 60)} bb", "cc", new string('d', 62)]);

    [Fact]
    public void A_word_longer_than_a_part_is_cut_between_characters_that_readers_see()
    {
        const string family = "👨‍👩‍👧‍👦";

        TextSplitter.Split(string.Concat(Enumerable.Repeat(family, 20)), 64).ShouldAllBe(part => part.Length % family.Length == 0);
    }

    [Fact]
    public void A_character_longer_than_a_part_is_cut_but_not_inside_a_pair()
    {
        var text = "e" + string.Concat(Enumerable.Repeat("\U0001D165", 100)); // marks that combine, of two units each

        var parts = TextSplitter.Split(text, 64);

        string.Concat(parts).ShouldBe(text);
        parts.ShouldAllBe(part => part.Length <= 64 && !char.IsHighSurrogate(part[part.Length - 1]) && !char.IsLowSurrogate(part[0]));
    }

    [Fact]
    public void A_block_is_closed_and_opened_again_at_a_line()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 8).Select(i => $"    line {i} = {i}"));

        TextSplitter.Split($"Look:\n```python\n{lines}\n```\nThat was it.", 80).ShouldBe(
            [
                "Look:\n```python\n    line 0 = 0\n    line 1 = 1\n    line 2 = 2\n    line 3 = 3\n```",
                "```python\n    line 4 = 4\n    line 5 = 5\n    line 6 = 6\n    line 7 = 7\n```\nThat",
                "was it.",
            ]);
    }

    [Fact]
    public void A_block_that_is_at_its_end_is_not_opened_again_to_be_empty()
    {
        var line = new string('x', 56);

        TextSplitter.Split($"```\n{line}\n\n\n```\nAnd a few words after that.", 64)
            .ShouldBe([$"```\n{line}\n```", "And a few words after that."]);
    }

    [Fact]
    public void A_block_does_not_begin_where_there_is_no_room_for_it()
    {
        var text = new string('x', 55);

        TextSplitter.Split($"{text}\n```\n{new string('y', 40)}\n```", 64).ShouldBe([text, $"```\n{new string('y', 40)}\n```"]);
    }

    [Theory]
    [InlineData('`')]
    [InlineData(' ')]
    public void A_fence_or_a_gap_longer_than_a_part_ends_all_the_same(char filler)
    {
        var parts = TextSplitter.Split("```" + new string(filler, 500) + "x", 64);

        parts.ShouldAllBe(part => part.Length <= 64 && part.Trim().Length > 0);
        parts[^1].ShouldContain("x");
    }

    [Fact]
    public void Any_text_comes_in_parts_that_fit_follow_each_other_and_leave_out_white_space_alone()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var text = Text(random, fences: random.Next(2) == 0);
            var limit = random.Next(64, 300);

            Check(text, limit, TextSplitter.Cut(text, limit), TextSplitter.Split(text, limit), seed);
        }
    }

    [Fact]
    public void There_are_no_more_parts_than_words_need()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Join(
                "",
                Enumerable.Range(0, random.Next(1, 400))
                    .Select(_ => new string('w', random.Next(1, 40)) + new string(random.Next(4) == 0 ? '\n' : ' ', random.Next(1, 3))));
            var limit = random.Next(64, 300);

            var needed = 0;
            var start = -limit - 1;
            foreach (Match word in Words().Matches(text))
            {
                if (word.Index + word.Length - start <= limit) continue;
                needed++;
                start = word.Index;
            }

            // A text that fits keeps its trailing white space.
            TextSplitter.Split(text, limit).Count.ShouldBe(needed, $"seed {seed}");
        }
    }

    private static void Check(string text, int limit, IReadOnlyList<TextPart> cut, IReadOnlyList<string> parts, int seed)
    {
        var why = $"seed {seed}";
        parts.Count.ShouldBe(cut.Count, why);
        var balanced = Fences().Count(text) % 2 == 0;
        var at = 0;
        for (var i = 0; i < cut.Count; i++)
        {
            var (start, length, before, after) = cut[i];
            parts[i].ShouldBe(string.Concat(before, text.AsSpan(start, length), after), why);
            parts[i].Length.ShouldBeLessThanOrEqualTo(limit, why);
            parts[i].ShouldNotBeNullOrWhiteSpace(why);
            if (balanced) (Fences().Count(parts[i]) % 2).ShouldBe(0, why);

            start.ShouldBeGreaterThanOrEqualTo(at, why);
            var gap = text[at..start].Trim();
            if (i == 0 || cut[i - 1].After.Length == 0) gap.ShouldBeEmpty(why);
            else if (gap.Length > 0) gap.ShouldBe("```", why); // the end of a block that the part before has closed
            if (i > 0 && start == at) IsFairCut(text, at, cut[i - 1].Start).ShouldBeTrue(why);
            at = start + length;
        }

        text[at..].Replace("```", "", StringComparison.Ordinal).Trim().ShouldBeEmpty(why);
    }

    /// <summary>Whether a cut without white space around it was necessary and does not split a character.</summary>
    private static bool IsFairCut(string text, int at, int start)
    {
        if (char.IsWhiteSpace(text[at]) || char.IsWhiteSpace(text[at - 1])) return true;
        if (!StringInfo.ParseCombiningCharacters(text).Contains(at)) return false;
        return Fences().IsMatch(text) || !text[start..at].Any(char.IsWhiteSpace);
    }

    private static string Text(Random random, bool fences)
    {
        var pieces = Enumerable.Range(0, random.Next(1, 200)).Select(_ => random.Next(12) switch
        {
            0 when fences => "\n```csharp\n",
            1 when fences => "\n```\n",
            2 when fences => "x```y",
            _ => s_pieces[random.Next(s_pieces.Length)],
        });
        return string.Concat(pieces);
    }

    [GeneratedRegex("`{3,}")]
    private static partial Regex Fences();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Words();
}
