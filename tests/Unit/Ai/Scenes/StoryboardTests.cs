using ObsidianVault.Ai.Scenes;
using ObsidianVault.Grains.Storyboards;

namespace ObsidianVault.Unit.Ai.Scenes;

public sealed class StoryboardTests
{
    [Fact]
    public void A_plan_is_read_and_bounded()
    {
        var scenes = string.Join(
            ',', Enumerable.Range(1, 9).Select(i => $$"""{"title":"{{i}}{{new string('t', 80)}}","shows":"something","narration":7}"""));
        var board = Storyboard.Parse($$"""{"title":"Limits","scenes":[{{scenes}}]}""").ShouldNotBeNull();
        board.Scenes.Length.ShouldBe(6);
        board.Scenes.ShouldAllBe(s => s.Title.Length == 60 && s.Shows == "something" && s.Narration.Length == 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("I will not")]
    [InlineData("{}")]
    [InlineData("""{"scenes":7}""")]
    [InlineData("""{"scenes":[{"title":"one","shows":"x"}]}""")]
    [InlineData("""{"scenes":[{"title":"one"},{"title":"two"}]}""")]
    public void What_is_no_plan_of_two_scenes_is_none(string json) => Storyboard.Parse(json).ShouldBeNull();

    [Theory]
    [InlineData("Explain the derivative", false)]
    [InlineData("Explain the derivative in 3 scenes", true)]
    [InlineData("A two-minute video on primes", true)]
    [InlineData("Plot x^2 from 0 to 2", false)]
    public void A_storyboard_is_for_what_asks_for_one(string prompt, bool wants) => StoryboardRule.Wants(prompt, 600).ShouldBe(wants);

    [Fact]
    public void A_long_request_gets_one_too() => StoryboardRule.Wants(new string('x', 600), 600).ShouldBeTrue();

    [Fact]
    public void Narration_becomes_subtitles_by_the_length_of_its_sentences()
    {
        const string last = "This last sentence is long enough that it needs a second line of text!";
        Subtitles.Of([("One two. Three four.", 4), ("", 2), (last, 5)]).ShouldBe(
            """
            1
            00:00:00,000 --> 00:00:01,684
            One two.

            2
            00:00:01,684 --> 00:00:04,000
            Three four.

            3
            00:00:06,000 --> 00:00:11,000
            This last sentence is long enough that it
            needs a second line of text!


            """.ReplaceLineEndings("\n"));
        Subtitles.Of([("", 3)]).ShouldBeNull();
    }
}
