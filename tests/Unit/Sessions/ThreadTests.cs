using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions;

namespace ObsidianVault.Unit.Sessions;

public sealed class ThreadTests
{
    [Fact]
    public void A_thread_keeps_its_newest_hundred_lines() =>
        SessionRecord.Thread([.. Enumerable.Range(0, 250).Select(n => Line($"{n}"))]).Select(t => t.Text)
            .ShouldBe(Enumerable.Range(150, 100).Select(n => $"{n}"));

    [Fact]
    public void Long_lines_leave_room_for_fewer_and_the_newest_is_always_whole()
    {
        var large = new string('x', 90_000);
        SessionRecord.Thread([Line("old"), Line(large), Line(large), Line(large)]).Length.ShouldBe(2);
        SessionRecord.Thread([Line("old"), Line(new string('x', 300_000))]).ShouldHaveSingleItem().Text.Length.ShouldBe(300_000);
        SessionRecord.Thread([]).ShouldBeEmpty();
    }

    private static ChatTurn Line(string text) => new("user", text, default);
}
