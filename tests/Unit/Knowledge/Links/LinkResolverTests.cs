using ObsidianVault.Knowledge.Links;

namespace ObsidianVault.Unit.Knowledge.Links;

public sealed class LinkResolverTests
{
    private static readonly NamedNote[] s_vault =
    [
        new("Note.md", []), new("b/Note.md", []), new("a/b/Note.md", []), new("zzzz/Note.md", []),
        new("a/b/Twin.md", []), new("zzzzz/Twin.md", ["Nick", "Über"]), new("deep/er/Only.md", []), new("deep/pic.png", []),
        new("Caf\u00e9.md", []), new("deep/Drawing.canvas", []), new("v1.2 notes.md", []),
        new("other/Nick.md.md", []), new("x/Nick.md", []),
    ];

    [Theory]
    [InlineData("Note", "q/From.md", "Note.md")]                  // the exact path, even over a neighbour
    [InlineData("Note", "b/From.md", "Note.md")]
    [InlineData("b/Note", "a/From.md", "b/Note.md")]
    [InlineData("Twin", "a/b/From.md", "a/b/Twin.md")]            // beside the note
    [InlineData("Twin", "zzzzz/From.md", "zzzzz/Twin.md")]
    [InlineData("Twin", "zzzzz/below/From.md", "a/b/Twin.md")]    // an ancestor counts for nothing: the shortest path
    [InlineData("Twin", null, "a/b/Twin.md")]
    [InlineData("er/Only", "From.md", "deep/er/Only.md")]
    [InlineData("r/Only", "From.md", null)]                       // a folder's name is whole
    [InlineData("only", "From.md", "deep/er/Only.md")]
    [InlineData("ONLY.MD", "From.md", "deep/er/Only.md")]
    [InlineData("pic.png", "From.md", "deep/pic.png")]
    [InlineData("pic", "From.md", null)]
    [InlineData("Drawing.canvas", "From.md", "deep/Drawing.canvas")]
    [InlineData("v1.2 notes", "From.md", "v1.2 notes.md")]
    [InlineData("cafe\u0301", "From.md", "Caf\u00e9.md")]
    [InlineData("CAFÉ", "From.md", "Caf\u00e9.md")]
    [InlineData("Nick", "From.md", "x/Nick.md")]                  // a name before another note's alias
    [InlineData("über", "From.md", "zzzzz/Twin.md")]
    [InlineData("./Only", "deep/er/From.md", "deep/er/Only.md")]
    [InlineData("../b/Twin", "a/c/From.md", "a/b/Twin.md")]
    [InlineData("./Twin", "From.md", null)]
    [InlineData("../../../Note", "a/From.md", null)]
    [InlineData("/b/Note", "From.md", "b/Note.md")]
    [InlineData("", "a/From.md", "a/From.md")]
    [InlineData("missing", "From.md", null)]
    public void A_link_means_the_note_that_obsidian_opens(string target, string? from, string? path)
    {
        LinkResolver.Resolve(target, from, s_vault).ShouldBe(path);

        // What a store looks up by the keys is enough.
        var keyed = s_vault.Where(note => NoteNames.BaseKey(note.Path) == LinkResolver.BaseKey(target)
            || note.Aliases.Any(alias => NoteNames.Key(alias) == NoteNames.Key(target)));
        LinkResolver.Resolve(target, from, keyed).ShouldBe(path);
    }
}
