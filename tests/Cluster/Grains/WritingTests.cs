using System.Collections.Immutable;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Cluster.Grains;

/// <summary>Writing continues whatever dies or fails meanwhile; on two silos.</summary>
public sealed class WritingTests(SqliteStorage storage) : IAsyncLifetime
{
    private const string Writer = nameof(IManimCodeWriter);
    private TestVault _vault = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IWorkQueue Queue => (IWorkQueue)_vault.Silos[0].Services.GetService(typeof(IWorkQueue))!;

    public async ValueTask InitializeAsync() => _vault = await TestVault.StartAsync(await storage.NewAsync(), silos: 2);

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public async Task A_silo_that_is_killed_while_it_writes_is_followed_by_another_writer()
    {
        var at = -1;
        var held = _vault.Faults.Add(
            FaultKind.HangBefore, o => o.Port == Writer && Interlocked.CompareExchange(ref at, o.Silo, -1) == -1, times: 1);
        var (job, _) = await SubmitAsync();
        await held.Reached;
        _vault.Kill(_vault.Silos.Single(silo => silo.Number == at));
        await _vault.SettleAsync();
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await WrittenAsync(job);
        (await job.GetAsync())!.Code.ShouldBe("# derivative");
    }

    [Fact]
    public async Task Storage_that_fails_while_code_is_written_costs_neither_the_job_nor_a_second_call()
    {
        var answered = _vault.Faults.OnPort(Writer, FaultKind.HangAfter, times: 1);
        var (job, id) = await SubmitAsync();
        await answered.Reached;
        var away = _vault.Faults.OnWrite("render-job", FaultKind.FailBefore, times: 3);
        answered.Lift();
        await WrittenAsync(job);
        away.HasStruck.ShouldBeTrue();
        _vault.Writer.Asked.Count.ShouldBe(1);
        (await UsageAsync(job)).Entries.Select(e => e.Charge.RequestId).ShouldBe([$"job:{id}:write"]);
        (await RenderAsync(job)).Code.ShouldBe("# derivative");
    }

    [Theory]
    [InlineData(FaultKind.FailBefore)]
    [InlineData(FaultKind.FailAfter)]
    public async Task A_queue_that_fails_when_a_scene_is_written_gets_the_scene_later(FaultKind kind)
    {
        var answered = _vault.Faults.OnPort(Writer, FaultKind.HangAfter, times: 1);
        var (job, _) = await SubmitAsync();
        await answered.Reached;
        var away = _vault.Faults.OnPort(nameof(IWorkQueue), kind, nameof(IWorkQueue.EnqueueAsync), times: 2);
        answered.Lift();
        (await RenderAsync(job)).Code.ShouldBe("# derivative");
        away.HasStruck.ShouldBeTrue();
        _vault.Writer.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_the_queue_did_not_take_is_put_there_by_the_next_wake_up()
    {
        var away = _vault.Faults.OnPort(nameof(IWorkQueue), FaultKind.FailBefore, nameof(IWorkQueue.EnqueueAsync));
        var (job, _) = await SubmitAsync();
        away.HasStruck.ShouldBeTrue();
        (await job.GetAsync())!.State.ShouldBe(JobState.Queued);
        away.Lift();
        // Even after the activation that knew of it has gone.
        await _vault.DeactivateAsync(job);
        _vault.Clock.Advance(TimeSpan.FromSeconds(30));
        await _vault.SweepAsync();
        await WrittenAsync(job);
    }

    [Fact]
    public async Task A_job_leaves_its_silo_while_its_scene_is_written()
    {
        var answered = _vault.Faults.OnPort(Writer, FaultKind.HangAfter, times: 1);
        var (job, _) = await SubmitAsync();
        await answered.Reached;
        await _vault.DeactivateAsync(job).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        answered.Lift();
        await WrittenAsync(job);
        _vault.Writer.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_provider_asks_to_wait_for_is_waited_for()
    {
        _vault.Writer.PlanFault =
            new AiException(AiCause.ProviderRateLimited, "wait") { RetryAfter = TimeSpan.FromMinutes(2), Cost = 0.01m };
        var (job, _) = await SubmitAsync("limits in 3 scenes");
        await Eventually.AssertAsync(
            async () => await Queue.GetDepthAsync(Stop) == new WorkDepth(1, 0, 0, 0)
                && (await job.GetAsync())!.State == JobState.Generating,
            "it waits");
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Queue.LeaseAsync(WorkKind.Write, "test", Stop)).ShouldBeNull();
        _vault.Writer.PlanFault = null;
        _vault.Clock.Advance(TimeSpan.FromMinutes(2));
        await WrittenAsync(job);
    }

    [Fact]
    public async Task A_wait_that_is_longer_than_the_jobs_time_is_the_provider_not_answering()
    {
        _vault.Writer.PlanFault = new AiException(AiCause.ProviderQuotaExhausted, "tomorrow") { RetryAfter = TimeSpan.FromHours(9) };
        var (job, _) = await SubmitAsync("limits in 3 scenes");
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.IsSettled, "the job is over");
        (await job.GetAsync())!.Fault.ShouldBe(JobFault.Provider);
    }

    [Fact]
    public async Task A_repair_frees_the_renderer_and_a_slow_model_holds_none()
    {
        var (slow, _) = await SubmitAsync("slow");
        var (job, _) = await SubmitAsync();
        var lease = await LeaseAsync();
        GrainKeys.Job(lease.JobId).ShouldBe(job.GetPrimaryKeyString());
        (await job.BeginAsync(lease)).Kind.ShouldBe(WorkOrderKind.Render);
        using var held = _vault.Faults.OnPort(Writer, FaultKind.HangBefore, times: 1);
        (await job.FailAsync(lease, new RenderFailure(JobFault.Code, "Line 1: bad.", 0) { Cause = "Latex" })).ShouldBeTrue();
        await held.Reached;
        (await Queue.RenewAsync(lease, Stop)).ShouldBeNull();
        (await job.ReportAsync(lease, JobState.Rendering, 50)).ShouldBeFalse();
        (await Queue.GetDepthAsync(Stop)).ShouldBe(new WorkDepth(0, 2, 0, 0));
        held.Lift();
        (await RenderAsync(job)).Code.ShouldBe("# derivative\n# mended Latex");
        (await slow.GetAsync())!.State.ShouldBe(JobState.Generating);
    }

    [Fact]
    public async Task A_storyboard_goes_on_after_the_silo_that_had_it_was_killed()
    {
        _vault.Writer.Board = new Storyboard(
            "A plan", [.. ImmutableArray.Create("one", "two").Select(n => new StoryScene(n, $"shows {n}", ""))]);
        var (job, id) = await SubmitAsync("limits in 2 scenes");
        await Eventually.AssertAsync(
            async () => await Queue.GetDepthAsync(Stop) == new WorkDepth(0, 0, 2, 0), "its scenes wait for renderers");
        var storyboard = _vault.Grains.GetGrain<ObsidianVault.Grains.Interfaces.Storyboards.IStoryboardGrain>(GrainKeys.Storyboard(id));
        _vault.Kill(_vault.SiloOf(storyboard)!);
        await _vault.SettleAsync();
        foreach (var name in (string[])[id, $"{id}-1", $"{id}-2"])
        {
            await AnswersAsync(_vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(name)));
        }
        for (var scene = 0; scene < 2; scene++) await MakeAsync(await LeaseAsync());
        _vault.Clock.Advance(TimeSpan.FromSeconds(30));
        await _vault.SweepAsync();
        var lease = await LeaseAsync();
        lease.JobId.ShouldBe(id);
        var order = await job.BeginAsync(lease);
        (order.Kind, order.Parts.Length).ShouldBe((WorkOrderKind.Join, 2));
    }

    private async Task<(IJobGrain Job, string Id)> SubmitAsync(string prompt = "derivative")
    {
        var session = _vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(GrainKeys.NewId()));
        await session.OpenWebAsync();
        var submitted = await session.SubmitJobAsync(new JobRequest { Prompt = prompt }, "key");
        return (_vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(submitted.Job.JobId)), submitted.Job.JobId);
    }

    private static Task WrittenAsync(IJobGrain job) =>
        Eventually.AssertAsync(async () => (await TryGetAsync(job))?.State == JobState.Validating, "the scene is written");

    private static Task AnswersAsync(IJobGrain job) =>
        Eventually.AssertAsync(async () => await TryGetAsync(job) is not null, "the job answers again");

    /// <summary>Until the cluster has noticed that a silo is gone, calls to its grains fail.</summary>
    private static async Task<JobSnapshot?> TryGetAsync(IJobGrain job)
    {
        try
        {
            return await job.GetAsync().WaitAsync(TimeSpan.FromSeconds(5), Stop);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<WorkLease> LeaseAsync()
    {
        WorkLease? lease = null;
        await Eventually.AssertAsync(
            async () => (lease = await Queue.LeaseAsync(WorkKind.Render, "test", Stop)) is not null, "a job waits for a renderer");
        return lease!;
    }

    private async Task<WorkOrder> RenderAsync(IJobGrain job)
    {
        var order = await job.BeginAsync(await LeaseAsync());
        order.Kind.ShouldBe(WorkOrderKind.Render);
        return order;
    }

    private async Task MakeAsync(WorkLease lease)
    {
        var job = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(lease.JobId));
        (await job.BeginAsync(lease)).Kind.ShouldBe(WorkOrderKind.Render);
        await job.ReportAsync(lease, JobState.Rendering, 40);
        await job.ReportAsync(lease, JobState.Uploading, 92);
        (await job.CompleteAsync(lease, new RenderArtefact($"videos/{lease.JobId}.mp4", 10, 6, 0))).ShouldBeTrue();
    }

    private async Task<UsageReport> UsageAsync(IJobGrain job) =>
        await _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger((await job.GetAsync())!.SessionId)).GetUsageAsync();
}
