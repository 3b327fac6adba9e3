using ObsidianVault.Ai.Scenes;

namespace ObsidianVault.Unit.Ai.Scenes;

public sealed class CodePatchTests
{
    private const string Code = "a = 1\nb = 2\nc = 3\n";

    [Fact]
    public void Blocks_replace_their_lines() =>
        CodePatch.Apply(Code, Block("a = 1", "a = 10") + Block("b = 2\nc = 3", "b = 20")).ShouldBe("a = 10\nb = 20\n");

    [Fact]
    public void White_space_at_the_end_of_a_line_does_not_matter() =>
        CodePatch.Apply("a = 1  \nb = 2\n", Block("a = 1", "a = 3")).ShouldBe("a = 3\nb = 2\n");

    [Fact]
    public void Lines_are_deleted_by_nothing() =>
        CodePatch.Apply(Code, "<<<<<<< SEARCH\nb = 2\n=======\n>>>>>>> REPLACE").ShouldBe("a = 1\nc = 3\n");

    [Theory]
    [InlineData("<<<<<<< SEARCH\nz = 9\n=======\nz = 1\n>>>>>>> REPLACE")]
    [InlineData("<<<<<<< SEARCH\n=======\nz = 1\n>>>>>>> REPLACE")]
    [InlineData("<<<<<<< SEARCH\na = 1\n>>>>>>> REPLACE")]
    [InlineData("<<<<<<< SEARCH\na = 1\n=======\na = 2")]
    [InlineData("<<<<<<< SEARCH\n<<<<<<< SEARCH\na = 1\n=======\na = 2\n>>>>>>> REPLACE")]
    [InlineData("a = 2")]
    public void What_is_no_patch_of_this_code_changes_nothing(string answer) => CodePatch.Apply(Code, answer).ShouldBeNull();

    [Fact]
    public void Lines_that_are_there_twice_are_not_guessed() => CodePatch.Apply("x\ny\nx\n", Block("x", "z")).ShouldBeNull();

    [Fact]
    public void The_number_of_blocks_is_bounded()
    {
        var code = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"v{i} = 0"));
        CodePatch.Apply(code, string.Concat(Enumerable.Range(0, 20).Select(i => Block($"v{i} = 0", "w = 1")))).ShouldNotBeNull();
        CodePatch.Apply(code, string.Concat(Enumerable.Range(0, 21).Select(i => Block($"v{i} = 0", "w = 1")))).ShouldBeNull();
    }

    private static string Block(string search, string replace) => $"<<<<<<< SEARCH\n{search}\n=======\n{replace}\n>>>>>>> REPLACE\n";
}
