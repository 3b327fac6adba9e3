using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Storyboards;

/// <summary>Which requests are worth a storyboard: long ones, and those that ask for scenes, chapters or minutes.</summary>
internal static partial class StoryboardRule
{
    public static bool Wants(string prompt, int longFrom) => prompt.Length >= longFrom || Asks().IsMatch(prompt);

    [GeneratedRegex(
        @"\b(?:[2-9]|1\d|two|three|four|five|six|several|multiple)[- ](?:minutes?|mins?|scenes?|chapters?|parts?)\b|\bstoryboard\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Asks();
}
