using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Cluster.Expiry;

/// <summary>
/// The buckets of due grains while grains and the store misbehave. The jobs that are woken do not exist, so their rows are deleted.
/// </summary>
public abstract class SweepTests(VaultStorage storage) : IAsyncLifetime
{
    private const string OnDue = nameof(IExpirable.OnDueAsync);
    private VaultSilo _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await VaultSilo.StartAsync(
        new Dictionary<string, string?>(await storage.NewAsync()) { ["Expiry:Buckets"] = "1", ["Expiry:ParallelWakes"] = "3" });

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private IExpiryGrain Bucket => _vault.Grains.GetGrain<IExpiryGrain>(GrainKeys.Expiry(0));

    [Fact]
    public async Task A_grain_that_does_not_answer_keeps_no_other_of_its_bucket_waiting()
    {
        var (reached, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        _vault.Calls.Before = async call =>
        {
            if (call.MethodName != OnDue || !call.TargetId.Key.ToString()!.EndsWith("stuck", StringComparison.Ordinal)) return;
            reached.TrySetResult();
            await released.Task;
        };
        await ScheduleAsync("stuck");
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        foreach (var wave in new[] { "first", "second" })
        {
            for (var i = 0; i < 20; i++) await ScheduleAsync($"{wave}-{i}");
            await Eventually.AssertAsync(
                async () => (await RowsAsync()).SequenceEqual([GrainKeys.Job("stuck")]), $"the {wave} wave was woken");
        }

        released.SetResult();
    }

    [Fact]
    public async Task After_a_sweep_that_failed_the_next_one_does_not_wait_for_the_reminder()
    {
        using var away = _vault.Faults.OnPort(nameof(IDueStore), FaultKind.FailBefore, nameof(IDueStore.ReadDueAsync), times: 2);
        await ScheduleAsync("due");
        await Eventually.AssertAsync(async () => await Store.NextDueAsync(0) is null, "the job was woken");
        away.HasStruck.ShouldBeTrue();
        _vault.Counters[$"{Counters.Calls}Orleans.IRemindable.ReceiveReminder"].ShouldBe(0);
    }

    [Fact]
    public async Task Few_grains_are_woken_at_once_and_their_rows_go_together()
    {
        const int jobs = 60;
        var (now, most) = (0, 0);
        _vault.Calls.Before = async call =>
        {
            if (call.MethodName != OnDue) return;
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromMilliseconds(5));
            Interlocked.Decrement(ref now);
        };
        // The first sweep of a silo that has just started may still be running.
        await Bucket.SweepAsync();
        for (var i = 0; i < jobs; i++) await Store.ScheduleAsync(0, GrainKeys.Job($"{i}"), _vault.Clock.GetUtcNow());
        // The silo's own first sweep may take some of them: a few sweeps, and not one for each row.
        await Eventually.AssertAsync(
            async () =>
            {
                await Bucket.SweepAsync();
                return (await RowsAsync()).Length == 0;
            },
            "all are woken");
        most.ShouldBeInRange(2, 3);
        _vault.Counters[$"{nameof(IDueStore)}.{nameof(IDueStore.CompleteAsync)}"].ShouldBeInRange(1, jobs / 10);
    }

    private Task ScheduleAsync(string job) => Bucket.ScheduleAsync(GrainKeys.Job(job), _vault.Clock.GetUtcNow());

    private IDueStore Store => _vault.Services.GetRequiredService<IDueStore>();

    private async Task<string[]> RowsAsync() =>
        [.. (await Store.ReadDueAsync(0, _vault.Clock.GetUtcNow().AddDays(1), 100)).Select(row => row.GrainKey)];

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value;)
            seen = Interlocked.CompareExchange(ref most, value, seen) is var found && found == seen ? value : found;
    }
}

public sealed class SqliteSweepTests(SqliteStorage storage) : SweepTests(storage);

public sealed class PostgreSqlSweepTests(PostgreSqlStorage storage) : SweepTests(storage);
