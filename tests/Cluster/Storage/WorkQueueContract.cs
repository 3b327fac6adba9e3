using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Hosting.Database.Work;

namespace ObsidianVault.Cluster.Storage;

/// <summary>The contract of the work queue, for every database.</summary>
public abstract class WorkQueueContract : IAsyncLifetime
{
    private const JobPriority Interactive = JobPriority.Interactive;
    private const JobPriority Batch = JobPriority.Batch;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ShiftedClock Clock { get; } = new();

    protected WorkQueueOptions Settings { get; } = new();

    protected DbDataSource Source { get; private set; } = null!;

    protected IWorkQueue Queue { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Source = await OpenAsync();
        await new DatabaseMigrator(Source, TimeProvider.System, NullLogger<DatabaseMigrator>.Instance).MigrateAsync(Token);
        Queue = CreateQueue(Source, Clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (Source is not null) await Source.DisposeAsync();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_queue_leases_nothing()
    {
        (await LeaseAsync()).ShouldBeNull();
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(0, 0, 0, 0));
    }

    [Fact]
    public async Task A_lease_names_the_job_and_ends_by_the_callers_clock()
    {
        await EnqueueAsync("one");
        var before = Clock.GetUtcNow();
        var lease = (await LeaseAsync()).ShouldNotBeNull();
        (lease.JobId, lease.Kind, lease.Returned).ShouldBe(("one", WorkKind.Render, 0));
        (lease.ExpiresAt - before).ShouldBeInRange(Settings.Lease - TimeSpan.FromSeconds(1), Settings.Lease + TimeSpan.FromMinutes(1));
        (await LeaseAsync()).ShouldBeNull();
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(0, 0, 0, 1));
    }

    [Fact]
    public async Task Each_kind_has_a_line_of_its_own()
    {
        await EnqueueAsync("text", kind: WorkKind.Write);
        (await LeaseAsync()).ShouldBeNull();
        (await LeaseAsync(WorkKind.Write)).ShouldNotBeNull().JobId.ShouldBe("text");
        await EnqueueAsync("picture");
        (await LeaseAsync(WorkKind.Write)).ShouldBeNull();
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(0, 1, 1, 0));
        (await Queue.ListAsync(10, Token)).Select(work => (work.JobId, work.Kind, work.Worker is not null, work.LeasedUntil is not null))
            .ShouldBe([("text", WorkKind.Write, true, true), ("picture", WorkKind.Render, false, false)]);
        (await Queue.ListAsync(1, Token)).Single().EnqueuedAt.ShouldBe(Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_lease_is_awaited_by_others_who_have_been_ready_for_a_while()
    {
        foreach (var (job, user) in new[] { ("a1", "alice"), ("a2", "alice") }) await EnqueueAsync(job, user);
        var lease = (await LeaseAsync()).ShouldNotBeNull();
        var second = TimeSpan.FromSeconds(1);
        Clock.Advance(TimeSpan.FromSeconds(6));
        (await Queue.IsAwaitedByOthersAsync(lease, second, Token)).ShouldBeFalse("only her own job waits");

        await EnqueueAsync("text", "bob", kind: WorkKind.Write);
        await EnqueueAsync("night", "bob", priority: Batch);
        Clock.Advance(TimeSpan.FromSeconds(2));
        (await Queue.IsAwaitedByOthersAsync(lease, second, Token)).ShouldBeFalse("it is of another kind, or less urgent");

        await EnqueueAsync("b1", "bob");
        (await Queue.IsAwaitedByOthersAsync(lease, TimeSpan.FromMinutes(1), Token)).ShouldBeFalse("it has just come");
        Clock.Advance(TimeSpan.FromSeconds(2));
        (await Queue.IsAwaitedByOthersAsync(lease, second, Token)).ShouldBeTrue();
        (await LeaseAsync()).ShouldNotBeNull().JobId.ShouldBe("b1");
        (await Queue.IsAwaitedByOthersAsync(lease, second, Token)).ShouldBeFalse("it has its turn");
    }

    [Fact]
    public async Task Users_take_turns_and_one_users_jobs_keep_their_order()
    {
        foreach (var (job, user) in new[] { ("a1", "alice"), ("a2", "alice"), ("a3", "alice"), ("b1", "bob") })
        {
            await EnqueueAsync(job, user);
        }
        (await LeaseAllAsync()).ShouldBe(["a1", "b1", "a2", "a3"]);
    }

    [Fact]
    public async Task A_users_leases_of_one_kind_do_not_count_in_the_other()
    {
        foreach (var job in new[] { "w1", "w2" }) await EnqueueAsync(job, "alice", WorkKind.Write);
        await LeaseAsync(WorkKind.Write);
        await LeaseAsync(WorkKind.Write);
        await EnqueueAsync("a", "alice");
        await EnqueueAsync("b", "bob");
        (await LeaseAllAsync()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Turns_are_fair_when_many_workers_come_at_once()
    {
        for (var i = 0; i < 20; i++) await EnqueueAsync($"a{i}", "alice");
        for (var user = 0; user < 9; user++) await EnqueueAsync($"b{user}", $"user{user}");
        var leases = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => LeaseAsync(), Token)));
        // Each of the ten users has one entry.
        leases.Count(lease => lease!.JobId.StartsWith('a')).ShouldBe(1);
        leases.Select(lease => lease!.JobId).ShouldBeUnique();
    }

    [Fact]
    public async Task Batch_work_waits_for_people_but_not_for_ever()
    {
        await EnqueueAsync("old", "carol", priority: Batch);
        Clock.Advance(Settings.BatchPatience + TimeSpan.FromMinutes(1));
        await EnqueueAsync("batch", "alice", priority: Batch);
        await EnqueueAsync("chat1", "bob");
        await EnqueueAsync("chat2", "bob");
        (await LeaseAllAsync()).ShouldBe(["old", "chat1", "chat2", "batch"]);
    }

    [Fact]
    public async Task Workers_that_come_at_once_never_get_the_same_job()
    {
        for (var i = 0; i < 40; i++) await EnqueueAsync($"job{i}", $"user{i % 5}");
        var queues = Enumerable.Range(0, 8).Select(_ => CreateQueue(Source, Clock)).ToList();
        var leases = await Task.WhenAll(queues.Select(queue => Task.Run(
            async () =>
            {
                var mine = new List<WorkLease>();
                while (await queue.LeaseAsync(WorkKind.Render, "w", Token) is { } lease) mine.Add(lease);
                return mine;
            },
            Token)));
        var all = leases.SelectMany(mine => mine).ToList();
        all.Count.ShouldBe(40);
        all.Select(lease => lease.JobId).ShouldBeUnique();
        all.Select(lease => lease.Epoch).ShouldBeUnique();
    }

    [Fact]
    public async Task A_lease_that_ends_hands_the_job_over_with_a_higher_epoch()
    {
        await EnqueueAsync("one");
        var dead = (await LeaseAsync()).ShouldNotBeNull();
        Clock.Advance(Settings.Lease - TimeSpan.FromSeconds(2));
        (await LeaseAsync()).ShouldBeNull();
        Clock.Advance(TimeSpan.FromSeconds(3));
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(0, 0, 1, 0));
        var next = (await LeaseAsync()).ShouldNotBeNull();
        next.Epoch.ShouldBeGreaterThan(dead.Epoch);
        next.Returned.ShouldBe(0);
    }

    [Fact]
    public async Task A_renewed_lease_goes_on()
    {
        await EnqueueAsync("one");
        var lease = (await LeaseAsync()).ShouldNotBeNull();
        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(Settings.Lease / 2);
            var renewed = (await Queue.RenewAsync(lease, Token)).ShouldNotBeNull();
            renewed.ExpiresAt.ShouldBeGreaterThan(lease.ExpiresAt);
            renewed.Epoch.ShouldBe(lease.Epoch);
            lease = renewed;
        }

        (await LeaseAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_lease_that_ended_is_renewed_while_nobody_else_took_the_job()
    {
        await EnqueueAsync("one");
        var lease = (await LeaseAsync()).ShouldNotBeNull();
        Clock.Advance(Settings.Lease * 3);
        (await Queue.RenewAsync(lease, Token)).ShouldNotBeNull();
        (await LeaseAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_stale_lease_changes_nothing()
    {
        await EnqueueAsync("one");
        var stale = (await LeaseAsync()).ShouldNotBeNull();
        Clock.Advance(Settings.Lease * 2);
        var held = (await LeaseAsync()).ShouldNotBeNull();
        (await Queue.RenewAsync(stale, Token)).ShouldBeNull();
        await Queue.ReleaseAsync(stale, null, isFault: true, Token);
        (await LeaseAsync()).ShouldBeNull();
        (await Queue.RenewAsync(held, Token)).ShouldNotBeNull();

        await Queue.ReleaseAsync(held, null, isFault: false, Token);
        (await Queue.RenewAsync(held, Token)).ShouldBeNull();
        (await LeaseAsync()).ShouldNotBeNull().Returned.ShouldBe(0);
    }

    [Fact]
    public async Task A_job_given_back_is_there_at_once_or_when_it_was_said()
    {
        await EnqueueAsync("one");
        await Queue.ReleaseAsync((await LeaseAsync())!, null, isFault: true, Token);
        var again = (await LeaseAsync()).ShouldNotBeNull();
        again.Returned.ShouldBe(1);
        await Queue.ReleaseAsync(again, TimeSpan.FromMinutes(1), isFault: false, Token);
        (await LeaseAsync()).ShouldBeNull();
        (await Queue.GetDepthAsync(Token)).WaitingForRenderer.ShouldBe(1);
        Clock.Advance(TimeSpan.FromMinutes(2));
        (await LeaseAsync()).ShouldNotBeNull().Returned.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_may_be_put_off()
    {
        await EnqueueAsync("later", notBefore: Clock.GetUtcNow().AddMinutes(1));
        (await LeaseAsync()).ShouldBeNull();
        Clock.Advance(TimeSpan.FromMinutes(2));
        (await LeaseAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_entry_that_is_there_stays_as_it_is()
    {
        await EnqueueAsync("one", "alice");
        await EnqueueAsync("two", "alice");
        await EnqueueAsync("one", "alice");
        var lease = (await LeaseAsync()).ShouldNotBeNull();
        lease.JobId.ShouldBe("one");
        // As a sweep does while the job is being worked on.
        await EnqueueAsync("one", "alice");
        (await Queue.RenewAsync(lease, Token)).ShouldNotBeNull();
        (await LeaseAllAsync()).ShouldBe(["two"]);
    }

    [Fact]
    public async Task An_entry_that_moves_loses_its_lease_and_keeps_its_place()
    {
        await EnqueueAsync("one", "alice", WorkKind.Write);
        await EnqueueAsync("two", "alice");
        var writing = (await LeaseAsync(WorkKind.Write)).ShouldNotBeNull();
        await EnqueueAsync("one", "alice");
        (await Queue.RenewAsync(writing, Token)).ShouldBeNull();
        await Queue.ReleaseAsync(writing, TimeSpan.FromHours(1), isFault: true, Token);
        var rendering = (await LeaseAsync()).ShouldNotBeNull();
        (rendering.JobId, rendering.Returned).ShouldBe(("one", 0));
        rendering.Epoch.ShouldBeGreaterThan(writing.Epoch);
    }

    [Fact]
    public async Task A_job_that_was_taken_out_comes_back_with_a_higher_epoch()
    {
        await EnqueueAsync("one");
        var first = (await LeaseAsync()).ShouldNotBeNull();
        await Queue.RemoveAsync("one", null, Token);
        await Queue.RemoveAsync("one", null, Token);
        (await Queue.RenewAsync(first, Token)).ShouldBeNull();
        await EnqueueAsync("one");
        (await Queue.RenewAsync(first, Token)).ShouldBeNull();
        (await LeaseAsync()).ShouldNotBeNull().Epoch.ShouldBeGreaterThan(first.Epoch);
    }

    [Fact]
    public async Task A_job_that_has_moved_to_the_renderers_is_not_taken_out_of_the_writers_queue()
    {
        await EnqueueAsync("one", kind: WorkKind.Write);
        await EnqueueAsync("one", kind: WorkKind.Render);
        await Queue.RemoveAsync("one", WorkKind.Write, Token);
        (await LeaseAsync()).ShouldNotBeNull().JobId.ShouldBe("one");
        await Queue.RemoveAsync("one", WorkKind.Render, Token);
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(0, 0, 0, 0));
    }

    [Fact]
    public async Task A_full_queue_refuses_new_jobs_and_keeps_those_it_has()
    {
        Settings.MaxDepth = 10;
        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(
            async () =>
            {
                try
                {
                    await EnqueueAsync($"job{i}", kind: WorkKind.Write);
                    return $"job{i}";
                }
                catch (WorkQueueFullException)
                {
                    return null;
                }
            },
            Token)));
        results.Count(job => job is not null).ShouldBe(10);
        await EnqueueAsync(results.First(job => job is not null)!, kind: WorkKind.Render);
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(9, 0, 1, 0));
        await Queue.RemoveAsync(results.First(job => job is not null)!, null, Token);
        await EnqueueAsync("another");
    }

    [Fact]
    public async Task Epochs_are_above_those_of_the_queue_that_was_a_grain()
    {
        await EnqueueAsync("one");
        (await LeaseAsync()).ShouldNotBeNull().Epoch.ShouldBeGreaterThan(uint.MaxValue);
    }

    [Fact]
    public async Task After_an_outage_those_who_hold_leases_renew_them_before_anybody_leases()
    {
        await EnqueueAsync("held");
        await EnqueueAsync("lost");
        var held = (await LeaseAsync()).ShouldNotBeNull();
        (await LeaseAsync()).ShouldNotBeNull();
        await ExecuteAsync("ALTER TABLE vault_work RENAME TO vault_work_away");
        await Should.ThrowAsync<DbException>(() => LeaseAsync());
        await Should.ThrowAsync<DbException>(() => Queue.RenewAsync(held, Token));
        Clock.Advance(Settings.Lease * 2);
        await Should.ThrowAsync<DbException>(() => LeaseAsync());
        await ExecuteAsync("ALTER TABLE vault_work_away RENAME TO vault_work");

        (await LeaseAsync()).ShouldBeNull();
        (await Queue.RenewAsync(held, Token)).ShouldNotBeNull();
        (await LeaseAsync()).ShouldBeNull();
        Clock.Advance(TimeSpan.FromSeconds(10));
        (await LeaseAllAsync()).ShouldBe(["lost"]);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_not_in_the_queue_and_is_said()
    {
        await ExecuteAsync("ALTER TABLE vault_work RENAME TO vault_work_away");
        await Should.ThrowAsync<DbException>(() => EnqueueAsync("one"));
        await ExecuteAsync("ALTER TABLE vault_work_away RENAME TO vault_work");
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(0, 0, 0, 0));
        await EnqueueAsync("one");
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(0, 0, 1, 0));
    }

    [Fact]
    public async Task Entries_and_leases_outlive_the_process()
    {
        await EnqueueAsync("one");
        await EnqueueAsync("two");
        var lease = (await LeaseAsync()).ShouldNotBeNull();
        await RestartAsync();
        (await Queue.RenewAsync(lease, Token)).ShouldNotBeNull();
        (await LeaseAllAsync()).ShouldBe(["two"]);
        Clock.Advance(Settings.Lease * 2);
        (await LeaseAllAsync()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Thousands_of_jobs_are_leased_renewed_and_ended_a_row_at_a_time()
    {
        const int jobs = 5_000;
        Settings.MaxDepth = jobs;
        for (var i = 0; i < jobs; i++) await EnqueueAsync($"job{i}", $"user{i % 500}");
        var leases = new List<WorkLease>();
        var time = new Dictionary<string, TimeSpan>();
        await MeasureAsync("lease", async () => leases.Add((await LeaseAsync())!));
        await MeasureAsync("renew", async () => (await Queue.RenewAsync(leases[0], Token)).ShouldNotBeNull());
        await MeasureAsync("look in vain", async () => (await LeaseAsync(WorkKind.Write)).ShouldBeNull());
        leases.Select(lease => lease.JobId).ShouldBe(Enumerable.Range(0, leases.Count).Select(i => $"job{i}"));
        foreach (var lease in leases) await Queue.RemoveAsync(lease.JobId, null, Token);
        (await Queue.GetDepthAsync(Token)).ShouldBe(new WorkDepth(0, 0, jobs - leases.Count, 0));
        foreach (var (what, each) in time) TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {each.TotalMilliseconds:0.00} ms");

        async Task MeasureAsync(string what, Func<Task> step)
        {
            const int times = 200;
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < times; i++) await step();
            time[what] = Stopwatch.GetElapsedTime(started) / times;
        }
    }

    protected abstract ValueTask<DbDataSource> OpenAsync();

    private protected abstract WorkQueue CreateQueue(DbDataSource source, TimeProvider time);

    protected virtual void CleanUp()
    {
    }

    protected Task<WorkLease?> LeaseAsync(WorkKind kind = WorkKind.Render) => Queue.LeaseAsync(kind, "worker", Token);

    protected Task EnqueueAsync(
        string job, string user = "alice", WorkKind kind = WorkKind.Render, JobPriority priority = Interactive,
        DateTimeOffset? notBefore = null) =>
        Queue.EnqueueAsync(job, user, kind, priority, notBefore, Token);

    private async Task<List<string>> LeaseAllAsync()
    {
        var jobs = new List<string>();
        while (await LeaseAsync() is { } lease) jobs.Add(lease.JobId);
        return jobs;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task RestartAsync()
    {
        await Source.DisposeAsync();
        Source = await OpenAsync();
        Queue = CreateQueue(Source, Clock);
    }
}
