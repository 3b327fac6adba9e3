using ObsidianVault.Knowledge.Answers.Quotes;

namespace ObsidianVault.Unit.Knowledge.Answers;

/// <summary>What counts as words of a note: exactly those that are there, whole, and with what turns them around.</summary>
public sealed class QuoteTests
{
    private const string Note = """
        # Pool rules

        The fine is **50 €** for adults, and 5.50 € for children under 12.
        It is not
        allowed to swim alone. Diving isn't permitted. The water has -5 °C in January; 20 % chlorine is too much.

        - [ ] Call [[People/Ann Lee|Ann]] on 2026-03-05 about the “blue” ticket — it costs 1,250.75 dollars
        - Lockers: see [the plan](http://example.org/plan?x=1) and ==mind the gap==

        > [!note] Opening hours
        > We open at 7:30 and close at 21:15, except on Sundays.

        | day | visitors |
        |---|---|
        | Monday | 1204 |

        The area is $x^2 + y^2 \leq 10^2$, so f′(x) = 2*x and `a[1] = "it"`.
        Le prix n’est pas élevé : 12 € l’entrée. Kinder ohne Begleitung zahlen nichts. sin x grows with x near zero.
        泳池周一不开放。水温是二十八度。
        Efﬁcient pumps use 3 kW. The coefficient is 10² at most, never more.
        """;

    [Theory]
    [InlineData("The fine is 50 € for adults", 3)]
    [InlineData("the fine is 50 € for adults", null)] // case is part of the words
    [InlineData("The  fine\nis 50 €   for adults,", 3)]
    [InlineData("\"The fine is 50 € for adults\"", 3)]
    [InlineData("The fine is **50 €** for adults", 3)]
    [InlineData("It is not allowed to swim alone.", 4)]
    [InlineData("Diving isn’t permitted", 5)]
    [InlineData("The water has −5 °C in January", 5)]
    [InlineData("Call Ann on 2026-03-05 about the \"blue\" ticket - it costs 1,250.75 dollars", 7)]
    [InlineData("see the plan and mind the gap", 8)]
    [InlineData("We open at 7:30 and close at 21:15, except on Sundays", 11)]
    [InlineData("| Monday | 1204 |", 15)]
    [InlineData(@"The area is $x^2 + y^2 \leq 10^2$", 17)]
    [InlineData("so f'(x) = 2*x and", 17)]
    [InlineData("Le prix n'est pas élevé : 12 € l'entrée", 18)]
    [InlineData("Le prix n'est pas e\u0301leve\u0301 : 12 € l'entre\u0301e", 18)] // as a Mac writes accents
    [InlineData("sin x grows with x", 18)]
    [InlineData("水温是二十八度", 19)]
    [InlineData("Efficient pumps use 3 kW", 20)]
    public void Words_that_are_there_are_found_in_their_line(string quote, int? line) =>
        (QuotableText.Of(Note, 1, isMarkdown: true).Find(quote).Found?.FirstLine).ShouldBe(line);

    [Theory]
    // numbers
    [InlineData("The fine is 500 € for adults")]
    [InlineData("The fine is 5 € for adults")]
    [InlineData("The fine is 51 € for adults")]
    [InlineData("50 € for children under 12")]
    [InlineData("The fine is 5")]
    [InlineData("and 5.5")]
    [InlineData("and 5")]
    [InlineData("5 °C in January")]
    [InlineData("The water has 5 °C in January")]
    [InlineData("The water has +5 °C in January")]
    [InlineData("The water has -5 °F in January")]
    [InlineData("on 2026-03-06 about the")]
    [InlineData("on 2026-03")]
    [InlineData("it costs 1,250")]
    [InlineData("it costs 1250.75 dollars")]
    [InlineData("250.75 dollars")]
    [InlineData("We open at 7")]
    [InlineData("We open at 7:31 and close")]
    [InlineData("| Monday | 1240 |")]
    [InlineData("The coefficient is 10")]
    [InlineData("The coefficient is 102 at most")]
    [InlineData("x2 + y2")]
    [InlineData(@"x^2 + y^2 \geq 10^2")]
    [InlineData("f(x) = 2*x")]
    [InlineData("f'(x) = 2x and")]
    [InlineData("0 € for adults")]
    [InlineData("20 chlorine is too much")]
    // negations
    [InlineData("It is allowed to swim alone.")]
    [InlineData("allowed to swim alone")]
    [InlineData("Diving is permitted")]
    [InlineData("Diving isn")]
    [InlineData("Le prix est élevé")]
    [InlineData("Kinder zahlen nichts")]
    [InlineData("Begleitung zahlen")]
    [InlineData("泳池周一开放")]
    [InlineData("开放。水温是二十八度")]
    [InlineData("It is not allowed to dive alone.")]
    [InlineData("It is now allowed to swim alone.")]
    // words
    [InlineData("The fine is 50 € for seniors")]
    [InlineData("The fine is 50 € … children under 12")]
    [InlineData("The fine is for adults 50 €")]
    [InlineData("The fine was 50 € for adults")]
    [InlineData("fine is 50 € for adult")]
    [InlineData("he fine is 50 € for adults")]
    [InlineData("The fine is $50 for adults")]
    [InlineData("Call Bob on 2026-03-05")]
    [InlineData("http://example.org/plan?x=1 and mind")]
    [InlineData("see the map and mind the gap")]
    // too little to mean anything
    [InlineData("50 €")]
    [InlineData("the")]
    [InlineData("")]
    [InlineData("swim")]
    public void Words_that_are_changed_or_cut_are_caught(string quote) =>
        QuotableText.Of(Note, 1, isMarkdown: true).Find(quote).Found.ShouldBeNull();

    /// <summary>Every quote of a note, with each digit, each word and each sign changed: not one may be found.</summary>
    [Fact]
    public void No_mutation_of_any_sentence_is_found()
    {
        var text = QuotableText.Of(Note, 1, isMarkdown: true);
        string[] sentences =
        [
            "The fine is 50 € for adults, and 5.50 € for children under 12.", "It is not allowed to swim alone.",
            "The water has -5 °C in January", "We open at 7:30 and close at 21:15, except on Sundays.",
            "Efficient pumps use 3 kW", "The coefficient is 10² at most, never more.", "Le prix n’est pas élevé : 12 € l’entrée.",
            "Kinder ohne Begleitung zahlen nichts.", "it costs 1,250.75 dollars",
        ];
        var mutants = 0;
        foreach (var sentence in sentences)
        {
            text.Find(sentence).Found.ShouldNotBeNull(sentence);
            foreach (var mutant in Mutants(sentence).Where(m => m != sentence))
            {
                mutants++;
                text.Find(mutant).Found.ShouldBeNull(mutant);
            }
        }

        mutants.ShouldBeGreaterThan(250);
    }

    [Fact]
    public void Of_several_places_the_nearest_to_the_passage_counts()
    {
        var text = QuotableText.Of("The sum is ten.\n\nNo.\n\nThe sum is ten.", 1, isMarkdown: true);
        text.Find("The sum is ten", near: 5).Found!.FirstLine.ShouldBe(5);
        text.Find("The sum is ten", near: 1).Found!.FirstLine.ShouldBe(1);
    }

    [Fact]
    public void A_quote_may_span_lines_and_says_which() =>
        QuotableText.Of("one\ntwo words\nmore words here\nend", 10, isMarkdown: false).Find("two words more words")
            .Found.ShouldBe(new FoundQuote(11, 12, "two words\nmore words"));

    [Fact]
    public void In_a_document_that_is_not_Markdown_every_sign_is_text()
    {
        const string text = "The *star* of 5*(3) is _bold_";
        QuotableText.Of(text, 1, isMarkdown: false).Shown.ShouldBe(text);
    }

    [Theory]
    [InlineData(3, "A")]
    [InlineData(5, "A/B c")]
    [InlineData(9, "A/B c")]
    [InlineData(11, "A/D")]
    [InlineData(1, "")]
    public void A_line_stands_under_its_headings(int line, string expected) => string.Join('/', HeadingPath.At(
        "text\n# A\nx\n### B **c**\nx\n```\n# no heading\n```\nx\n## D #\n#tag\n# E", line)).ShouldBe(expected);

    [Fact]
    public void Pictures_and_addresses_never_reach_a_model() => QuotableText.Of(
        "See ![x](http://evil/?q=1) <img src=\"http://evil/2\"> ![[secret.png|300]] and [this](http://evil/3).", 1, isMarkdown: true)
        .Shown.ShouldBe("See x   and this.");

    private static IEnumerable<string> Mutants(string sentence)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            if (char.IsDigit(sentence[i]))
            {
                yield return sentence[..i] + (char)('0' + ((sentence[i] - '0' + 1) % 10)) + sentence[(i + 1)..];
                yield return sentence[..i] + sentence[(i + 1)..];
                yield return sentence[..i] + sentence[i] + sentence[i..];
            }
            else if (char.IsLetter(sentence[i]))
            {
                yield return sentence[..i] + (sentence[i] == 'q' ? 'z' : 'q') + sentence[(i + 1)..];
                yield return sentence[..i] + sentence[(i + 1)..];
            }
            else if (sentence[i] is '-' or ':' or '²' or '€' or '°')
            {
                yield return sentence[..i] + sentence[(i + 1)..];
            }
        }

        var words = sentence.Split(' ');
        for (var i = 1; i + 1 < words.Length; i++)
        {
            yield return string.Join(' ', words.Where((_, n) => n != i));
            yield return string.Join(' ', words.Select((w, n) => n == i ? "not" : w));
            yield return string.Join(' ', words.Take(i).Append("not").Concat(words.Skip(i)));
        }
    }
}
