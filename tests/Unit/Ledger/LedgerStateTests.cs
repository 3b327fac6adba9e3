using ObsidianVault.Ledger;

namespace ObsidianVault.Unit.Ledger;

public sealed class LedgerStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_entries_always_sum_up_to_the_totals_also_when_old_ones_are_folded()
    {
        var state = new LedgerState();
        for (var i = 0; i < 3 * LedgerState.MaxEntries; i++)
        {
            state = state.Settle(new LedgerCharge($"r{i}", i % 2 == 0 ? "tokens" : "render-seconds", "x", 1, 0.01m * i), Now.AddSeconds(i));
            state.Entries.Sum(e => e.Charge.Amount).ShouldBe(state.Total);
        }

        state.Entries.Length.ShouldBeLessThanOrEqualTo(LedgerState.MaxEntries);
        state.Entries.Sum(e => e.Charge.Quantity).ShouldBe(3 * LedgerState.MaxEntries);
    }

    [Fact]
    public void A_reservation_lapses()
    {
        var state = new LedgerState().Reserve("r", 5m, Now);
        state.WithoutStale(Now.AddSeconds(-1)).Reserved.ShouldBe(5m);
        state.WithoutStale(Now).Reserved.ShouldBe(0m);
    }

    [Fact]
    public void The_price_table_knows_the_catalogue_is_free_and_charges_unknown_models_as_the_default()
    {
        var prices = PriceTable.Load();
        prices.Tokens("catalogue", 1_000_000, 1_000_000).ShouldBe(0m);
        prices.Tokens("no-such-model", 1_000_000, 0).ShouldBe(prices.Models[PriceTable.DefaultModel].InputPerMillion);
        prices.Render(10).ShouldBe(10 * prices.RenderPerSecond);
    }
}
