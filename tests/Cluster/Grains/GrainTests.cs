using System.Collections.Immutable;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Cluster.Grains;

/// <summary>The grains on real storage; the test acts as the renderer. Run once for each kind of storage.</summary>
public abstract class GrainTests(VaultStorage storage) : IAsyncLifetime
{
    private static readonly ChannelAddress Alice = new(ChannelNames.Telegram, "bot", "42");
    private VaultSilo _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await VaultSilo.StartAsync(await storage.NewAsync());

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private IWorkQueue Queue => _vault.Queue;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_becomes_a_video_whose_link_works_once()
    {
        var (job, submitted) = await SubmitAsync(new JobRequest { Prompt = "derivative" });
        submitted.Job.State.ShouldBe(JobState.Queued);
        await RenderAsync(job, "videos/one.mp4");

        var ready = (await job.GetAsync())!;
        ready.State.ShouldBe(JobState.Ready);
        ready.Percent.ShouldBe(100);
        ready.Title.ShouldBe("A title");
        var link = (await job.CreateLinkAsync())!;
        (await job.ClaimLinkAsync("wrong", claim: true)).Outcome.ShouldBe(ClaimOutcome.NotFound);
        (await job.ClaimLinkAsync(link.Token, claim: false)).Outcome.ShouldBe(ClaimOutcome.Granted);
        (await job.GetAsync())!.State.ShouldBe(JobState.Ready);
        (await job.ClaimLinkAsync(link.Token, claim: true)).ObjectKey.ShouldBe("videos/one.mp4");
        (await job.GetAsync())!.State.ShouldBe(JobState.Delivered);
        // A video player that seeks within the claim window.
        (await job.ClaimLinkAsync(link.Token, claim: true)).Outcome.ShouldBe(ClaimOutcome.Granted);

        await AdvanceAsync(TimeSpan.FromMinutes(3));
        (await job.ClaimLinkAsync(link.Token, claim: true)).Outcome.ShouldBe(ClaimOutcome.Gone);
        (await _vault.Objects.GetSizeAsync("videos/one.mp4", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await job.CreateLinkAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_link_that_nobody_used_expires_and_the_owner_gets_another()
    {
        var (job, _) = await SubmitAsync(new JobRequest { Prompt = "derivative" });
        await RenderAsync(job, "videos/two.mp4");
        var link = (await job.CreateLinkAsync())!;
        await AdvanceAsync(TimeSpan.FromMinutes(6));
        (await job.ClaimLinkAsync(link.Token, claim: true)).Outcome.ShouldBe(ClaimOutcome.Gone);
        link = (await job.CreateLinkAsync())!;
        (await job.ClaimLinkAsync(link.Token, claim: true)).Outcome.ShouldBe(ClaimOutcome.Granted);
    }

    [Fact]
    public async Task A_video_that_a_store_which_hangs_keeps_is_deleted_later()
    {
        var (job, _) = await SubmitAsync(new JobRequest { Prompt = "derivative" });
        await RenderAsync(job, "videos/late.mp4");
        _vault.Clock.Advance(TimeSpan.FromHours(25));
        var away = _vault.Faults.OnPort(nameof(IObjectStore), FaultKind.HangBefore);
        await Should.ThrowAsync<TimeoutException>(job.OnDueAsync());
        away.Lift();
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.State == JobState.Expired, "the job is looked at again");
        (await _vault.Objects.GetSizeAsync("videos/late.mp4", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task Code_of_ones_own_starts_at_validating_and_needs_no_ai()
    {
        var (job, submitted) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        submitted.Job.State.ShouldBe(JobState.Validating);
        var order = await job.BeginAsync(await LeaseAsync(job));
        order.ShouldBe(
            new WorkOrder(WorkOrderKind.Render, "from manim import *") { Owner = submitted.Job.SessionId, MostSeconds = 3_600 });
    }

    [Fact]
    public async Task A_queued_job_expires_after_a_day()
    {
        _vault = await _vault.RestartAsync(("Jobs:Writers", "0"));
        var (job, _) = await SubmitAsync(new JobRequest { Prompt = "derivative" });
        await AdvanceAsync(TimeSpan.FromHours(23));
        (await job.GetAsync())!.State.ShouldBe(JobState.Queued);
        await AdvanceAsync(TimeSpan.FromHours(2));
        (await job.GetAsync())!.State.ShouldBe(JobState.Expired);
        (await Queue.GetDepthAsync(Stop)).ShouldBe(new WorkDepth(0, 0, 0, 0));
    }

    [Fact]
    public async Task A_written_scene_waits_for_a_renderer_as_long_as_any_job()
    {
        var (job, _) = await SubmitAsync(new JobRequest { Prompt = "derivative" });
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.State == JobState.Validating, "the scene is written");
        await AdvanceAsync(TimeSpan.FromHours(23));
        (await job.GetAsync())!.State.ShouldBe(JobState.Validating);
        await AdvanceAsync(TimeSpan.FromHours(2));
        var expired = (await job.GetAsync())!;
        (expired.State, expired.Cause).ShouldBe((JobState.Expired, JobCause.NoRenderer));
        (await Queue.GetDepthAsync(Stop)).ShouldBe(new WorkDepth(0, 0, 0, 0));
    }

    [Fact]
    public async Task A_job_in_work_fails_after_an_hour_and_its_record_goes_after_another()
    {
        var (job, _) = await SubmitAsync(new JobRequest { Prompt = "derivative" });
        var lease = await LeaseAsync(job);
        await job.BeginAsync(lease);
        await AdvanceAsync(TimeSpan.FromMinutes(61));
        var failed = (await job.GetAsync())!;
        (failed.State, failed.Fault).ShouldBe((JobState.Failed, JobFault.Deadline));
        (await job.ReportAsync(lease, JobState.Rendering, 50)).ShouldBeFalse();
        await AdvanceAsync(TimeSpan.FromMinutes(61));
        // A sweep by the bucket's own timer may be running: then that sweep or the next one ends it.
        await Eventually.AssertAsync(async () => await job.GetAsync() is null, "its record is gone");
    }

    [Fact]
    public async Task Progress_never_goes_back_when_a_silo_dies_nor_when_the_job_fails()
    {
        var (job, submitted) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        var lease = await LeaseAsync(job);
        await job.BeginAsync(lease);
        (await job.ReportAsync(lease, JobState.Rendering, 40)).ShouldBeTrue();
        (await job.ReportAsync(lease, JobState.Rendering, 67)).ShouldBeTrue();
        var before = (await job.GetAsync())!;
        before.Percent.ShouldBe(67);
        _vault = await _vault.RestartKilledAsync();
        job = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(submitted.Job.JobId));
        var after = (await job.GetAsync())!;
        after.Percent.ShouldBeGreaterThanOrEqualTo(67);
        after.Sequence.ShouldBeGreaterThanOrEqualTo(before.Sequence);
        (await job.ReportAsync(lease, JobState.Rendering, 95)).ShouldBeTrue();
        (await job.GetAsync())!.Percent.ShouldBe(95);
        (await job.FailAsync(lease, new RenderFailure(JobFault.Scene, "no", 0))).ShouldBeTrue();
        (await job.GetAsync())!.Percent.ShouldBe(95);
    }

    [Fact]
    public async Task A_renderer_that_lost_its_lease_changes_nothing()
    {
        var (job, _) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        var zombie = await LeaseAsync(job);
        await job.BeginAsync(zombie);
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        var lease = await LeaseAsync(job);
        lease.Epoch.ShouldBeGreaterThan(zombie.Epoch);
        await job.BeginAsync(lease);
        await ReportAllAsync(job, lease);

        (await job.CompleteAsync(zombie, new RenderArtefact("videos/zombie.mp4", 1, 1, 1))).ShouldBeFalse();
        (await job.FailAsync(zombie, new RenderFailure(JobFault.Scene, "no", 1))).ShouldBeFalse();
        (await Queue.RenewAsync(zombie, Stop)).ShouldBeNull();
        (await job.CompleteAsync(lease, new RenderArtefact("videos/right.mp4", 1, 1, 1))).ShouldBeTrue();
        (await job.GetAsync())!.VideoKey.ShouldBe("videos/right.mp4");
    }

    [Fact]
    public async Task A_job_that_kills_its_renderers_is_given_up()
    {
        var (job, _) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await job.BeginAsync(await LeaseAsync(job));
            _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        (await job.GetAsync())!.State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task A_lease_that_is_given_back_is_no_attempt_but_not_for_ever()
    {
        var (job, _) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        for (var restart = 0; restart < 12; restart++)
        {
            var lease = await LeaseAsync(job);
            (await job.BeginAsync(lease)).Kind.ShouldBe(WorkOrderKind.Render);
            await Queue.ReleaseAsync(lease, null, isFault: true, Stop);
        }

        (await job.BeginAsync(await LeaseAsync(job))).Kind.ShouldBe(WorkOrderKind.Render);
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        (await job.BeginAsync(await LeaseAsync(job))).Kind.ShouldBe(WorkOrderKind.Stop);
        (await job.GetAsync())!.Cause.ShouldBe(JobCause.GivenUp);
    }

    [Fact]
    public async Task A_cancelled_job_stops_its_renderer()
    {
        var (job, submitted) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        var lease = await LeaseAsync(job);
        await job.BeginAsync(lease);
        (await job.CancelAsync())!.State.ShouldBe(JobState.Cancelled);
        (await job.ReportAsync(lease, JobState.Rendering, 50)).ShouldBeFalse();
        (await job.BeginAsync(lease)).Kind.ShouldBe(WorkOrderKind.Stop);

        await job.DropAsync(lease, 2.5);
        await job.DropAsync(lease, 2.5);
        var usage = await _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(submitted.Job.SessionId)).GetUsageAsync();
        usage.Entries.Select(e => (e.Charge.Kind, e.Charge.Quantity)).ShouldBe([("render-seconds", 2.5m)]);
    }

    [Fact]
    public async Task What_a_renderer_drops_of_a_job_that_goes_on_is_not_its_owners()
    {
        var (job, submitted) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        var first = await LeaseAsync(job);
        await job.BeginAsync(first);
        await job.DropAsync(first, 2.5);
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await job.BeginAsync(await LeaseAsync(job));
        await job.CancelAsync();
        await job.DropAsync(first, 2.5);
        (await _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(submitted.Job.SessionId)).GetUsageAsync()).Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nothing", JobFault.NoTopic)]
    [InlineData("broken", JobFault.Provider)]
    [InlineData("expensive", JobFault.Budget)]
    public async Task A_job_without_code_says_why(string prompt, JobFault fault)
    {
        var (job, _) = await SubmitAsync(new JobRequest { Prompt = prompt });
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.IsSettled, "the job is over");
        (await job.GetAsync())!.Fault.ShouldBe(fault);
        await Eventually.AssertAsync(async () => await Queue.GetDepthAsync(Stop) == new WorkDepth(0, 0, 0, 0), "it has left the queue");
    }

    [Fact]
    public async Task Every_charge_is_booked_once()
    {
        var (job, submitted) = await SubmitAsync(new JobRequest { Prompt = "derivative" });
        await RenderAsync(job, "videos/paid.mp4");
        var ledger = _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(submitted.Job.SessionId));
        var usage = await ledger.GetUsageAsync();
        usage.Entries.Select(e => e.Charge.Kind).ShouldBe(["tokens", "render-seconds"]);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ledger.SettleAsync(usage.Entries[0].Charge)));
        usage = await ledger.GetUsageAsync();
        usage.Entries.Length.ShouldBe(2);
        usage.Total.ShouldBe(usage.Entries.Sum(e => e.Charge.Amount));
        usage.Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Fifty_parallel_reservations_never_pass_the_budget()
    {
        var ledger = _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(GrainKeys.NewId()));
        var granted = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ledger.AdmitAsync($"r{i}", 3m, TimeSpan.Zero)));
        granted.Count(g => g.Admitted).ShouldBe(3);
        (await ledger.GetUsageAsync()).Reserved.ShouldBe(9m);
    }

    [Fact]
    public async Task A_message_that_comes_fifty_times_is_answered_once_and_order_is_kept()
    {
        var session = await SessionOfAsync(Alice);
        var batch = ImmutableArray.Create<ChannelEvent>(Message("1", "one"), Message("2", "two"));
        var stored = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => session.ReceiveAsync(batch)));
        stored.Sum().ShouldBe(2);
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to one");
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
        await session.ReceiveAsync([Message("3", "three")]);
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to three");
        _vault.Sender.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_video_asked_for_in_a_chat_comes_back_with_its_link_and_other_messages_are_answered_meanwhile()
    {
        var session = await SessionOfAsync(Alice);
        await session.ReceiveAsync([Message("1", "/video derivative"), Message("2", "hello")]);
        var accepted = await _vault.Sender.NextAsync();
        accepted.Text.ShouldContain($"job {accepted.JobId}");
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to hello");
        await RenderAsync(_vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(accepted.JobId!)), "videos/chat.mp4");
        var video = await _vault.Sender.NextAsync();
        video.VideoKey.ShouldBe("videos/chat.mp4");
        video.Text.ShouldContain($"/api/v1/video/{accepted.JobId}/access?token=");
    }

    [Fact]
    public async Task A_send_that_fails_is_tried_again_in_order()
    {
        _vault.Sender.Faults.Enqueue(new SendResult(SendOutcome.Retry, RetryAfter: TimeSpan.FromMilliseconds(20)));
        var session = await SessionOfAsync(Alice);
        await session.ReceiveAsync([Message("1", "one"), Message("2", "two")]);
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to one");
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
    }

    [Fact]
    public async Task A_session_ends_seven_days_after_its_last_message()
    {
        var session = await SessionOfAsync(Alice);
        await session.ReceiveAsync([Message("1", "one")]);
        await _vault.Sender.NextAsync();
        await AdvanceAsync(TimeSpan.FromDays(6));
        await session.ReceiveAsync([Message("2", "two")]);
        await _vault.Sender.NextAsync();
        await AdvanceAsync(TimeSpan.FromDays(6));
        (await session.GetAsync()).History.Length.ShouldBe(4);
        await AdvanceAsync(TimeSpan.FromDays(2));
        (await session.GetAsync()).History.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_acknowledged_is_answered_after_a_restart()
    {
        var session = await SessionOfAsync(Alice);
        _vault.Sender.Faults.Enqueue(new SendResult(SendOutcome.Retry, RetryAfter: TimeSpan.FromHours(1)));
        await session.ReceiveAsync([Message("1", "one")]);
        await Storage.Eventually.AssertAsync(async () => (await session.GetAsync()).PendingIn == 0, "the answer is in the outbox");
        _vault = await _vault.RestartAsync();
        await AdvanceAsync(TimeSpan.FromHours(2));
        (await _vault.Sender.NextAsync()).Text.ShouldBe("answer to one");
    }

    [Fact]
    public async Task Who_has_used_the_render_seconds_of_the_day_waits_for_the_next()
    {
        var (job, submitted) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        var ledger = _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(submitted.Job.SessionId));
        await ledger.SettleAsync(new LedgerCharge("r", "render-seconds", "low", 3_600m, 0.01m));
        (await job.BeginAsync(await LeaseAsync(job))).Kind.ShouldBe(WorkOrderKind.Stop);
        var failed = (await job.GetAsync())!;
        (failed.Fault, failed.Cause).ShouldBe((JobFault.Limit, JobCause.RenderTimeUsed));
        failed.Message.ShouldBe("You have used your 3600 seconds of rendering for today; there are more after midnight UTC.");

        _vault.Clock.Advance(TimeSpan.FromDays(1));
        (job, submitted) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        (await job.BeginAsync(await LeaseAsync(job))).Kind.ShouldBe(WorkOrderKind.Render);

        // Leasing the job again does not get around this.
        ledger = _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(submitted.Job.SessionId));
        await ledger.SettleAsync(new LedgerCharge("r", "render-seconds", "low", 3_600m, 0.01m));
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        (await job.BeginAsync(await LeaseAsync(job))).Kind.ShouldBe(WorkOrderKind.Stop);
        (await job.GetAsync())!.Cause.ShouldBe(JobCause.RenderTimeUsed);
    }

    [Fact]
    public async Task A_render_may_take_what_is_left_of_the_day_and_one_that_gave_way_has_used_its_time()
    {
        var (job, submitted) = await SubmitAsync(new JobRequest { Code = "from manim import *" });
        var ledger = _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(submitted.Job.SessionId));
        await ledger.SettleAsync(new LedgerCharge("r", "render-seconds", "low", 3_500m, 0.01m));
        var lease = await LeaseAsync(job);
        var order = await job.BeginAsync(lease);
        (order.Owner, order.MostSeconds).ShouldBe((submitted.Job.SessionId, 100));

        await job.GaveWayAsync(lease, 60);
        await job.GaveWayAsync(lease, 60);
        (await job.BeginAsync(lease)).MostSeconds.ShouldBe(40);
        await job.GaveWayAsync(lease with { Epoch = lease.Epoch - 1 }, 30);
        (await job.BeginAsync(lease)).MostSeconds.ShouldBe(40);

        await job.BookFormulasAsync(lease, 5);
        await job.BookFormulasAsync(lease, 5);
        (await job.BeginAsync(lease)).MostSeconds.ShouldBe(35);

        // Formulas may be typeset until after the job, whose lease is then an older one.
        await job.CancelAsync();
        await job.BookFormulasAsync(lease with { Epoch = lease.Epoch - 1 }, 2);
        var today = DateOnly.FromDateTime(_vault.Clock.GetUtcNow().UtcDateTime);
        (await ledger.GetDaysAsync(today, today)).Where(sum => sum.Kind == "render-seconds").Sum(sum => sum.Quantity).ShouldBe(3_567);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_with_its_size()
    {
        var (job, _) = await SubmitAsync(new JobRequest { Prompt = new string('x', 5_001) });
        var failed = (await job.GetAsync())!;
        (failed.State, failed.Cause, failed.Message)
            .ShouldBe((JobState.Failed, JobCause.TooLarge, "The prompt has 5,001 characters; at most 5,000 are possible."));
    }

    private InboundMessage Message(string id, string text) =>
        new() { Id = id, From = Alice, At = _vault.Clock.GetUtcNow(), Text = text };

    private async Task<ISessionGrain> SessionOfAsync(ChannelAddress address) => _vault.Grains.GetGrain<ISessionGrain>(
        GrainKeys.Session(await _vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address)).ResolveAsync()));

    private async Task<(IJobGrain Job, SubmitResult Result)> SubmitAsync(JobRequest request)
    {
        var session = _vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(GrainKeys.NewId()));
        await session.OpenWebAsync();
        var result = await session.SubmitJobAsync(request, "key");
        (await session.SubmitJobAsync(request, "key")).Created.ShouldBeFalse();
        (await session.SubmitJobAsync(new JobRequest { Prompt = "other" }, "key")).Conflict.ShouldBeTrue();
        return (_vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(result.Job.JobId)), result);
    }

    private async Task<WorkLease> LeaseAsync(IJobGrain job)
    {
        var lease = await _vault.LeaseAsync();
        GrainKeys.Job(lease.JobId).ShouldBe(job.GetPrimaryKeyString());
        return lease;
    }

    private async Task RenderAsync(IJobGrain job, string key)
    {
        var lease = await LeaseAsync(job);
        var order = await job.BeginAsync(lease);
        order.Kind.ShouldBe(WorkOrderKind.Render);
        await ReportAllAsync(job, lease);
        await _vault.Objects.PutAsync(key, new MemoryStream(new byte[10]), "video/mp4", TestContext.Current.CancellationToken);
        (await job.CompleteAsync(lease, new RenderArtefact(key, 10, 6, 2))).ShouldBeTrue();
    }

    private static async Task ReportAllAsync(IJobGrain job, WorkLease lease)
    {
        (await job.ReportAsync(lease, JobState.Rendering, 40)).ShouldBeTrue();
        (await job.ReportAsync(lease, JobState.Rendering, 70)).ShouldBeTrue();
        (await job.ReportAsync(lease, JobState.Rendering, 60)).ShouldBeTrue();
        (await job.GetAsync())!.Percent.ShouldBe(70);
        (await job.ReportAsync(lease, JobState.Uploading, 92)).ShouldBeTrue();
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        _vault.Clock.Advance(by);
        await _vault.SweepAsync();
    }
}

public sealed class SqliteGrainTests(SqliteStorage storage) : GrainTests(storage);

public sealed class PostgreSqlGrainTests(PostgreSqlStorage storage) : GrainTests(storage);
