using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>
/// The ledgers in SQLite. When a commit returns it is in the write-ahead log, so a killed process loses nothing; it is on
/// disk <see cref="LedgerSync.Period"/> later (docs/adr/0015).
/// </summary>
internal sealed class SqliteLedgerStore(SqliteDataSource dataSource, LedgerSync sync) : LedgerStore(dataSource)
{
    private readonly ConditionalWeakTable<SqliteConnection, SqliteLedgerStatements> _statements = [];

    /// <summary>There is a single connection, so nobody else can write in the meantime.</summary>
    protected override System.Data.IsolationLevel Isolation => System.Data.IsolationLevel.Serializable;

    public override async Task<LedgerCommit> CommitAsync(string user, long version, LedgerChanges changes)
    {
        LedgerCommit commit;
        // The data source leaves the grain's scheduler before it lends the connection, because what follows is synchronous.
        await using (var connection = (SqliteConnection)await dataSource.OpenConnectionAsync().ConfigureAwait(false))
            commit = Commit(_statements.GetValue(connection, c => new SqliteLedgerStatements(c)), user, version, changes);
        sync.Soon();
        return commit;
    }

    private static LedgerCommit Commit(SqliteLedgerStatements run, string user, long version, LedgerChanges changes)
    {
        run.Begin();
        try
        {
            if (run.Step(user, version) is not { } next || next != version + 1) throw new StaleLedgerException(user);
            var booked = new HashSet<string>(changes.Charges.Count, StringComparer.Ordinal);
            var days = new Dictionary<(long Day, string Kind, string Item, string Channel), (long Amount, long Quantity, long Entries)>();
            var totals = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var entry in changes.Charges)
            {
                var charge = entry.Charge;
                var (amount, quantity) = (LedgerUnits.Money(charge.Amount), LedgerUnits.Quantity(charge.Quantity));
                if (!run.Book(user, entry, amount, quantity)) continue;
                booked.Add(charge.RequestId);
                var key = (LedgerUnits.DayOf(entry.At), charge.Kind, charge.Item, charge.Channel);
                var day = days.GetValueOrDefault(key);
                days[key] = (checked(day.Amount + amount), checked(day.Quantity + quantity), day.Entries + 1);
                totals[charge.Kind] = checked(totals.GetValueOrDefault(charge.Kind) + amount);
            }

            foreach (var (key, sum) in days)
                run.AddToDay(user, key.Day, key.Kind, key.Item, key.Channel, sum.Amount, sum.Quantity, sum.Entries);
            foreach (var (kind, amount) in totals) run.AddToTotal(user, kind, amount);
            foreach (var id in changes.Freed) run.Free(user, id);
            var held = new HashSet<string>(changes.Held.Count, StringComparer.Ordinal);
            foreach (var hold in changes.Held)
                if (run.Hold(user, hold)) held.Add(hold.RequestId);
            run.Commit();
            return new LedgerCommit(next, booked, held);
        }
        catch
        {
            run.Rollback();
            throw;
        }
    }
}
