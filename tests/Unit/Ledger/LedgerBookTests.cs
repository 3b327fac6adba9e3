using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Ledger;

namespace ObsidianVault.Unit.Ledger;

public sealed class LedgerBookTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Spent_on_its_way_and_reserved_count_against_the_budget()
    {
        var book = Book(("2026-11-01", 4m), ("2026-10-31", 100m));
        book.Decide(s_now, 6m, daily: null, monthly: 10m, softLimit: 1m).Admitted.ShouldBeTrue();
        book.Hold(new HoldRow("a", 3m, s_now.AddHours(1)));
        book.Send(Entry("b", 2m));
        book.Decide(s_now, 1m, daily: null, monthly: 10m, softLimit: 1m).Admitted.ShouldBeTrue();
        var refused = book.Decide(s_now, 1.01m, daily: null, monthly: 10m, softLimit: 1m);
        refused.ShouldBe(new BudgetDecision
        {
            Admitted = false,
            Period = BudgetPeriod.Month,
            Budget = 10m,
            Used = 9m,
            ResetsAt = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero),
            InFlight = true,
        });
        book.Free("a");
        book.Decide(s_now, 4.01m, daily: null, monthly: 10m, softLimit: 1m).InFlight.ShouldBeFalse();
    }

    [Fact]
    public void The_day_and_the_month_must_both_hold_it_and_the_soft_limit_warns()
    {
        var book = Book(("2026-11-22", 5m), ("2026-11-23", 1m));
        book.Decide(s_now, 1.5m, daily: 2m, monthly: 10m, softLimit: 1m).Period.ShouldBe(BudgetPeriod.Day);
        book.Decide(s_now, 1.5m, daily: 2m, monthly: 10m, softLimit: 1m).ResetsAt
            .ShouldBe(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        book.Decide(s_now, 1m, daily: 20m, monthly: 6.5m, softLimit: 1m).Period.ShouldBe(BudgetPeriod.Month);

        book.Decide(s_now, 2m, daily: 20m, monthly: 10m, softLimit: 0.8m).IsNearLimit.ShouldBeFalse();
        var near = book.Decide(s_now, 2.01m, daily: 20m, monthly: 10m, softLimit: 0.8m);
        (near.IsNearLimit, near.Period).ShouldBe((true, BudgetPeriod.Month));
        book.Decide(s_now, 0.9m, daily: 2m, monthly: 10m, softLimit: 0.8m).Period.ShouldBe(BudgetPeriod.Day);
    }

    [Fact]
    public void A_reservation_lapses_at_its_time()
    {
        var book = Book();
        book.Hold(new HoldRow("a", 3m, s_now.AddMinutes(1)));
        book.Hold(new HoldRow("b", 2m, s_now.AddMinutes(2)));
        book.Lapse(s_now).ShouldBeEmpty();
        book.Lapse(s_now.AddMinutes(1)).ShouldBe(["a"]);
        book.Reserved.ShouldBe(2m);
        book.Lapse(s_now.AddMinutes(2)).ShouldBe(["b"]);
        book.Reserved.ShouldBe(0m);
    }

    [Fact]
    public void What_a_commit_did_not_book_is_not_spent()
    {
        var book = Book();
        var (mine, old) = (Entry("mine", 2m), Entry("old", 3m));
        foreach (var entry in new[] { mine, old, mine }) book.Send(entry);
        book.Apply(
            new LedgerChanges([mine, old, mine], [], []), new LedgerCommit(1, new HashSet<string> { "mine" }, new HashSet<string>()));
        book.SpentOn(new DateOnly(2026, 11, 23)).ShouldBe(2m);
        book.TotalsByKind.ShouldBe(new Dictionary<string, decimal> { ["tokens"] = 2m });
        book.Decide(s_now, 8m, daily: null, monthly: 10m, softLimit: 1m).Admitted.ShouldBeTrue();
    }

    [Theory]
    // Half a day has passed with $1 spent, 7.5 days are left: 1 + 2 per day x 7.5.
    [InlineData("2026-11-23T12:00Z", "2026-11-23", "1", "16")]
    // Since the 20th: $3 in 3.5 days, 7.5 days left.
    [InlineData("2026-11-23T12:00Z", "2026-11-20,2026-11-23", "1,2", "9.4286")]
    // The first minutes are not representative of a month: at least half a day is assumed.
    [InlineData("2026-11-30T00:01Z", "2026-11-30", "0.1", "0.2999")]
    [InlineData("2026-11-23T12:00Z", "2026-11-01", "5", "5")]
    [InlineData("2026-11-23T12:00Z", "", "", "0")]
    public void The_month_goes_on_as_the_last_week_did(string now, string days, string amounts, string forecast)
    {
        var spent = days.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Zip(amounts.Split(',')).ToDictionary(p => DateOnly.Parse(p.First), p => Number(p.Second));
        Forecast.EndOfMonth(DateTimeOffset.Parse(now), spent.Values.Sum(), day => spent.GetValueOrDefault(day)).ShouldBe(Number(forecast));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static LedgerBook Book(params (string Day, decimal Amount)[] days) => new(new LedgerAccount(
        0, ImmutableSortedDictionary<string, decimal>.Empty, days.ToImmutableSortedDictionary(d => DateOnly.Parse(d.Day), d => d.Amount),
        []));

    private static LedgerEntry Entry(string id, decimal amount) => new(new LedgerCharge(id, "tokens", "m", 1, amount), s_now);
}
