using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Unit.Knowledge;

public sealed class DocumentPathTests
{
    [Theory]
    [InlineData("Note.md", "Note.md")]
    [InlineData("./Folder/Note.md", "Folder/Note.md")]
    [InlineData("Folder\\Sub\\Note.md", "Folder/Sub/Note.md")]
    [InlineData("Cafe\u0301.md", "Caf\u00e9.md")]
    [InlineData("日本語/ノート.md", "日本語/ノート.md")]
    [InlineData("a..b.md", "a..b.md")]
    [InlineData("", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData("../secret.md", null)]
    [InlineData("a/../../b.md", null)]
    [InlineData("a\\..\\b.md", null)]
    [InlineData("C:\\notes\\a.md", null)]
    [InlineData("a//b.md", null)]
    [InlineData("a/./b.md", null)]
    [InlineData("a/", null)]
    [InlineData(" /b.md", null)]
    [InlineData("nul\0.md", null)]
    [InlineData("line\nbreak.md", null)]
    public void A_path_is_a_name_that_leads_nowhere(string given, string? stored) => DocumentPath.Of(given).ShouldBe(stored);

    [Fact]
    public void Half_of_a_surrogate_pair_and_too_long_a_path_are_refused()
    {
        DocumentPath.Of("\ud83d.md").ShouldBeNull();
        DocumentPath.Of(new string('a', DocumentPath.MaxLength)).ShouldNotBeNull();
        DocumentPath.Of(new string('a', DocumentPath.MaxLength + 1)).ShouldBeNull();
    }

    [Theory]
    [InlineData(".obsidian/app.json", true)]
    [InlineData("Vault/.trash/Old.md", true)]
    [InlineData(".git/HEAD", true)]
    [InlineData("__MACOSX/._Note.md", true)]
    [InlineData("Folder/.DS_Store", true)]
    [InlineData("Folder/Note.md", false)]
    [InlineData("../Note.md", false)]
    public void What_applications_and_systems_keep_is_left_out(string path, bool isLeftOut) =>
        DocumentPath.IsLeftOut(path).ShouldBe(isLeftOut);
}
