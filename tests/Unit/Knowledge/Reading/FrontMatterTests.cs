namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class FrontMatterTests
{
    [Theory]
    [InlineData("aliases: [One, \"Two, three\"]", "One|Two, three")]
    [InlineData("aliases:\n  - One\n  - 'Two'", "One|Two")]
    [InlineData("aliases: One, Two", "One|Two")]
    [InlineData("aliases: \"One, Two\"", "One, Two")]
    [InlineData("alias: One", "One")]
    [InlineData("Aliases: One", "One")]
    [InlineData("aliases:", "")]
    [InlineData("aliases: []", "")]
    [InlineData("aliases: [2024, true]", "2024|true")]
    public void Aliases_are_a_list_or_a_string(string yaml, string aliases) =>
        Notes.Read($"---\n{yaml}\n---\nbody").Aliases.ShouldBe(aliases.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("tags: [One, two/Three]", "one|two/three")]
    [InlineData("tags: one, two", "one|two")]
    [InlineData("tags: one two", "one|two")]
    [InlineData("tags: \"#one\"", "one")]
    [InlineData("tag: one", "one")]
    [InlineData("tags:\n- one\n- one\n- 2024\n- straße", "one|straße")]
    [InlineData("tags: null", "")]
    public void Tags_are_a_list_or_a_string(string yaml, string tags) =>
        Notes.Read($"---\n{yaml}\n---\nbody").Tags.ShouldBe(tags.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Other_entries_are_properties()
    {
        var note = Notes.Read("---\ntitle: My title\nstatus: done\ndate: 2024-05-06\nlist: [a, b]\nnested:\n  deep: 1\nempty:\n---\nbody",
            "f/N.md");

        note.Title.ShouldBe("My title");
        note.Properties.Select(p => $"{p.Key}={string.Join(',', p.Value)}")
            .ShouldBe(["date=2024-05-06", "empty=", "list=a,b", "nested.deep=1", "status=done"]);
        note.Passages.ShouldHaveSingleItem().FirstLine.ShouldBe(10);
        note.Text.ShouldStartWith("---\ntitle");
    }

    [Theory]
    [InlineData("---\ntitle: a: b: c\n  - x\nstatus: [\n---\nthe body", "line 2")]
    [InlineData("---\nstatus: done\nfoo: \"never closed\n---\nthe body", "line")]
    [InlineData("---\nstatus: done\n\tx: tab\n---\nthe body", "line")]
    [InlineData("---\na: &x [1,2]\nb: *x\n---\nthe body", "*x")]
    public void Bad_yaml_keeps_the_body_and_says_so(string text, string warning)
    {
        var note = Notes.Read(text);

        Notes.Plain(note).ShouldBe("the body");
        note.Warnings.ShouldHaveSingleItem().ShouldContain(warning);
    }

    [Theory]
    [InlineData("---\n\njust a sentence\n\n---\n\nthe body", "just a sentence\nthe body")]
    [InlineData("---\n- one\n- two\n---\nthe body", "one\ntwo\nthe body")]
    public void Text_between_two_lines_across_the_page_is_text(string text, string plain)
    {
        var note = Notes.Read(text);

        Notes.Plain(note).ShouldBe(plain);
        note.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_note_that_is_nothing_else_is_found_by_it()
    {
        var passage = Notes.Read("---\ntitle: Emma\nauthor: Jane Austen\n---\n").Passages.ShouldHaveSingleItem();

        (passage.FirstLine, passage.LastLine, passage.Plain).ShouldBe((2, 3, "title: Emma\nauthor: Jane Austen"));
        Notes.Read("---\n---\n").Passages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text\n---\na: b\n---\n")]
    [InlineData("---\nnever closed\n")]
    [InlineData(" ---\na: b\n---\n")]
    [InlineData("----\na: b\n----\n")]
    public void Only_a_block_at_the_very_top_is_front_matter(string text) =>
        Notes.Read(text).Properties.ShouldBeEmpty();

    [Fact]
    public void A_bomb_of_yaml_is_not_expanded()
    {
        var yaml = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range('b', 20)
            .Select(c => $"{(char)c}: &{(char)c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n"));

        var note = Notes.Read($"---\n{yaml}---\nthe body");

        note.Properties.Sum(property => property.Value.Length).ShouldBeLessThan(20);
        Notes.Plain(note).ShouldBe("the body");
    }

    [Theory]
    [InlineData('[', 50_000)]
    [InlineData('{', 50_000)]
    [InlineData('-', 50_000)]
    public void Nesting_is_bounded(char open, int depth)
    {
        var note = Notes.Read($"---\na: {new string(open, depth)}\n---\nthe body");

        Notes.Plain(note).ShouldBe("the body");
    }
}
