namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class HiddenTextTests
{
    /// <summary>SECRET must be nowhere, and everything that begins with "shown" must still be there.</summary>
    [Theory]
    [InlineData("shown1 %%SECRET%% shown2")]
    [InlineData("shown1 %%SECRET\nSECRET%% shown2")]
    [InlineData("%%\nSECRET\n\n# SECRET\n\n- SECRET [[SECRET]] #SECRET\n%%\nshown")]
    [InlineData("%%\nSECRET\n\n```\nSECRET\n%%\n\nshown `x` shown2")]
    [InlineData("%% SECRET ```\n%%\nshown\n\n%%SECRET%%")]
    [InlineData("shown `%%` shown2 %%SECRET%%")]
    [InlineData("shown `a` `b %% c` %%SECRET `%% shown2")]
    [InlineData("shown ` tick %%SECRET%% shown2")]
    [InlineData("- shown\n  %%\n  SECRET\n  %%\n- shown2")]
    [InlineData("- shown\n  %%\nSECRET\n\nSECRET\n%%\nshown2")]
    [InlineData("> shown %%SECRET\n> SECRET%% shown2")]
    [InlineData("> %%\n> SECRET\n\nSECRET %%\n\nshown")]
    [InlineData("> ```\n> shown code\n\n%%\nSECRET\n%%")]
    [InlineData("| a | b |\n|---|---|\n| shown %%SECRET%% | shown2 |")]
    [InlineData("# shown %%SECRET%%\n\nshown2")]
    [InlineData("- [ ] shown %%SECRET%%\n- [x] shown2")]
    [InlineData("shown <!-- SECRET --> shown2")]
    [InlineData("<!--\nSECRET\n\nSECRET [[SECRET]]\n-->\nshown")]
    [InlineData("<div>shown %%SECRET%%</div>\n\nshown2")]
    [InlineData("[shown](a%%SECRET%%b) shown2")]
    [InlineData("[[shown%%SECRET%%]] shown2")]
    [InlineData("[x]: http://a/%%SECRET%%\n\nshown")]
    [InlineData("text shown\n%%SECRET\n\nSECRET")]
    [InlineData("shown\n\ntext shown2 %%SECRET\nSECRET\n\nshown3")]
    [InlineData("%%a%% ```\n%%SECRET\n\nSECRET%%\n\nshown")]
    [InlineData("shown %%SECRET%%%%SECRET%% shown2 %%%SECRET%%% shown3")]
    [InlineData("shown $5 %%SECRET%% shown2 $6")]
    [InlineData("$$\nx shown\n\n%%SECRET%%\n\nshown2")]
    [InlineData("\tshown\n\t%%SECRET%%\n")]
    [InlineData("1.\t`shown`\t%%SECRET%%\tshown2")]
    [InlineData("shown[^1]\n\n[^1]: shown2 %%SECRET%% shown3")]
    [InlineData("> [!note] shown %%SECRET%%\n> shown2")]
    [InlineData("shown ^id %%SECRET%%")]
    [InlineData("%%SECRET\r\n\r\nSECRET%%\r\nshown")]
    [InlineData("---\na: shown\n---\n%%\nSECRET\n%%\nshown2")]
    public void What_is_hidden_is_in_no_part_of_a_note(string text)
    {
        var note = Read(text);

        var everything = Notes.Everything(note);
        everything.ShouldNotContain("SECRET", Case.Insensitive);
        for (var i = 1; i <= 3; i++) if (text.Contains($"shown{i}", StringComparison.Ordinal)) everything.ShouldContain($"shown{i}");
        if (text.Contains("shown", StringComparison.Ordinal)) Notes.Plain(note).ShouldContain("shown");
        note.Text.Count(c => c == '\n').ShouldBe(text.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("shown `%%code%%`")]
    [InlineData("```\n%%code%%\n```")]
    [InlineData("> ```\n> %%code%%\n> ```")]
    [InlineData("`` ` %%code%% ``")]
    [InlineData("~~~\n<!-- code -->\n~~~")]
    [InlineData(@"\%%code\%%")]
    public void Code_keeps_its_percent_signs(string text) => Notes.Plain(Notes.Read(text)).ShouldContain("code");

    [Theory]
    [InlineData("a\n%%\nb", "line 2")]
    [InlineData("a %% b", "line 1")]
    public void A_comment_without_an_end_is_reported(string text, string where) =>
        Notes.Read(text).Warnings.ShouldHaveSingleItem().ShouldContain(where);

    [Fact]
    public void Very_many_comments_across_blocks_are_hidden()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"shown {i} `code`\n\n%%\n\nSECRET\n\n```\n\n%%\n\n"));

        var note = Notes.Read(text);

        Notes.Everything(note).ShouldNotContain("SECRET");
        Notes.Plain(note).ShouldContain("shown 19999");
    }

    private static ObsidianVault.Knowledge.Reading.Note Read(string text) =>
        Notes.Read(ObsidianVault.Knowledge.Reading.Decoding.TextDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(text)).Text);
}
