using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Unit.Knowledge.Answers;

/// <summary>How an answer is cut into sentences with their quotes, however it arrives.</summary>
public sealed class AnswerReaderTests
{
    public static TheoryData<string, string> Answers => new()
    {
        { "Two is prime. <q s=\"1\">two is prime</q> It is even.", "Two is prime.|1:two is prime / It is even." },
        { "Two is prime <q s=\"1\">two is prime</q>. It is even.", "Two is prime.|1:two is prime / It is even." },
        { "A.<q s=\"1\">a b</q><q s='2'>c d</q>\n\nB.", "A.|1:a b|2:c d / B." },
        { "Two [1: \"two is prime\"]. Three [2: “is odd”].", "Two.|1:two is prime / Three.|2:is odd" },
        { "It says \"two is prime\" [1].", "It says \"two is prime\".|1:two is prime" },
        { "It is so [1]. And so [2, 3].", "It is so.|1: / And so.|2:" },
        { "In [2024] and a[9] and [x](y).", "In [2024] and a[9] and [x](y)." },
        { "Version 3.5 is out, e.g. here. Next one.", "Version 3.5 is out, e.g. here. / Next one." },
        { "- one\n- two <q s=\"2\">two of them</q>\n- three", "- one / - two|2:two of them / - three" },
        { "水温是二十八度。<q s=\"1\">水温是二十八度</q>很好。", "水温是二十八度。|1:水温是二十八度 / 很好。" },
        { "Unclosed <q s=\"1\">never ends and more", "Unclosed|0:" },
        { "Stray </q> end.", "Stray end." },
        { "a < b. And <qx> stays.", "a < b. / And <qx> stays." },
        { "```\nx[1] = 2. y\n```\nDone.", "``` / x[1] = 2. y / ``` / Done." },
        { "<q s=\"1\">only a quote</q>", "|1:only a quote" },
        { "No source <q>some words here</q>.", "No source.|0:some words here" },
    };

    [Theory, MemberData(nameof(Answers))]
    public void It_is_cut_the_same_however_it_arrives(string answer, string expected)
    {
        foreach (var size in new[] { 1, 2, 3, 7, answer.Length })
        {
            var reader = new AnswerReader(sources: 5);
            var sentences = Enumerable.Range(0, (answer.Length + size - 1) / size)
                .SelectMany(i => reader.Read(answer.Substring(i * size, Math.Min(size, answer.Length - (i * size)))).ToList())
                .ToList();
            sentences.AddRange(reader.End());
            string.Join(" / ", sentences.Select(s => s.Text + string.Concat(s.Quotes.Select(q => $"|{q.Source}:{q.Words}"))))
                .ShouldBe(expected, $"in pieces of {size}");
        }
    }

    [Fact]
    public void A_sentence_waits_for_its_quote()
    {
        var reader = new AnswerReader(1);
        reader.Read("Two is prime. ").ShouldBeEmpty();
        reader.Read("<q s=\"1\">two is").ShouldBeEmpty();
        reader.Read(" prime</q> Th").ShouldHaveSingleItem().Quotes.ShouldHaveSingleItem().Words.ShouldBe("two is prime");
    }

    [Fact]
    public void What_never_ends_is_passed_on_in_parts_and_a_quote_without_end_is_dropped()
    {
        var reader = new AnswerReader(1);
        reader.Read(string.Concat(Enumerable.Repeat("word ", 1_000))).ShouldNotBeEmpty();
        var quoting = new AnswerReader(1);
        var sentences = quoting.Read("So. <q s=\"1\">" + new string('x', 5_000) + " and").Concat(quoting.End()).ToList();
        sentences.ShouldNotContain(s => s.Text.Contains('x'));
    }
}
