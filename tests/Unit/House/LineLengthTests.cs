using ObsidianVault.Unit.Deploy;

namespace ObsidianVault.Unit.House;

/// <summary>Lines fit a window of 140 characters.</summary>
public sealed class LineLengthTests
{
    private const int Limit = 140;

    /// <summary>What is kept as it is: scenes and conversations that tests feed in as they are, and what models are told.</summary>
    private static readonly string[] Data = ["tests/Functional/Scenes/*.py", "tests/Functional/Scenes/*.md", "Ai/Prompts/*.md"];

    private static readonly string[] Text = ["*.cs", "*.py", "*.md", "*.sh", "*.yml", "*.props", "*.csproj", "vault", ".env.example"];

    [Fact]
    public void Lines_fit_the_window()
    {
        var exempt = SourceFiles.In(Data).ToHashSet();
        SourceFiles.In(Text).Where(file => !exempt.Contains(file)).SelectMany(TooLong).ShouldBeEmpty();
    }

    private static IEnumerable<string> TooLong(string file) => Checkout.Read(file).Split('\n')
        .Select((line, i) => (Text: line, Number: i + 1))
        .Where(line => line.Text.Length > Limit && !CannotBeBroken(file, line.Text))
        .Select(line => $"{file}:{line.Number} has {line.Text.Length} characters");

    /// <summary>A row of a table, and a line that is long because of an address.</summary>
    private static bool CannotBeBroken(string file, string line) =>
        (file.EndsWith(".md", StringComparison.Ordinal) && line.StartsWith('|')) || line.Contains("https://", StringComparison.Ordinal);
}
