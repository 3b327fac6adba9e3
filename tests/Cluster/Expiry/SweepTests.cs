using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Visuals;

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
    public async Task The_key_of_a_picture_is_free_again_when_the_pictures_time_is_over()
    {
        var key = GrainKeys.PictureClaim(GrainKeys.NewId());
        var claim = _vault.Grains.GetGrain<IPictureClaimGrain>(key);
        (await claim.TakeAsync("one")).ShouldBeTrue();
        (await RowsAsync(days: 400)).ShouldContain(key);
        _vault.Clock.Advance(TimeSpan.FromDays(400));
        // The first sweep of a silo that has just started may still be running.
        await Eventually.AssertAsync(
            async () =>
            {
                await Bucket.SweepAsync();
                return !(await RowsAsync(days: 400)).Contains(key);
            },
            "the row is gone");
        _vault.Counters[$"{Faults.Storage}.ClearStateAsync picture-claim"].ShouldBe(1);
    }

    [Fact]
    public async Task A_wake_up_that_is_set_while_a_sweep_looks_for_the_next_one_does_not_wait_for_the_reminder()
    {
        await Bucket.SweepAsync();
        await Bucket.ScheduleAsync(GrainKeys.Job("tomorrow"), _vault.Clock.GetUtcNow().AddDays(1));
        const string look = $"{nameof(IDueStore)}.{nameof(IDueStore.NextDueAsync)}";
        var looked = _vault.Counters[look];
        using var looking = _vault.Faults.OnPort(nameof(IDueStore), FaultKind.HangAfter, nameof(IDueStore.NextDueAsync), times: 1);
        var sweeping = Bucket.SweepAsync();
        await looking.Reached;
        // The answer that hangs has to be the store's before this row.
        await Eventually.AssertAsync(() => Task.FromResult(_vault.Counters[look] > looked), "the store has looked");
        await Bucket.ScheduleAsync(GrainKeys.Job("soon"), _vault.Clock.GetUtcNow().AddSeconds(3));
        looking.Lift();
        await sweeping;
        await Eventually.AssertAsync(async () => !(await RowsAsync()).Contains(GrainKeys.Job("soon")), "the job was woken");
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

    private async Task<string[]> RowsAsync(int days = 1) =>
        [.. (await Store.ReadDueAsync(0, _vault.Clock.GetUtcNow().AddDays(days), 100)).Select(row => row.GrainKey)];

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value;)
            seen = Interlocked.CompareExchange(ref most, value, seen) is var found && found == seen ? value : found;
    }
}

public sealed class SqliteSweepTests(SqliteStorage storage) : SweepTests(storage);

public sealed class PostgreSqlSweepTests(PostgreSqlStorage storage) : SweepTests(storage);
