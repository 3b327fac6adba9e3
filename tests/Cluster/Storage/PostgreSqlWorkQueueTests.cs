using System.Data.Common;
using Npgsql;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Hosting.Database.PostgreSql;
using ObsidianVault.Hosting.Database.Work;

namespace ObsidianVault.Cluster.Storage;

public sealed class PostgreSqlWorkQueueTests(PostgreSqlServer server) : WorkQueueContract, IClassFixture<PostgreSqlServer>
{
    private string? _database;

    [Fact]
    public async Task A_machine_whose_clock_is_fast_takes_nobodys_lease()
    {
        var fast = new ShiftedClock();
        fast.Advance(TimeSpan.FromHours(1));
        var other = CreateQueue(Source, fast);
        await EnqueueAsync("one");
        var lease = (await LeaseAsync()).ShouldNotBeNull();
        (await other.LeaseAsync(WorkKind.Render, "fast", Token)).ShouldBeNull();

        await Queue.ReleaseAsync(lease, null, isFault: false, Token);
        // The two read the server's clock at different moments: a released entry may be ready a little later for the other.
        WorkLease? fastLease = null;
        await Eventually.AssertAsync(
            async () => (fastLease = await other.LeaseAsync(WorkKind.Render, "fast", Token)) is not null, "the other leases");
        fastLease!.ExpiresAt.ShouldBeGreaterThan(fast.GetUtcNow());
        (await LeaseAsync()).ShouldBeNull();

        // Nor does its own clock delay anything.
        await other.EnqueueAsync("two", "bob", WorkKind.Render, default, fast.GetUtcNow(), Token);
        await Eventually.AssertAsync(async () => await LeaseAsync() is not null, "the other job is leased");
    }

    [Fact]
    public async Task A_worker_that_is_killed_while_it_leases_leaves_the_job_to_the_next()
    {
        await EnqueueAsync("one");
        await EnqueueAsync("two");
        await using var dying = await Source.OpenConnectionAsync(Token);
        await using var transaction = await dying.BeginTransactionAsync(Token);
        await using var leasing = dying.CreateCommand();
        leasing.CommandText = "UPDATE vault_work SET epoch = nextval('vault_work_epoch'), leased_until = 9e15 WHERE job_id = 'one'";
        await leasing.ExecuteNonQueryAsync(Token);
        // It blocks nobody meanwhile.
        (await LeaseAsync()).ShouldNotBeNull().JobId.ShouldBe("two");
        (await LeaseAsync()).ShouldBeNull();

        await using var kill = Source.CreateCommand($"SELECT pg_terminate_backend({((NpgsqlConnection)dying).ProcessID})");
        await kill.ExecuteNonQueryAsync(Token);
        await Eventually.AssertAsync(async () => await LeaseAsync() is { JobId: "one" }, "the job is leased to another");
    }

    [Fact]
    public async Task To_renew_reads_one_row_by_its_key_and_to_look_in_vain_reads_none()
    {
        Settings.MaxDepth = 5_000;
        await using (var fill = Source.CreateCommand(
            """
            INSERT INTO vault_work (job_id, kind, user_id, priority, enqueued_at, not_before)
            SELECT 'job' || i, 1, 'user' || i % 500, 0, 0, 0 FROM generate_series(1, 5000) i;
            ANALYZE vault_work
            """))
            await fill.ExecuteNonQueryAsync(Token);
        (await PlanAsync(
            "UPDATE vault_work SET leased_until = 1 WHERE job_id = 'job7' AND epoch = 1 AND kind = 1 AND leased_until IS NOT NULL"))
            .ShouldContain("vault_work_pkey");
        (await PlanAsync("SELECT 1 FROM vault_work WHERE kind = 0 ORDER BY arrival LIMIT 1")).ShouldContain("ix_vault_work_kind");
    }

    protected override async ValueTask<DbDataSource> OpenAsync() =>
        NpgsqlDataSource.Create(_database ??= await server.CreateDatabaseAsync());

    private protected override WorkQueue CreateQueue(DbDataSource source, TimeProvider time) =>
        new PostgreSqlWorkQueue((NpgsqlDataSource)source, Settings, time);

    private async Task<string> PlanAsync(string sql)
    {
        await using var command = Source.CreateCommand("EXPLAIN " + sql);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var lines = new List<string>();
        while (await reader.ReadAsync(Token)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
