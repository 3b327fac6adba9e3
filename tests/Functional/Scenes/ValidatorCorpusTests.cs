using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Functional.Scenes;

/// <summary>What the validator rejects, and what it accepts.</summary>
public sealed class ValidatorCorpusTests(Checker checker) : IClassFixture<Checker>
{
    public static TheoryData<string> Good => [.. Corpus.Good];

    public static TheoryData<string> Broken => [.. Corpus.Broken];

    [Theory, MemberData(nameof(Good))]
    public async Task A_good_scene_passes_as_it_is(string name)
    {
        var code = Corpus.Read("Good", name);
        var check = await checker.CheckAsync(code);
        check.Findings.ShouldBeEmpty();
        check.Code.ShouldBe(code);
        check.Scenes.ShouldNotBeEmpty();
        check.Seconds.ShouldBeGreaterThan(0);
    }

    /// <summary>
    /// The file's name is the cause; "Runtime" is found only by running the code, and "Repaired" is fixed without asking the model.
    /// </summary>
    [Theory, MemberData(nameof(Broken))]
    public async Task A_broken_scene_is_stopped_for_its_cause(string name)
    {
        var check = await checker.CheckAsync(Corpus.Read("Broken", name));
        var cause = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var causes = check.Errors.Select(f => f.Cause).ToArray();
        if (cause is "Runtime" or "Repaired")
        {
            causes.ShouldBeEmpty();
            check.Findings.Any(f => f.Severity == CodeSeverity.Fixed).ShouldBe(cause == "Repaired");
        }
        else
        {
            causes.ShouldContain(cause);
            check.Errors.ShouldAllBe(f => f.Message.EndsWith('.') && !f.Message.Contains('\n') && f.Message.Length < 200);
        }

        // The repair is complete: a second check finds nothing more to fix.
        if (cause == "Repaired") (await checker.CheckAsync(check.Code)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nine_in_ten_of_the_broken_scenes_are_stopped_before_any_render()
    {
        var stopped = 0;
        var names = Corpus.Broken.ToArray();
        foreach (var name in names)
        {
            var findings = (await checker.CheckAsync(Corpus.Read("Broken", name))).Findings;
            stopped += findings.Any(f => f.Severity != CodeSeverity.Warning) ? 1 : 0;
        }
        names.Length.ShouldBeGreaterThanOrEqualTo(200);
        Corpus.Good.Count().ShouldBeGreaterThanOrEqualTo(100);
        TestContext.Current.TestOutputHelper?.WriteLine($"{stopped} of {names.Length} stopped");
        (stopped / (double)names.Length).ShouldBeGreaterThanOrEqualTo(0.9);
    }

    /// <summary>These were not written with the validator in mind.</summary>
    [Fact]
    public async Task Of_the_examples_in_the_documentation_of_Manim_at_most_two_in_a_hundred_are_refused()
    {
        var examples = Corpus.Examples();
        examples.Count.ShouldBeGreaterThan(300);
        List<string> refused = [];
        foreach (var (name, code) in examples)
        {
            if ((await checker.CheckAsync(code)).Errors.FirstOrDefault() is { } error) refused.Add($"{name}: {error}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{refused.Count} of {examples.Count} refused");
        (refused.Count / (double)examples.Count).ShouldBeLessThanOrEqualTo(0.02, string.Join('\n', refused));
    }

    [Fact]
    public async Task Every_topic_of_the_catalogue_passes()
    {
        TopicLibrary.Topics.Count.ShouldBeGreaterThanOrEqualTo(35);
        foreach (var topic in TopicLibrary.Topics)
            (await checker.CheckAsync(TopicFiller.Fill(topic, PromptFacts.Of(topic.Name)))).Findings.ShouldBeEmpty(topic.Id);
    }
}
