using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Reading.Passages;

namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class PassageTests
{
    private static readonly string s_long = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"Sentence number {i} is here."));

    [Fact]
    public void A_passage_is_a_section_with_its_ancestry()
    {
        var part = s_long[..600];
        var note = Notes.Read($"intro {part}\n\n# One\n\n{part}\n\n## Two\n{part}\n\n# Three\n\n{part}\n");

        note.Passages.Select(p => (string.Join('/', p.Headings), p.FirstLine, p.LastLine, p.Ordinal)).ShouldBe(
            [("", 1, 1, 0), ("One", 3, 5, 1), ("One/Two", 7, 8, 2), ("Three", 10, 12, 3)]);
        Holds(note);
    }

    [Fact]
    public void A_heading_with_only_headings_below_it_is_in_their_ancestry()
    {
        var note = Notes.Read($"# One\n## Two\n### Three\n{s_long[..600]}");

        note.Passages.ShouldHaveSingleItem().Headings.ShouldBe(["One", "Two", "Three"]);
    }

    [Fact]
    public void Small_sections_beside_each_other_are_one()
    {
        var note = Notes.Read("# Top\n\n## A\n\na text\n\n## B\n\nb text\n\n## C\n\nc text\n");

        var passage = note.Passages.ShouldHaveSingleItem();
        passage.Headings.ShouldBe(["Top"]);
        passage.Plain.ShouldBe("A\na text\nB\nb text\nC\nc text");
        Holds(note);
    }

    [Fact]
    public void Sections_of_the_same_heading_are_two()
    {
        var note = Notes.Read($"## H\n\n{s_long[..600]}\n\n## H\n\n{s_long[..600]}");
        note.Passages.Length.ShouldBe(2);

        Notes.Read(string.Concat(Enumerable.Repeat("# h\n", 10_000))).Passages.Length.ShouldBeInRange(10, 100);
    }

    [Fact]
    public void A_long_section_is_cut_between_its_blocks()
    {
        var note = Notes.Read("# T\n\n" + string.Join("\n\n", Enumerable.Range(0, 20).Select(i => $"{i} {s_long[..400]}")));

        note.Passages.Length.ShouldBeGreaterThan(4);
        note.Passages.ShouldAllBe(p => p.Headings.Length == 1 && p.Plain.Length <= PassageCutter.Target);
        Holds(note);
    }

    [Fact]
    public void A_long_line_is_cut_between_its_sentences()
    {
        var note = Notes.Read("# T\n\n" + string.Join(' ', Enumerable.Repeat(s_long, 20)));

        note.Passages.ShouldAllBe(p => p.Plain.EndsWith('.') && p.Plain.Length <= PassageCutter.Limit && p.Plain.StartsWith("Sentence"));
        string.Join(' ', note.Passages.Select(p => p.Plain)).ShouldBe(string.Join(' ', Enumerable.Repeat(s_long, 20)));
    }

    [Theory]
    [InlineData("```\n", "line {0} of the code\n", "```\n")]
    [InlineData("> [!note] Title\n", "> line {0} of the callout\n", "")]
    [InlineData("| head | er |\n|---|---|\n", "| row {0} | of the table |\n", "")]
    public void What_belongs_together_is_whole_where_it_fits(string before, string line, string after)
    {
        string Block(int lines) => before + string.Concat(Enumerable.Range(0, lines).Select(i => string.Format(null, line, i))) + after;

        var fitting = Notes.Read($"# T\n\n{s_long[..1000]}\n\n{Block(40)}\n\nmore");
        fitting.Passages.Count(p => p.Plain.Contains("line 0 ") || p.Plain.Contains("row 0\t")).ShouldBe(1);
        fitting.Passages.Single(p => p.Plain.Contains("line 0 ") || p.Plain.Contains("row 0\t")).Plain.ShouldContain(" 39");
        Holds(fitting);

        var tooLong = Notes.Read(Block(400));
        tooLong.Passages.ShouldAllBe(p => p.Plain.Length <= PassageCutter.Limit);
        tooLong.Passages.Length.ShouldBeGreaterThan(3);
        if (before[0] != '`') tooLong.Passages.ShouldAllBe(p => p.Plain.StartsWith("Title") || p.Plain.StartsWith("head\ter"));
        Holds(tooLong);
    }

    /// <summary>Every passage stands in the note where it says, and every word of the note is in a passage.</summary>
    internal static void Holds(Note note)
    {
        var lines = note.Text.Split('\n');
        foreach (var passage in note.Passages)
        {
            passage.FirstLine.ShouldBeInRange(1, passage.LastLine);
            passage.LastLine.ShouldBeLessThanOrEqualTo(lines.Length);
            passage.Hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(passage.Text))));
            var stored = string.Join('\n', lines[(passage.FirstLine - 1)..passage.LastLine]);
            if (passage.Text != passage.Plain) passage.Text.ShouldBe(stored);
        }

        note.Passages.Select(p => p.Ordinal).ShouldBe(Enumerable.Range(0, note.Passages.Length));
    }
}
