using ObsidianVault.Ai.Catalogue;

namespace ObsidianVault.Unit.Ai;

/// <summary>Every topic fills into a complete file. CATALOGUE_OUT names a folder to keep the files in, for rendering them.</summary>
public sealed class CatalogueTemplateTests
{
    public static TheoryData<string> Ids => [.. TopicLibrary.Topics.Select(topic => topic.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_topic_fills_with_its_defaults(string id)
    {
        var topic = TopicLibrary.Topics.Single(topic => topic.Id == id);

        var code = TopicFiller.Fill(topic, PromptFacts.Of(""));

        code.ShouldStartWith("# title: ");
        code.ShouldNotContain("{{");
        code.ShouldContain("from manim import *");
        code.Split('\n').Count(line => line.StartsWith("class ", StringComparison.Ordinal)).ShouldBe(1);
        if (Environment.GetEnvironmentVariable("CATALOGUE_OUT") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, id)).FullName, "scene.py"), code);
    }

    [Fact]
    public void There_are_at_least_25_topics_with_distinct_names() =>
        TopicLibrary.Topics.Select(topic => topic.Name).Distinct().Count().ShouldBeGreaterThanOrEqualTo(25);
}
