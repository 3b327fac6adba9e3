using System.Collections.Immutable;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Storyboards;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Cluster.Grains;

/// <summary>A longer video: its scenes are separate jobs, joined at the end; the test acts as the renderers.</summary>
public sealed class StoryboardTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private VaultSilo _vault = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Writing a scene costs $0.25: the whole job's $0.50 would pay for a repair, a third of it would not.
        _vault = await VaultSilo.StartAsync(
            new Dictionary<string, string?>
            {
                ["Storage:DataFolder"] = _folder.Path,
                ["Jobs:Repairs"] = "1",
                ["Jobs:Simplify"] = "false",
                ["Jobs:Budget"] = "0.50",
            });
        Plan();
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Its_scenes_are_made_side_by_side_and_joined_with_subtitles()
    {
        var (job, id) = await PlanAsync();
        // All three can be leased at once: none waits for another.
        var leases = new List<WorkLease>();
        for (var i = 0; i < 3; i++) leases.Add(await LeaseAsync());
        leases.Select(l => l.JobId).Order().ShouldBe([$"{id}-1", $"{id}-2", $"{id}-3"]);
        foreach (var lease in leases) await MakeAsync(lease);

        var order = await JoinAsync(job, id);
        order.Parts.Select(p => (p.VideoKey, p.Title, p.Seconds)).ShouldBe(
            [($"videos/{id}-1.mp4", "one", 6d), ($"videos/{id}-2.mp4", "two", 6d), ($"videos/{id}-3.mp4", "three", 6d)]);
        var ready = (await job.GetAsync())!;
        (ready.State, ready.IsPartial, ready.Title).ShouldBe((JobState.Ready, false, "A plan"));
        ready.Subtitles!.ShouldStartWith("1\n00:00:00,000 --> 00:00:06,000\nsaid one.");
        ready.Parts.Length.ShouldBe(3);
        (await _vault.Objects.GetSizeAsync($"videos/{id}.srt", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (await _vault.Objects.GetSizeAsync($"videos/{id}-1.mp4", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task All_that_lies_beside_a_delivered_video_is_deleted_with_it()
    {
        var (job, id) = await PlanAsync();
        for (var i = 0; i < 3; i++) await MakeAsync(await LeaseAsync());
        await JoinAsync(job, id);
        var link = (await job.CreateLinkAsync())!;
        (await job.ClaimLinkAsync(link.Token, claim: true)).Outcome.ShouldBe(ClaimOutcome.Granted);
        _vault.Clock.Advance(TimeSpan.FromMinutes(3));
        await _vault.SweepAsync();
        await Eventually.AssertAsync(async () => (await job.CreateLinkAsync()) is null, "the video is deleted");
        foreach (var file in (string[])["mp4", "srt", "py"])
            (await _vault.Objects.GetSizeAsync($"videos/{id}.{file}", TestContext.Current.CancellationToken)).ShouldBeNull(file);
    }

    [Fact]
    public async Task A_store_that_hangs_holds_no_turn_and_the_scenes_are_joined_again()
    {
        var (job, id) = await PlanAsync();
        for (var i = 0; i < 3; i++) await MakeAsync(await LeaseAsync());
        var lease = await LeaseAsync();
        await job.BeginAsync(lease);
        await job.ReportAsync(lease, JobState.Uploading, 92);
        var away = _vault.Faults.OnPort(nameof(IObjectStore), FaultKind.HangBefore);
        await Should.ThrowAsync<OperationCanceledException>(
            () => job.CompleteAsync(lease, new RenderArtefact($"videos/{id}.mp4", 30, 18, 1)));
        away.Lift();
        await _vault.Queue.ReleaseAsync(lease, null, isFault: true, Stop);
        await JoinAsync(job, id);
        var ready = (await job.GetAsync())!;
        ready.State.ShouldBe(JobState.Ready);
        // A failed join is not charged to anybody.
        var usage = await _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(ready.SessionId)).GetUsageAsync();
        usage.Entries.Count(e => e.Charge.Kind == "render-seconds").ShouldBe(1);
    }

    [Fact]
    public async Task Attempts_at_planning_are_none_at_joining()
    {
        // Two silos die during planning.
        _vault = await _vault.RestartAsync(("Jobs:Writers", "0"));
        var (_, id) = await SubmitAsync();
        for (var lost = 0; lost < 2; lost++)
        {
            (await Job(id).BeginWritingAsync(await _vault.LeaseAsync(WorkKind.Write))).ShouldNotBeNull().Runs.ShouldBe(lost + 1);
            _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        _vault = await _vault.RestartAsync(("Jobs:Writers", "8"));
        Plan();
        await SentAsync();
        for (var i = 0; i < 3; i++) await MakeAsync(await LeaseAsync());
        (await JoinAsync(Job(id), id)).Kind.ShouldBe(WorkOrderKind.Join);
    }

    [Fact]
    public async Task Its_hour_in_work_begins_with_its_first_scene()
    {
        var (job, _) = await PlanAsync();
        await AdvanceAsync(TimeSpan.FromHours(2));
        (await job.GetAsync())!.State.ShouldBe(JobState.Rendering);
        var lease = await LeaseAsync();
        var scene = await StartAsync(lease);
        await scene.ReportAsync(lease, JobState.Rendering, 60);
        // All are written, which makes 34 percent; anything above that comes from the one that is rendered.
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.Percent > 34, "it has news of its first scene");
        await AdvanceAsync(TimeSpan.FromMinutes(61));
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.State == JobState.Failed, "its hour is over");
        (await job.GetAsync())!.Cause.ShouldBe(JobCause.TookTooLong);
    }

    [Fact]
    public async Task A_scene_that_fails_does_not_lose_the_others()
    {
        var (job, id) = await PlanAsync();
        for (var i = 0; i < 3; i++)
        {
            var lease = await LeaseAsync();
            if (lease.JobId == $"{id}-2") await BreakAsync(lease);
            else await MakeAsync(lease);
        }

        (await JoinAsync(job, id)).Parts.Select(p => p.Title).ShouldBe(["one", "three"]);
        var ready = (await job.GetAsync())!;
        (ready.State, ready.IsPartial, ready.Cause, ready.Message)
            .ShouldBe((JobState.Ready, true, JobCause.Partial, "Your video is ready, with 2 of 3 scenes."));
    }

    [Fact]
    public async Task Where_all_scenes_fail_the_job_says_why()
    {
        var (job, _) = await PlanAsync();
        for (var i = 0; i < 3; i++) await BreakAsync(await LeaseAsync());
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.IsSettled, "the job is over");
        var failed = (await job.GetAsync())!;
        (failed.State, failed.Cause, failed.Message).ShouldBe((JobState.Failed, "Latex", "Line 1: bad."));
    }

    [Fact]
    public async Task What_is_left_of_it_is_what_is_left_of_its_slowest_scene()
    {
        var (job, _) = await PlanAsync();
        var scenes = new List<(IJobGrain Job, WorkLease Lease)>();
        for (var i = 0; i < 3; i++)
        {
            var lease = await LeaseAsync();
            scenes.Add((await StartAsync(lease), lease));
            await scenes[i].Job.ReportAsync(lease, JobState.Rendering, 40);
        }

        (await job.GetAsync())!.RemainingSeconds.ShouldBeNull();
        _vault.Clock.Advance(TimeSpan.FromSeconds(10));
        foreach (var scene in scenes) await scene.Job.ReportAsync(scene.Lease, JobState.Rendering, 60);
        var slowest = (await Task.WhenAll(scenes.Select(scene => scene.Job.GetAsync()))).Max(scene => scene!.RemainingSeconds);
        slowest.ShouldNotBeNull().ShouldBeInRange(16, 20);
        await Eventually.AssertAsync(
            async () => (await job.GetAsync())!.RemainingSeconds is >= 15 and <= 20, "it has seen what its scenes have left");
    }

    [Fact]
    public async Task Cancelling_it_cancels_its_scenes()
    {
        var (job, id) = await PlanAsync();
        await job.CancelAsync();
        foreach (var n in (int[])[1, 2, 3])
            (await _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job($"{id}-{n}")).GetAsync())!.State.ShouldBe(JobState.Cancelled);
        (await _vault.Queue.GetDepthAsync(Stop)).ShouldBe(new WorkDepth(0, 0, 0, 0));
    }

    [Fact]
    public async Task Cancelling_it_while_its_scenes_are_sent_off_leaves_none_behind()
    {
        _vault.Calls.Before = async call =>
        {
            if (call.MethodName == nameof(IJobGrain.SubmitAsync) && call.TargetId.Key.ToString()!.EndsWith("-2", StringComparison.Ordinal))
                await Job(call.SourceId!.Value.Key.ToString()![GrainKeys.StoryboardPrefix.Length..]).CancelAsync();
        };
        var (_, id) = await SubmitAsync();
        await Eventually.AssertAsync(
            async () => (await StateOfAsync($"{id}-2")) == JobState.Cancelled, "the scene that was under way is cancelled");
        (await StateOfAsync(id), await StateOfAsync($"{id}-1"), await StateOfAsync($"{id}-3"))
            .ShouldBe((JobState.Cancelled, JobState.Cancelled, null));
    }

    [Fact]
    public async Task A_silo_that_dies_meanwhile_loses_no_scene()
    {
        var (_, id) = await PlanAsync();
        await MakeAsync(await LeaseAsync());
        _vault = await _vault.RestartAsync();
        Plan();
        for (var i = 0; i < 2; i++) await MakeAsync(await LeaseAsync());
        _vault.Clock.Advance(TimeSpan.FromSeconds(30));
        await _vault.SweepAsync();
        (await JoinAsync(Job(id), id)).Parts.Length.ShouldBe(3);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_started_for_nobody()
    {
        var (reached, lifted) = (0, new TaskCompletionSource());
        _vault.Calls.Before = async call =>
        {
            if (call.MethodName != nameof(IExpiryGrain.ScheduleAsync)) return;
            Interlocked.Increment(ref reached);
            await lifted.Task;
        };
        using var writes = _vault.Faults.OnWrite("video-storyboard", FaultKind.FailBefore);
        var storyboard = _vault.Grains.GetGrain<IStoryboardGrain>(GrainKeys.Storyboard(GrainKeys.NewId()));
        var scene = new JobPart { JobId = "1", Title = "one" };
        var plan = new StoryboardPlan("nobody", new JobRequest { Prompt = "limits" }, [scene], ["one"], 1);
        // A job that got no answer in time asks again while its first call is still under way.
        var (first, again) = (storyboard.StartAsync(plan), storyboard.StartAsync(plan));
        await Eventually.AssertAsync(() => Task.FromResult(reached == 2), "both set their wake-ups");
        lifted.SetResult();
        await Should.ThrowAsync<Exception>(() => first);
        await Should.ThrowAsync<Exception>(() => again);
    }

    [Fact]
    public async Task A_plan_that_is_none_becomes_one_scene()
    {
        _vault.Writer.Board = null;
        await SubmitAsync();
        await StartAsync(await LeaseAsync());
    }

    [Theory]
    [InlineData(AiCause.ProviderAnswerInvalid)]
    [InlineData(AiCause.ProviderAnswerTruncated)]
    [InlineData(AiCause.PolicyBudgetExceeded)]
    public async Task A_plan_that_is_no_answer_becomes_one_scene_and_what_it_cost_counts(AiCause cause)
    {
        _vault.Writer.PlanFault = new AiException(cause, "no plan") { Cost = 0.30m };
        var (job, _) = await SubmitAsync();
        var lease = await LeaseAsync();
        await StartAsync(lease);
        // $0.30 plus $0.25 for the scene exceeds the job's $0.50: nothing is left for a repair.
        (await job.FailAsync(lease, new RenderFailure(JobFault.Code, "Line 1: bad.", 0) { Cause = "Latex" })).ShouldBeTrue();
        (await job.GetAsync())!.State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task A_plan_of_a_provider_that_is_down_fails_the_job()
    {
        _vault.Writer.PlanFault = new AiException(AiCause.ProviderServerError, "down");
        var (job, _) = await SubmitAsync();
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.IsSettled, "the job is over");
        (await job.GetAsync())!.Fault.ShouldBe(JobFault.Provider);
    }

    private void Plan() => _vault.Writer.Board = new Storyboard(
        "A plan", [.. ImmutableArray.Create("one", "two", "three").Select(n => new StoryScene(n, $"shows {n}", $"said {n}."))]);

    private IJobGrain Job(string id) => _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(id));

    private async Task<(IJobGrain Job, string Id)> SubmitAsync()
    {
        var session = _vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(GrainKeys.NewId()));
        await session.OpenWebAsync();
        var submitted = await session.SubmitJobAsync(new JobRequest { Prompt = "limits in 3 scenes" }, "key");
        return (Job(submitted.Job.JobId), submitted.Job.JobId);
    }

    private async Task<(IJobGrain Job, string Id)> PlanAsync()
    {
        var submitted = await SubmitAsync();
        await SentAsync();
        return submitted;
    }

    private Task SentAsync() => Eventually.AssertAsync(
        async () => await _vault.Queue.GetDepthAsync(Stop) == new WorkDepth(0, 0, 3, 0), "the scenes are written and wait for renderers");

    private async Task AdvanceAsync(TimeSpan by)
    {
        _vault.Clock.Advance(by);
        await _vault.SweepAsync();
    }

    private async Task<JobState?> StateOfAsync(string id) => (await Job(id).GetAsync())?.State;

    private Task<WorkLease> LeaseAsync() => _vault.LeaseAsync();

    private async Task<IJobGrain> StartAsync(WorkLease lease)
    {
        var part = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(lease.JobId));
        var order = await part.BeginAsync(lease);
        order.Kind.ShouldBe(WorkOrderKind.Render);
        return part;
    }

    private async Task MakeAsync(WorkLease lease)
    {
        var part = await StartAsync(lease);
        await part.ReportAsync(lease, JobState.Rendering, 40);
        await part.ReportAsync(lease, JobState.Uploading, 92);
        var key = $"videos/{lease.JobId}.mp4";
        await _vault.Objects.PutAsync(key, new MemoryStream(new byte[10]), "video/mp4", TestContext.Current.CancellationToken);
        (await part.CompleteAsync(lease, new RenderArtefact(key, 10, 6, 0))).ShouldBeTrue();
    }

    private async Task BreakAsync(WorkLease lease)
    {
        var part = await StartAsync(lease);
        (await part.FailAsync(lease, new RenderFailure(JobFault.Code, "Line 1: bad.", 0) { Cause = "Latex" })).ShouldBeTrue();
    }

    private async Task<WorkOrder> JoinAsync(IJobGrain job, string id)
    {
        var lease = await LeaseAsync();
        lease.JobId.ShouldBe(id);
        var order = await job.BeginAsync(lease);
        order.Kind.ShouldBe(WorkOrderKind.Join);
        (await job.ReportAsync(lease, JobState.Uploading, 92)).ShouldBeTrue();
        (await job.CompleteAsync(lease, new RenderArtefact($"videos/{id}.mp4", 30, 18, 1))).ShouldBeTrue();
        return order;
    }
}
