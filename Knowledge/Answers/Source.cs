using ObsidianVault.Knowledge.Answers.Quotes;
using ObsidianVault.Knowledge.Search;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>A passage that was found, as a model reads it.</summary>
internal sealed record Source(FoundPassage Found, QuotableText Text)
{
    public static Source Of(FoundPassage found) =>
        new(found, QuotableText.Of(found.Passage.Text, found.Passage.FirstLine, IsMarkdown(found.Path)));

    public static bool IsMarkdown(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown" or ".canvas" or ".ipynb";
}
