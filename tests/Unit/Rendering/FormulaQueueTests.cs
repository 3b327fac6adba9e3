using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Unit.Rendering;

public sealed class FormulaQueueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Owners_take_turns()
    {
        var queue = new FormulaQueue();
        var (many, few) = (new FormulaTab("many"), new FormulaTab("few"));
        foreach (var number in Enumerable.Range(0, 5)) queue.Add(Wanted($"many {number}", many));
        foreach (var number in Enumerable.Range(0, 2)) queue.Add(Wanted($"few {number}", few));
        (await TakeAsync(queue, 7)).ShouldBe(["many 0", "few 0", "many 1", "few 1", "many 2", "many 3", "many 4"]);
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public void One_owner_has_only_so_many_waiting_however_many_jobs_ask()
    {
        var queue = new FormulaQueue();
        for (var job = 0; job < 40; job++)
        {
            var tab = new FormulaTab("many");
            for (var number = 0; number < 40; number++) queue.Add(Wanted($"{job} {number}", tab));
        }

        queue.Count.ShouldBe(64);
        queue.Add(Wanted("other", new FormulaTab("other")));
        queue.Count.ShouldBe(65);
    }

    [Fact]
    public async Task What_a_job_has_spent_is_known_when_nothing_of_it_waits()
    {
        var queue = new FormulaQueue();
        var tab = new FormulaTab("owner");
        queue.Add(Wanted("one", tab));
        queue.Add(Wanted("two", tab));
        await TakeAsync(queue, 1);
        tab.Settle(TimeSpan.FromSeconds(2));
        var closed = tab.CloseAsync();
        closed.IsCompleted.ShouldBeFalse();
        tab.Left.ShouldBe(FormulaTab.MostAfterwards);
        queue.Add(Wanted("three", tab));
        queue.Count.ShouldBe(1);
        await TakeAsync(queue, 1);
        tab.Settle(TimeSpan.FromSeconds(1));
        (await closed).ShouldBe(3);
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(4, 4)]
    [InlineData(60, 10)]
    public void A_job_spends_no_more_than_its_owner_has_left(int? left, int most)
    {
        var tab = new FormulaTab("owner", left is { } some ? TimeSpan.FromSeconds(some) : null);
        tab.Left.ShouldBe(TimeSpan.FromSeconds(most));
        tab.TryAdd().ShouldBeTrue();
        tab.Settle(TimeSpan.FromSeconds(most));
        tab.TryAdd().ShouldBeFalse();
    }

    private static WantedFormula Wanted(string source, FormulaTab tab) => new(new SandboxFrame.FormulaPart(source, "latex", ".dvi"), tab);

    private static async Task<string[]> TakeAsync(FormulaQueue queue, int count)
    {
        var taken = new string[count];
        for (var at = 0; at < count; at++) taken[at] = (await queue.TakeAsync(Cancellation)).Formula.Source;
        return taken;
    }
}
