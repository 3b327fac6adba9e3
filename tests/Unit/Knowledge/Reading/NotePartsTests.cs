using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class NotePartsTests
{
    private const string Text =
        "---\na: b\n---\nintro\n# One\ntext\n## Part: a\ndeep\n# Two\n## Part: a\nother ^id-1\n\n- item\n"
        + "- [ ] task ^id2\n\n| t |\n|---|\n| u |\n\n^tbl";

    [Theory]
    [InlineData("One", null, 5, 8)]
    [InlineData("one", null, 5, 8)]
    [InlineData("One#Part a", null, 7, 8)]
    [InlineData("Two#Part: a", null, 10, 20)]
    [InlineData("Part a", null, 7, 8)]
    [InlineData(null, "id-1", 11, 11)]
    [InlineData(null, "ID2", 14, 14)]
    [InlineData(null, "tbl", 16, 20)]
    [InlineData(null, null, 1, 20)]
    [InlineData("Three", null, 0, 0)]
    [InlineData("Two#One", null, 0, 0)]
    [InlineData(null, "missing", 0, 0)]
    [InlineData("", null, 0, 0)]
    public void A_link_means_a_section_or_a_block(string? heading, string? block, int first, int last) =>
        NoteParts.Find(Notes.Read(Text), heading, block).ShouldBe(first == 0 ? null : (first, last));

    [Fact]
    public void A_part_is_the_notes_own_lines() =>
        NoteParts.Text(Notes.Read(Text), "One#Part a", null).ShouldBe("## Part: a\ndeep");
}
