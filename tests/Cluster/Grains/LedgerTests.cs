using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Ledger;

namespace ObsidianVault.Cluster.Grains;

/// <summary>The ledger on real storage. Run once for each kind of storage.</summary>
public abstract class LedgerTests(VaultStorage storage) : IAsyncLifetime
{
    private readonly string _user = GrainKeys.NewId();
    private VaultSilo _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await VaultSilo.StartAsync(await storage.NewAsync());

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private ILedgerGrain Ledger => _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(_user));

    [Fact]
    public async Task Of_two_hundred_calls_at_once_as_many_are_admitted_as_the_budget_holds()
    {
        await Ledger.SetBudgetAsync(new UserBudget(Daily: null, Monthly: 1m));
        var decisions = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Ledger.AdmitAsync($"r{i}", 0.05m, TimeSpan.Zero)));
        decisions.Count(d => d.Admitted).ShouldBe(20);
        decisions.ShouldAllBe(d => d.Admitted || d.InFlight);
        decisions.Count(d => d.FirstNotice).ShouldBe(1);
        var admitted = Enumerable.Range(0, 200).Where(i => decisions[i].Admitted).ToList();
        // They survive a restart of the silo.
        _vault = await _vault.RestartAsync();
        (await Ledger.GetUsageAsync()).Reserved.ShouldBe(1m);
        (await ReserveAsync("more", 0.01m)).ShouldBeFalse();
        await Task.WhenAll(admitted.Select(i => Ledger.SettleAsync(Charge($"r{i}", 0.04m))));
        var usage = await Ledger.GetUsageAsync();
        (usage.Total, usage.Reserved).ShouldBe((0.8m, 0m));
        // The unused part is available again, and no more.
        (await ReserveAsync("last", 0.2m)).ShouldBeTrue();
        var refused = await Ledger.AdmitAsync("too-much", 0.21m, TimeSpan.Zero);
        (refused.Admitted, refused.InFlight, refused.Period).ShouldBe((false, false, BudgetPeriod.Month));
        (await ReserveAsync("last", 0.2m)).ShouldBeTrue();
        await Ledger.SettleManyAsync("last", []);
        (await Ledger.GetUsageAsync()).Reserved.ShouldBe(0m);
    }

    [Fact]
    public async Task Ledgers_of_conversations_that_joined_are_one_budget()
    {
        var theirs = _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(GrainKeys.NewId()));
        await Ledger.SetBudgetAsync(new UserBudget(Daily: null, Monthly: 1m));
        await Ledger.SettleAsync(Charge("a", 0.4m));
        await theirs.SettleAsync(Charge("b", 0.5m));
        await theirs.JoinAsync(_user);
        await theirs.JoinAsync(_user);
        foreach (var way in (ILedgerGrain[])[Ledger, theirs])
        {
            (await way.GetUsageAsync()).Total.ShouldBe(0.9m);
            (await way.AdmitAsync("c", 0.2m, TimeSpan.Zero)).Admitted.ShouldBeFalse();
            (await way.GetEntriesAsync(null, 10)).Select(entry => entry.Charge.RequestId).ShouldBe(["a", "b"], ignoreOrder: true);
        }

        (await theirs.AdmitAsync("d", 0.1m, TimeSpan.Zero)).Admitted.ShouldBeTrue();
        _vault = await _vault.RestartAsync();
        await Ledger.SettleAsync(Charge("d", 0.1m));
        (await Ledger.GetUsageAsync()).Total.ShouldBe(1m);
        await Ledger.EraseEntriesAsync();
        (await Ledger.GetEntriesAsync(null, 10)).ShouldBeEmpty();
        (await Ledger.GetUsageAsync()).Total.ShouldBe(1m);
    }

    [Fact]
    public async Task A_reservation_is_raised_as_far_as_the_budget_holds_it_and_no_call_pays_for_its_own()
    {
        await Ledger.SetBudgetAsync(new UserBudget(Daily: null, Monthly: 1m));
        (await ReserveAsync("a", 0.4m)).ShouldBeTrue();
        (await ReserveAsync("b", 0.2m)).ShouldBeTrue();
        (await ReserveAsync("a", 0.8m)).ShouldBeTrue("its own 0.4 are in it");
        var refused = await Ledger.AdmitAsync("a", 0.81m, TimeSpan.Zero);
        (refused.Admitted, refused.InFlight, refused.Used).ShouldBe((false, true, 0.2m));
        (await Ledger.GetUsageAsync()).Reserved.ShouldBe(1m);
        (await ReserveAsync("a", 0.1m)).ShouldBeTrue("less than it has");
        _vault = await _vault.RestartAsync();
        (await Ledger.GetUsageAsync()).Reserved.ShouldBe(1m);
        await Ledger.SettleManyAsync("a", [Charge("a#1", 0.4m), Charge("a", 0.4m)]);
        var usage = await Ledger.GetUsageAsync();
        (usage.Total, usage.Reserved).ShouldBe((0.8m, 0.2m));
    }

    [Fact]
    public async Task Reservations_lapse_and_a_new_day_brings_a_new_budget()
    {
        await Ledger.SetBudgetAsync(new UserBudget(Daily: 1m, Monthly: 10m));
        (await ReserveAsync("a", 1m)).ShouldBeTrue();
        (await Ledger.AdmitAsync("b", 0.1m, TimeSpan.Zero)).Period.ShouldBe(BudgetPeriod.Day);
        _vault.Clock.Advance(TimeSpan.FromHours(1));
        (await ReserveAsync("b", 1m)).ShouldBeTrue();
        // The charge is booked although its reservation had expired.
        await Ledger.SettleAsync(Charge("a", 0.5m));
        await Ledger.SettleAsync(Charge("b", 0.5m));
        (await ReserveAsync("c", 0.1m)).ShouldBeFalse();
        _vault.Clock.Advance(TimeSpan.FromDays(1));
        (await Ledger.AdmitAsync("c", 0.1m, TimeSpan.FromHours(20))).Admitted.ShouldBeTrue();
        _vault.Clock.Advance(TimeSpan.FromHours(2));
        (await Ledger.GetUsageAsync()).Reserved.ShouldBe(0.1m);
        await Ledger.SetBudgetAsync(null);
        (await Ledger.GetUsageAsync()).Budget.ShouldBe(10m);
    }

    [Fact]
    public async Task A_charge_is_booked_once_however_often_and_however_late_it_comes()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Ledger.SettleAsync(Charge($"r{i % 100}", 0.01m))));
        _vault = await _vault.RestartAsync();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Ledger.SettleAsync(Charge($"r{i}", 0.01m))));
        var usage = await Ledger.GetUsageAsync();
        usage.Total.ShouldBe(3m);
        // A settled request no longer reserves anything.
        (await ReserveAsync("r7", 5m)).ShouldBeTrue();
        (await Ledger.GetUsageAsync()).Reserved.ShouldBe(0m);
        await ShouldAddUpAsync(300, 3m);
    }

    [Fact]
    public async Task Every_attempt_of_a_request_is_booked_with_all_that_is_known_of_it()
    {
        (await ReserveAsync("req", 1m)).ShouldBeTrue();
        var failed = Charge("req#1", 0.000000000001m) with { Outcome = ChargeOutcome.Failed, Provider = "openai" };
        var answered = Charge("req", 0.0000000375m) with
        {
            Channel = "api", Provider = "groq", Estimated = true, Outcome = ChargeOutcome.Partial,
            Tokens = new TokenUsage(10, 4, 3, 2, 1, 5),
        };
        await Ledger.SettleManyAsync("req", [failed, answered]);
        await Ledger.SettleManyAsync("req", [failed, answered]);
        var entries = await Ledger.GetEntriesAsync(null, 10);
        entries.Select(e => e.Charge).ShouldBe([failed, answered], ignoreOrder: true);
        (await Ledger.GetUsageAsync()).Reserved.ShouldBe(0m);
        await ShouldAddUpAsync(2, 0.000000037501m);
    }

    [Fact]
    public async Task The_entries_are_paged_newest_first_and_the_days_sum_up()
    {
        for (var day = 0; day < 3; day++)
        {
            await Task.WhenAll(
                Enumerable.Range(0, 10)
                    .Select(i => Ledger.SettleAsync(Charge($"d{day}-{i}", 0.01m) with { Channel = i % 2 == 0 ? "api" : "telegram" })));
            _vault.Clock.Advance(TimeSpan.FromDays(1));
        }

        var seen = new List<LedgerEntry>();
        EntryCursor? cursor = null;
        for (var page = await Ledger.GetEntriesAsync(cursor, 7); page.Length > 0; page = await Ledger.GetEntriesAsync(cursor, 7))
        {
            seen.AddRange(page);
            cursor = new EntryCursor(page[^1].At, page[^1].Charge.RequestId);
        }

        seen.Count.ShouldBe(30);
        seen.Select(e => e.Charge.RequestId).ShouldBeUnique();
        seen.Select(e => e.At).ShouldBe(seen.Select(e => e.At).OrderDescending());
        var today = DateOnly.FromDateTime(_vault.Clock.GetUtcNow().UtcDateTime);
        var days = await Ledger.GetDaysAsync(today.AddDays(-3), today);
        days.GroupBy(d => d.Day).Select(d => d.Sum(s => s.Amount)).ShouldBe([0.1m, 0.1m, 0.1m]);
        days.Where(d => d.Channel == "telegram").Sum(d => d.Entries).ShouldBe(15);
        // Nobody else has spent anything.
        (await _vault.Grains.GetGrain<IBooksGrain>(GrainKeys.Books()).GetDaysAsync(today.AddDays(-3), today)).ShouldBe(days);
    }

    [Fact]
    public async Task Old_charges_are_deleted_and_the_sums_of_their_days_stay()
    {
        for (var i = 0; i < 3; i++) await Ledger.SettleAsync(Charge($"old{i}", 0.01m));
        var then = DateOnly.FromDateTime(_vault.Clock.GetUtcNow().UtcDateTime);
        _vault.Clock.Advance(TimeSpan.FromDays(402));
        await Ledger.SettleAsync(Charge("new", 0.02m));
        var retention = _vault.Services.GetRequiredService<LedgerRetention>();
        (await retention.DeleteAsync(TestContext.Current.CancellationToken)).ShouldBe(3);
        (await retention.DeleteAsync(TestContext.Current.CancellationToken)).ShouldBe(0);

        (await Ledger.GetEntriesAsync(null, 10)).Select(e => e.Charge.RequestId).ShouldBe(["new"]);
        (await Ledger.GetDaysAsync(then, then)).Sum(d => d.Amount).ShouldBe(0.03m);
        (await Ledger.GetUsageAsync()).Total.ShouldBe(0.05m);
    }

    [Fact]
    public async Task Many_charges_at_once_share_few_transactions()
    {
        await Ledger.SettleAsync(Charge("first", 0m));
        var before = await VersionAsync();
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Ledger.SettleAsync(Charge($"r{i}", 0.001m))));
        (await VersionAsync() - before).ShouldBeLessThan(500);
        await ShouldAddUpAsync(1_001, 1m);
    }

    [Fact]
    public async Task A_second_activation_that_wrote_meanwhile_is_noticed_and_nothing_is_booked_twice()
    {
        await Ledger.SettleAsync(Charge("a", 1m));
        var store = _vault.Services.GetRequiredService<ILedgerStore>();
        var version = await VersionAsync();
        // As another activation on an isolated silo would.
        await store.CommitAsync(_user, version, new LedgerChanges([new LedgerEntry(Charge("b", 1m), _vault.Clock.GetUtcNow())], [], []));
        await Should.ThrowAsync<StaleLedgerException>(() => store.CommitAsync(
            _user, version, new LedgerChanges([new LedgerEntry(Charge("c", 1m), _vault.Clock.GetUtcNow())], [], [])));
        await Should.ThrowAsync<Exception>(() => Ledger.SettleAsync(Charge("b", 1m)));
        await Eventually.AssertAsync(
            async () =>
            {
                try
                {
                    await Ledger.SettleAsync(Charge("b", 1m));
                    return true;
                }
                catch (Exception exception) when (exception is StaleLedgerException or Orleans.Runtime.OrleansException)
                {
                    return false;
                }
            },
            "the next activation has read the rows");
        await Ledger.SettleAsync(Charge("d", 1m));
        await ShouldAddUpAsync(3, 3m);
    }

    [Fact]
    public async Task What_costs_too_much_or_has_no_name_is_refused()
    {
        await Should.ThrowAsync<ArgumentException>(() => Ledger.SettleAsync(Charge("", 1m)));
        await Should.ThrowAsync<ArgumentException>(() => Ledger.SettleAsync(Charge(new string('x', 301), 1m)));
        await Should.ThrowAsync<ArgumentException>(() => Ledger.SettleAsync(Charge("a", -1m)));
        await Should.ThrowAsync<ArgumentException>(() => Ledger.SettleAsync(Charge("a", 1_000_001m)));
        await Should.ThrowAsync<ArgumentException>(() => ReserveAsync("a", -1m));
        await Should.ThrowAsync<ArgumentException>(
            () => Ledger.SettleManyAsync("a", [.. Enumerable.Range(0, 33).Select(i => Charge($"{i}", 1m))]));
    }

    /// <summary>Entries, days and totals agree in the database itself.</summary>
    private async Task ShouldAddUpAsync(long entries, decimal total)
    {
        var usage = await Ledger.GetUsageAsync();
        usage.Total.ShouldBe(total);
        var sums = await QueryAsync(
            """
            SELECT (SELECT count(*) FROM vault_ledger_entry WHERE user_id = @user),
                (SELECT CAST(sum(amount) AS bigint) FROM vault_ledger_entry WHERE user_id = @user),
                (SELECT CAST(sum(entries) AS bigint) FROM vault_ledger_day WHERE user_id = @user),
                (SELECT CAST(sum(amount) AS bigint) FROM vault_ledger_day WHERE user_id = @user),
                (SELECT CAST(sum(amount) AS bigint) FROM vault_ledger_total WHERE user_id = @user)
            """);
        var picodollars = (long)(total * 1_000_000_000_000m);
        sums.ShouldBe([entries, picodollars, entries, picodollars, picodollars]);
    }

    private async Task<bool> ReserveAsync(string id, decimal worstCase) => (await Ledger.AdmitAsync(id, worstCase, TimeSpan.Zero)).Admitted;

    private async Task<long> VersionAsync() => (await QueryAsync("SELECT version FROM vault_ledger_account WHERE user_id = @user"))[0];

    private async Task<long[]> QueryAsync(string sql)
    {
        await using var connection = await _vault.Services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var user = command.CreateParameter();
        (user.ParameterName, user.Value) = ("user", _user);
        command.Parameters.Add(user);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetInt64)];
    }

    private static LedgerCharge Charge(string id, decimal amount) => new(id, "tokens", "gpt-4o", 10, amount);
}

public sealed class SqliteLedgerTests(SqliteStorage storage) : LedgerTests(storage);

public sealed class PostgreSqlLedgerTests(PostgreSqlStorage storage) : LedgerTests(storage);
