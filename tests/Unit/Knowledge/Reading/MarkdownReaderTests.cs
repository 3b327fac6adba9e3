namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class MarkdownReaderTests
{
    [Theory]
    [InlineData("a #tag b", "tag")]
    [InlineData("#Nested/Tag", "nested/tag")]
    [InlineData("(#a) **#b** \"#c\" #d,#e", "a|b|c|d|e")]
    [InlineData("#日本語 #straße #🎉 #a-b_c", "日本語|straße|🎉|a-b_c")]
    [InlineData("#1984 #y1984", "y1984")]
    [InlineData("# Heading\n## #in-heading", "in-heading")]
    [InlineData("a#b http://x.org/#frag https://x.org/p#frag &#35; C# ##x", "")]
    [InlineData("| #cell |\n|---|\n| x |", "cell")]
    [InlineData("- [ ] do #task", "task")]
    [InlineData("> [!note] #callout", "callout")]
    [InlineData(@"\#escaped", "")]
    [InlineData("#trailing/ #dot.", "trailing|dot")]
    public void Tags_are_found_in_the_text(string text, string tags) =>
        Notes.Read(text).Tags.ShouldBe(tags.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("==high== ~~gone~~ *a* _b_ `c` **d**", "high gone a b c d")]
    [InlineData("a $x^2$ b", "a $x^2$ b")]
    [InlineData("$$\na+b\n$$", "$$\na+b\n$$")]
    [InlineData("$$\\begin{align}\n[[x]]\n\n- a\n\\end{align}$$\n\n**b**", "$$\\begin{align}\n[[x]]\n- a\n\\end{align}$$\nb")]
    [InlineData("so $$\na\n$$ is **b**", "so $$\na\n$$ is b")]
    [InlineData("$$ is **never** closed", "$$ is never closed")]
    [InlineData("$$a$$ and **b**", "$$a$$ and b")]
    [InlineData("it costs $5 or **$6**", "it costs $5 or $6")]
    [InlineData("![[x.svg#icon|20]] a ![[Note#H]]", "x.svg a Note > H")]
    [InlineData("a[^1] b.\n\n[^1]: The *note*\n    goes on.\n\n[^2]: Nobody refers to it.",
        "a b.\nThe note\ngoes on.\nNobody refers to it.")]
    [InlineData("a^[inline note] b", "a[inline note] b")]
    [InlineData("> [!warning]+ Be *careful*\n> Really.\n>\n> > [!tip]\n> > Inner", "Be careful\nReally.\nTip\nInner")]
    [InlineData("> quoted\n> words", "quoted\nwords")]
    [InlineData("1. a\n2. b\n   - c", "1. a\n2. b\nc")]
    [InlineData("<details><summary>More &amp; more</summary>text</details>", "More & moretext")]
    [InlineData("a<br>b <kbd>K</kbd>", "a b K")]
    [InlineData("```py\nx = 1\n```", "x = 1")]
    [InlineData("![alt](https://x.org/a.png)", "alt")]
    [InlineData("a\n\n---\n\nb", "a\nb")]
    [InlineData("a &lt; b \\* c", "a < b * c")]
    [InlineData("Text ^the-id", "Text")]
    [InlineData("x^2 and a ^ b", "x^2 and a ^ b")]
    public void Plain_text_is_without_markup(string text, string plain) => Notes.Plain(Notes.Read(text)).ShouldBe(plain);

    [Fact]
    public void Tasks_are_list_items_with_a_box()
    {
        var note = Notes.Read(
            "- [ ] open **one**\n- [x] done\n  - [X] inner\n1. [/] half\n* [-] dropped\n- [link](x.md)\n- [a] b [ ] c\n\n[ ] no task");

        note.Tasks.Select(task => (task.Text, task.IsDone, task.Line)).ShouldBe(
            [("open one", false, 1), ("done", true, 2), ("inner", true, 3), ("half", false, 4), ("dropped", true, 5),
             ("b [ ] c", false, 7)]);
    }

    [Theory]
    [InlineData("A paragraph ^abc\n\nOther", 1, 1)]
    [InlineData("x\n\n- item ^abc\n- other", 3, 3)]
    [InlineData("| a |\n|---|\n| b |\n\n^abc", 1, 5)]
    [InlineData("> quote\n\n^abc", 1, 3)]
    public void A_block_keeps_its_id(string text, int first, int last)
    {
        var passage = Notes.Read(text).Passages.ShouldHaveSingleItem();

        passage.Block.ShouldBe("abc");
        passage.Plain.ShouldNotContain("abc");
        passage.FirstLine.ShouldBeLessThanOrEqualTo(first);
        passage.LastLine.ShouldBeGreaterThanOrEqualTo(last);
    }

    [Theory]
    [InlineData("# A\r\n\r\ntext #t\r\n[[B]]\r\n")]
    [InlineData("# A\r\rtext #t\r[[B]]\r")]
    [InlineData("\uFEFF# A\n\ntext #t\n[[B]]\n")]
    public void Line_ends_and_marks_of_other_systems_are_read(string text)
    {
        var decoded = ObsidianVault.Knowledge.Reading.Decoding.TextDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(text));
        var note = Notes.Read(decoded.Text);

        note.Text.ShouldBe("# A\n\ntext #t\n[[B]]\n");
        note.Links.ShouldHaveSingleItem().Line.ShouldBe(4);
        note.Passages.ShouldHaveSingleItem().Headings.ShouldBe(["A"]);
    }
}
