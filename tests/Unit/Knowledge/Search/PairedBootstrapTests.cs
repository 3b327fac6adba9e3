using ObsidianVault.Knowledge.Search.Grades;

namespace ObsidianVault.Unit.Knowledge.Search;

public sealed class PairedBootstrapTests
{
    [Fact]
    public void What_is_better_on_nearly_every_question_is_better_for_certain()
    {
        var first = Enumerable.Range(0, 50).Select(i => i % 5 / 5.0).ToList();
        var (low, high) = PairedBootstrap.Difference(first, first.ConvertAll(score => score + 0.1));
        low.ShouldBe(0.1, 0.001);
        high.ShouldBe(0.1, 0.001);
    }

    [Fact]
    public void Noise_is_not_better()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var first = Enumerable.Range(0, 60).Select(_ => random.NextDouble()).ToList();
            var second = Enumerable.Range(0, 60).Select(_ => random.NextDouble()).ToList();
            var (low, high) = PairedBootstrap.Difference(first, second);
            (low < 0 && high > 0).ShouldBeTrue($"round {round}: {low} to {high}");
        }
    }
}
