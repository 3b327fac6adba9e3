using ObsidianVault.Ai.Prompts;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Unit.Ai.Scenes;

/// <summary>What models are told and asked about scenes, and how their answers are read.</summary>
public sealed class ScenePromptTests
{
    [Fact]
    public void A_plan_becomes_lines_within_bounds()
    {
        var (text, uses) = PlanReader.Read(
            """
            {"language": "fr", "objective": "Voir\npourquoi", "answer": 2, "palette": {"la courbe": "AQUA"}, "audience": null,
             "beats": [{"says": "On voit.", "enters": "une courbe", "leaves": ""}, "Et la fin.", {}],
             "uses": ["Axes", "plot"], "more": [[1]]}
            """)!.Value;
        text.ShouldBe(
            "Objective: Voir pourquoi\nLanguage of all words on the screen: fr\nAnswer: 2\nColours: la courbe: AQUA\nBeats:\n"
            + "1. \"On voit.\" Enters: une courbe\n2. Et la fin.\n");
        uses.ShouldBe("Axes plot");
        var long_ = new string('x', 10_000);
        var many = string.Join(',', Enumerable.Repeat($$"""{"says": "{{long_}}", "enters": "{{long_}}"}""", 100));
        PlanReader.Read($$"""{"objective": "{{long_}}", "beats": [{{many}}]}""")!.Value.Text.Length.ShouldBeLessThan(8_000);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"beats": []}""")]
    [InlineData("""{"beats": "none"}""")]
    [InlineData("""{"beats": [{}, 3]}""")]
    public void Any_other_answer_is_no_plan(string answer) => PlanReader.Read(answer).ShouldBeNull();

    [Fact]
    public void The_first_question_has_the_plan_the_facts_and_signatures_of_what_the_plan_names()
    {
        var plan = new ScenePlan("Objective: see it\n", "BarChart get_riemann_rectangles nonsense", "Result: 9\n");
        var asked = ScenePrompt.Of("integral of x^2 from 0 to 3", plan, ManimApi.Installed);
        asked.ShouldStartWith("The request: integral of x^2 from 0 to 3\n\nThis was worked out exactly");
        asked.ShouldContain("Result: 9");
        asked.ShouldContain("Objective: see it");
        asked.ShouldMatch(@"- BarChart\(values, ");
        asked.ShouldMatch(@"- \w+\.get_riemann_rectangles\(graph, .*dx");
        asked.ShouldMatch(@"- Axes\(x_range, y_range, x_length");
        asked.Length.ShouldBeLessThan(5_000);
    }

    [Fact]
    public void A_request_without_a_plan_still_has_signatures() =>
        ScenePrompt.Of("a circle", plan: null, ManimApi.Installed)
            .ShouldMatch("^The request: a circle\n\nManim Community 0.21.0 has:\n- Axes");

    [Theory]
    [InlineData("""{"verdict": "good", "defects": [{"what": "x"}]}""", "")]
    [InlineData("""{"verdict": "bad", "defects": []}""", "")]
    [InlineData("""{"verdict": "bad"}""", "")]
    [InlineData("nice", "")]
    [InlineData("""{"verdict": "bad", "defects": [{"frame": 2, "what": "Cut", "fix": "Use place"}]}""", "In frame 2: Cut. Use place.")]
    [InlineData("""{"verdict": "bad", "defects": [{"what": "Cut off!"}, {"frame": "x", "what": "a"}, 7]}""", "Cut off! a.")]
    public void Only_a_bad_verdict_with_defects_counts(string answer, string defects) => SceneCritic.DefectsOf(answer).ShouldBe(defects);

    [Fact]
    public void Versions_name_their_files_and_the_newest_has_examples_and_every_part()
    {
        var (old, now) = (ScenePrompts.Of("1"), ScenePrompts.Of("2"));
        old.Version.ShouldMatch("^1-[0-9a-f]{8}$");
        now.Version.ShouldMatch("^2-[0-9a-f]{8}$");
        (old.Plan, old.Critic).ShouldBe((null, null));
        (now.Plan, now.Critic).ShouldNotBe((null, null));
        now.Code.ShouldContain("class Slope(Lesson):");
        now.Code.ShouldNotContain("{{EXAMPLES}}");
    }
}
