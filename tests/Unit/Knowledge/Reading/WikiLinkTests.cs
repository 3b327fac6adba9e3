using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class WikiLinkTests
{
    [Theory]
    [InlineData("[[Note]]", "Note", null, null, null, "Note")]
    [InlineData("[[Note|shown]]", "Note", null, null, "shown", "shown")]
    [InlineData("[[Note#Heading|a]]", "Note", "Heading", null, "a", "a")]
    [InlineData("[[folder/Note]]", "folder/Note", null, null, null, "folder/Note")]
    [InlineData("[[Note#One#Two]]", "Note", "One#Two", null, null, "Note > One > Two")]
    [InlineData("[[#Heading]]", "", "Heading", null, null, "Heading")]
    [InlineData("[[Note#^id-1]]", "Note", null, "id-1", null, "Note")]
    [InlineData("[[#^id]]", "", null, "id", null, "")]
    [InlineData("[[ Note ]]", "Note", null, null, null, "Note")]
    [InlineData("**[[Note]]**", "Note", null, null, null, "Note")]
    [InlineData("==[[Note]]==", "Note", null, null, null, "Note")]
    [InlineData("([[Note|a|b]])", "Note", null, null, "a|b", "(a|b)")]
    [InlineData("> [[Note]]", "Note", null, null, null, "Note")]
    [InlineData("- [ ] [[Note]]", "Note", null, null, null, "Note")]
    [InlineData("[[Ünï¢ode — Nöte 🎉]]", "Ünï¢ode — Nöte 🎉", null, null, null, "Ünï¢ode — Nöte 🎉")]
    [InlineData("[a](Note.md#Heading)", "Note.md", "Heading", null, "a", "a")]
    [InlineData("[a](folder/My%20Note.md)", "folder/My Note.md", null, null, "a", "a")]
    [InlineData("[a](<My Note.md>)", "My Note.md", null, null, "a", "a")]
    [InlineData("[a](../up/Note.md#^b)", "../up/Note.md", null, "b", "a", "a")]
    [InlineData("[a](Note%3A%20two.md)", "Note: two.md", null, null, "a", "a")]
    [InlineData("[a](#Heading)", "", "Heading", null, "a", "a")]
    public void A_link_names_a_note_and_a_part_of_it(
        string text, string target, string? heading, string? block, string? shown, string plain)
    {
        var note = Notes.Read(text);

        var link = note.Links.ShouldHaveSingleItem();
        (link.Target, link.Heading, link.Block, link.Shown, link.IsEmbed).ShouldBe((target, heading, block, shown, false));
        Notes.Plain(note).ShouldBe(plain);
    }

    [Theory]
    [InlineData("![[img.png|300]]", "img.png", null)]
    [InlineData("![[img.png|300x200]]", "img.png", null)]
    [InlineData("![[img.png|A caption|300]]", "img.png", "A caption")]
    [InlineData("![[Note#^id]]", "Note", null)]
    [InlineData("![[Note#Heading]]", "Note", null)]
    [InlineData("![[file.pdf#page=3]]", "file.pdf", null)]
    [InlineData("![A picture|100](img/a%20b.png)", "img/a b.png", "A picture")]
    public void An_embed_is_a_link_without_its_size(string text, string target, string? shown)
    {
        var link = Notes.Read(text).Links.ShouldHaveSingleItem();

        (link.Target, link.Shown, link.IsEmbed).ShouldBe((target, shown, true));
    }

    [Theory]
    [InlineData("`[[Note]]`")]
    [InlineData("``a `[[Note]]` b``")]
    [InlineData("```\n[[Note]] #tag\n```")]
    [InlineData("~~~ md\n![[Note]]\n~~~")]
    [InlineData("text\n\n    [[Note]] #tag")]
    [InlineData("> ```\n> [[Note]]\n> ```")]
    [InlineData("- ```\n  [[Note]]\n  ```")]
    [InlineData("$[[Note]]$")]
    [InlineData("$$\n[[Note]]\n$$")]
    [InlineData("[[]]")]
    [InlineData("[[a\nb]]")]
    [InlineData("[a](https://example.org/x.md)")]
    [InlineData("[a](mailto:a@example.org)")]
    [InlineData("[a](obsidian://open?vault=x)")]
    [InlineData("![](//example.org/x.png)")]
    [InlineData("<https://example.org>")]
    public void What_is_code_or_leads_elsewhere_is_no_link(string text)
    {
        var note = Notes.Read(text);

        note.Links.ShouldBeEmpty();
        note.Tags.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("so $$\nx\n$$\nby [[Note]],\n\n$$\ny\n$$")]
    [InlineData("- so $$\n  x\n  $$\n  by [[Note]]\n\n$$\ny\n$$")]
    [InlineData("$$\\begin{align}\nx\n\\end{align}$$\n\nby [[Note]]\n\n$$\ny\n$$")]
    [InlineData("$$ never closed\n\nby [[Note]]")]
    public void A_formula_ends_before_a_link(string text) => Notes.Read(text).Links.ShouldHaveSingleItem().Target.ShouldBe("Note");

    [Fact]
    public void A_bar_is_escaped_in_a_table()
    {
        var note = Notes.Read("| a | b |\n|---|---|\n| [[One\\|first]] | ![[img.png\\|100]] |\n| [[Two#H\\|second]] | x |\n");

        note.Links.Select(link => (link.Target, link.Shown, link.Line)).ShouldBe(
            [("One", "first", 3), ("img.png", null, 3), ("Two", "second", 4)]);
        Notes.Plain(note).ShouldBe("a\tb\nfirst\timg.png\nsecond\tx");
    }

    [Fact]
    public void A_link_knows_its_line_and_sentence()
    {
        var note = Notes.Read("# T\n\nFirst one, e.g. this. The **second** names [[Chain rule|it]] here! Third.\nNext [[B]] line.\n");

        note.Links.Select(link => (link.Line, link.Sentence)).ShouldBe(
            [(3, "The second names it here!"), (4, "Next B line.")]);
    }

    [Fact]
    public void A_property_can_be_a_link()
    {
        var note = Notes.Read("---\nup: \"[[Algebra|the book]]\"\nrelated:\n  - \"[[A]]\"\n  - '[[B#H]]'\n---\ntext");

        note.Links.Select(link => (link.Target, link.Heading, link.Line)).ShouldBe([("Algebra", null, 2), ("A", null, 4), ("B", "H", 5)]);
    }

    [Fact]
    public void Links_in_text_that_repeats_brackets_end()
    {
        var note = Notes.Read(new string('[', 20_000) + "a]] and [[b]]");

        note.Links.Length.ShouldBeLessThan(3);
    }
}
