using System.Text.RegularExpressions;
using ObsidianVault.Unit.Deploy;

namespace ObsidianVault.Unit.House;

/// <summary>A merge that was not finished is never committed: its marks read as text in a script's help and in documents.</summary>
public sealed partial class ConflictTests
{
    private static readonly string[] Text =
        ["*.cs", "*.py", "*.md", "*.sh", "*.yml", "*.json", "*.sql", "*.ts", "*.tsx", "*.tsv", "vault", ".env.example", ".ci/run"];

    [Fact]
    public void No_file_holds_the_marks_of_a_conflict() => SourceFiles.In(Text)
        .SelectMany(file => Checkout.Read(file).Split('\n').Where(line => Mark().IsMatch(line)).Select(line => $"{file}: {line}"))
        .ShouldBeEmpty();

    /// <summary>Replies of models name their edits SEARCH and REPLACE; a merge names a branch or a commit.</summary>
    [GeneratedRegex(@"^(<<<<<<< (?!SEARCH)|>>>>>>> (?!REPLACE))")]
    private static partial Regex Mark();
}
