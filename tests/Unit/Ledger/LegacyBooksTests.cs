using System.Collections.Immutable;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Ledger;

namespace ObsidianVault.Unit.Ledger;

/// <summary>Ledgers of versions that kept them in the grain's state.</summary>
public sealed class LegacyBooksTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_kind_and_no_month_loses_a_cent()
    {
        var state = new LedgerState
        {
            Entries =
            [
                Entry("carried-forward:render-seconds", "render-seconds", "carried-forward", 40, 4m, "2026-10-02"),
                Entry("carried-forward:tokens", "tokens", "carried-forward", 700, 9m, "2026-11-03"),
                Entry("a", "tokens", "gpt-4o", 10, 1.5m, "2026-11-04"),
                Entry("b", "render-seconds", "low", 2, 0.5m, "2026-11-05"),
            ],
            TotalsByKind = ImmutableSortedDictionary<string, decimal>.Empty.Add("tokens", 10.5m).Add("render-seconds", 4.5m),
            Months = ImmutableSortedDictionary<string, decimal>.Empty.Add("2026-10", 6m).Add("2026-11", 5m),
            Reservations = ImmutableSortedDictionary<string, Reservation>.Empty
                .Add("held", new Reservation(1m, s_now.AddMinutes(5))).Add("stale", new Reservation(1m, s_now)),
        };

        var changes = LegacyBooks.Convert(state, s_now);

        Sum(changes, e => e.Charge.Kind)
            .ShouldBe(new Dictionary<string, decimal> { ["tokens"] = 10.5m, ["render-seconds"] = 4.5m }, ignoreOrder: true);
        // 15 in all; the months account for 11, the other 4 are older.
        Sum(changes, e => $"{e.At:yyyy-MM}")
            .ShouldBe(new Dictionary<string, decimal> { ["2026-11"] = 5m, ["2026-10"] = 6m, ["2026-09"] = 4m }, ignoreOrder: true);
        changes.Charges.Sum(e => e.Charge.Quantity).ShouldBe(752);
        changes.Charges.Select(e => e.Charge.RequestId).ShouldBeUnique();
        changes.Held.ShouldBe([new HoldRow("held", 1m, s_now.AddMinutes(5))]);
        // Moving twice, because the first time was cut off, gives the same ids.
        LegacyBooks.Convert(state, s_now).Charges.ShouldBe(changes.Charges);
    }

    [Fact]
    public void A_state_as_it_was_stored_is_read()
    {
        const string stored = """
            {"Reservations":{"r":{"Amount":0.5,"ExpiresAt":"2026-11-23T13:00:00+00:00"}},
             "Entries":[{"Charge":{"RequestId":"job:1:render:1","Kind":"render-seconds","Item":"low","Quantity":2.125,"Amount":0.0002125},
                         "At":"2026-11-23T11:00:00+00:00"}],
             "TotalsByKind":{"render-seconds":0.0002125},"Months":{"2026-11":0.0002125},"Total":0.0002125,"Reserved":0.5}
            """;
        var state = JsonSerializer.Deserialize<LedgerState>(stored)!;
        LegacyBooks.IsLegacy(state).ShouldBeTrue();
        var changes = LegacyBooks.Convert(state, s_now);
        changes.Charges.ShouldHaveSingleItem().Charge
            .ShouldBe(new LedgerCharge("job:1:render:1", "render-seconds", "low", 2.125m, 0.0002125m));
        changes.Held.ShouldHaveSingleItem().Amount.ShouldBe(0.5m);
        LegacyBooks.IsLegacy(new LedgerState()).ShouldBeFalse();
    }

    private static Dictionary<string, decimal> Sum(LedgerChanges changes, Func<LedgerEntry, string> key) =>
        changes.Charges.GroupBy(key).ToDictionary(g => g.Key, g => g.Sum(e => e.Charge.Amount));

    private static LedgerEntry Entry(string id, string kind, string item, decimal quantity, decimal amount, string day) =>
        new(new LedgerCharge(id, kind, item, quantity, amount), DateTimeOffset.Parse(day + "T12:00Z"));
}
