using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Cluster.Grains;

/// <summary>How a job handles code that fails; the test acts as the renderer.</summary>
public sealed class RepairTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private VaultSilo _vault = null!;

    public async ValueTask InitializeAsync() =>
        _vault = await VaultSilo.StartAsync(new Dictionary<string, string?> { ["Storage:DataFolder"] = _folder.Path });

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Code_that_fails_is_mended_and_rendered_and_each_attempt_is_paid()
    {
        var (job, lease, _) = await BeginAsync("cheap");
        var first = lease.Epoch;
        await FailAsync(job, lease, "Line 1: Foo is not defined.", "UnknownName", seconds: 1);
        var mending = (await job.GetAsync())!;
        mending.Repairs.ShouldBe(1);
        (lease, var order) = await NextAsync(job);
        order.Code.ShouldBe("# cheap\n# mended UnknownName");
        _vault.Writer.Asked.Last().Failure.ShouldBe(new SceneFailure("# cheap", "UnknownName", 1, "Line 1: Foo is not defined."));

        (await job.ReportAsync(lease, JobState.Rendering, 40)).ShouldBeTrue();
        (await job.ReportAsync(lease, JobState.Uploading, 92)).ShouldBeTrue();
        (await job.CompleteAsync(lease, new RenderArtefact("videos/r.mp4", 10, 6, 2) { Code = "# as rendered" })).ShouldBeTrue();
        var ready = (await job.GetAsync())!;
        (ready.State, ready.Code, ready.Cause, ready.Repairs).ShouldBe((JobState.Ready, "# as rendered", null, 1));
        var usage = await _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(ready.SessionId)).GetUsageAsync();
        usage.Entries.Select(e => e.Charge.RequestId).Order().ShouldBe(
            [
                $"job:{ready.JobId}:mend:1", $"job:{ready.JobId}:render:{first}:0", $"job:{ready.JobId}:render:{lease.Epoch}:1",
                $"job:{ready.JobId}:write",
            ]);
        usage.Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task After_three_repairs_comes_a_simpler_scene_and_then_the_end_with_its_cause()
    {
        var (job, lease, _) = await BeginAsync("cheap");
        for (var round = 1; round <= 4; round++)
        {
            await FailAsync(job, lease, "Line 1: bad.", "Latex");
            (lease, _) = await NextAsync(job);
        }

        _vault.Writer.Asked.Count(a => a.Simpler).ShouldBe(1);
        (await job.GetAsync())!.Code.ShouldBe("# simpler");
        await FailAsync(job, lease, "Line 1: bad.", "Latex");
        await OverAsync(job);
        var failed = (await job.GetAsync())!;
        (failed.State, failed.Fault, failed.Cause, failed.Message).ShouldBe((JobState.Failed, JobFault.Code, "Latex", "Line 1: bad."));
    }

    [Fact]
    public async Task The_money_of_a_job_ends_its_repairs()
    {
        // $0.30 after the first, $0.60 after the second: more than the job's budget of $0.50.
        var (job, lease, _) = await BeginAsync("dear");
        await FailAsync(job, lease, "Line 1: bad.", "Latex");
        (lease, _) = await NextAsync(job);
        await FailAsync(job, lease, "Line 1: bad.", "Latex");
        (await job.GetAsync())!.State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task A_layout_is_mended_once_and_the_better_version_is_taken()
    {
        var (job, lease, id) = await BeginAsync("cheap");
        var flawed = lease.Epoch;
        await FlawedAsync(job, lease, 2);
        (lease, var mended) = await NextAsync(job);
        (mended.Code, mended.MostFlaws).ShouldBe(("# cheap\n# mended layout", 2));
        _vault.Writer.Asked.Last().Failure
            .ShouldBe(new SceneFailure("# cheap", JobCause.Layout, 0, "The text 'a' reaches beyond the picture."));
        await RenderedAsync(job, lease);
        var ready = (await job.GetAsync())!;
        (ready.State, ready.Code, ready.Repairs, ready.Cause).ShouldBe((JobState.Ready, "# cheap\n# mended layout", 1, null));
        _vault.Writer.Asked.Count.ShouldBe(2);
        var ledger = await _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(ready.SessionId)).GetUsageAsync();
        ledger.Entries.Select(e => e.Charge.RequestId).ShouldBe(
            [$"job:{id}:write", $"job:{id}:render:{flawed}:0", $"job:{id}:mend:1", $"job:{id}:render:{lease.Epoch}:1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("worse")]
    [InlineData("refused")]
    [InlineData("broken")]
    public async Task The_first_version_is_taken_where_mending_its_layout_comes_to_nothing_better(string how)
    {
        var (job, lease, id) = await BeginAsync("cheap");
        if (how == "broken") _vault.Writer.Bad("down", times: 1);
        await FlawedAsync(job, lease, 1);
        if (how != "broken")
        {
            (lease, var better) = await NextAsync(job);
            better.Code.ShouldBe("# cheap\n# mended layout");
        }

        if (how == "worse") await FlawedAsync(job, lease, 2);
        if (how == "refused") await FailAsync(job, lease, "Line 2: bad.", "Latex", seconds: 1);
        (lease, var first) = await NextAsync(job);
        (first.Kind, first.Code, first.MostFlaws).ShouldBe((WorkOrderKind.Render, "# cheap", null));
        await RenderedAsync(job, lease, cached: true);
        var ready = (await job.GetAsync())!;
        (ready.State, ready.Code, ready.Fault, ready.Cause).ShouldBe((JobState.Ready, "# cheap", JobFault.None, null));
        var ledger = await _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(ready.SessionId)).GetUsageAsync();
        ledger.Entries.ShouldContain(
            e => e.Charge.Kind == "render-cached" && e.Charge.RequestId.StartsWith($"job:{id}:render:", StringComparison.Ordinal));
        ledger.Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Where_the_layout_may_not_be_mended_it_is_taken_as_it_is()
    {
        var (own, _, _) = await BeginAsync(null, "from manim import *");
        (await own.GetAsync())!.State.ShouldBe(JobState.Validating);
        await own.CancelAsync();
        var (job, lease, _) = await BeginAsync("cheap");
        _vault.Clock.Advance(TimeSpan.FromMinutes(11));
        await FlawedAsync(job, lease, 1);
        (lease, var next) = await NextAsync(job);
        next.MostFlaws.ShouldBeNull();
        await RenderedAsync(job, lease);
        ((await job.GetAsync())!.State, _vault.Writer.Asked.Count).ShouldBe((JobState.Ready, 1));
    }

    [Fact]
    public async Task Code_of_ones_own_fails_with_what_was_found()
    {
        var (job, lease, _) = await BeginAsync(null, "from manim import *");
        await FailAsync(job, lease, "Line 1: bad.", "Latex");
        var failed = (await job.GetAsync())!;
        (failed.State, failed.Cause).ShouldBe((JobState.Failed, "Latex"));
        _vault.Writer.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_told_twice_or_late_mends_once()
    {
        var (job, lease, _) = await BeginAsync("cheap");
        await FailAsync(job, lease, "Line 1: bad.", "Latex");
        await FailAsync(job, lease, "Line 1: bad.", "Latex");
        (await job.FailAsync(lease with { Epoch = lease.Epoch - 1 }, new RenderFailure(JobFault.Scene, "old", 1))).ShouldBeFalse();
        (lease, _) = await NextAsync(job);
        (await job.GetAsync())!.Repairs.ShouldBe(1);
    }

    [Fact]
    public async Task A_silo_that_dies_while_code_is_mended_mends_it_after_its_restart()
    {
        var (job, lease, id) = await BeginAsync("cheap");
        await FailAsync(job, lease, "Line 1: bad.", "Latex");
        _vault = await _vault.RestartAsync();
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        job = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(id));
        (_, var order) = await NextAsync(job);
        order.Code.ShouldBe("# cheap\n# mended Latex");
        (await job.GetAsync())!.Repairs.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_cancelled_while_its_code_is_written_stops_the_writing_and_gives_the_money_back()
    {
        var session = _vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(GrainKeys.NewId()));
        await session.OpenWebAsync();
        var submitted = await session.SubmitJobAsync(new JobRequest { Prompt = "slow" }, "key");
        var job = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(submitted.Job.JobId));
        await Eventually.AssertAsync(() => Task.FromResult(!_vault.Writer.Asked.IsEmpty), "the writing has begun");
        (await job.CancelAsync())!.State.ShouldBe(JobState.Cancelled);
        await OverAsync(job);
        var ledger = _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(submitted.Job.SessionId));
        await Eventually.AssertAsync(async () => (await ledger.GetUsageAsync()).Reserved == 0, "the reservation is given back");
        (await ledger.GetUsageAsync()).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scene_that_cannot_be_made_does_not_lose_the_others()
    {
        const string two = "from manim import *\nclass A(Scene):\n    def construct(self):\n        Foo()\n\nclass B(Scene):\n"
            + "    def construct(self):\n        self.wait()\n";
        var (job, lease, _) = await BeginAsync("dear");
        var order = new WorkOrder(WorkOrderKind.Stop);
        for (var round = 0; round < 2; round++)
        {
            (await job.FailAsync(lease, new RenderFailure(JobFault.Scene, "Line 4: NameError.", 0) { Code = two })).ShouldBeTrue();
            (lease, order) = await NextAsync(job);
        }

        order.Code!.ShouldNotContain("class A");
        await job.ReportAsync(lease, JobState.Rendering, 40);
        await job.ReportAsync(lease, JobState.Uploading, 92);
        await job.CompleteAsync(lease, new RenderArtefact("videos/p.mp4", 10, 6, 2));
        var ready = (await job.GetAsync())!;
        (ready.State, ready.IsPartial, ready.Cause).ShouldBe((JobState.Ready, true, JobCause.Partial));
    }

    [Fact]
    public async Task Two_scenes_that_cannot_be_made_do_not_lose_the_third_and_each_render_is_paid()
    {
        const string three = "class A(Scene):\n    Foo()\nclass B(Scene):\n    Foo()\nclass C(Scene):\n    pass\n";
        var (job, lease, id) = await BeginAsync("dear");
        await BreakAsync(job, lease, three);
        (lease, _) = await NextAsync(job);
        await BreakAsync(job, lease, three);
        (lease, var two) = await NextAsync(job);
        await BreakAsync(job, lease, two.Code!);
        (lease, var next) = await NextAsync(job);
        next.Code.ShouldBe("class C(Scene):\n    pass\n");
        await RenderedAsync(job, lease);
        var ready = (await job.GetAsync())!;
        (ready.State, ready.IsPartial).ShouldBe((JobState.Ready, true));
        var usage = await _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(ready.SessionId)).GetUsageAsync();
        usage.Entries.Count(e => e.Charge.RequestId.StartsWith($"job:{id}:render:", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("no code")]
    public async Task A_bad_answer_to_a_repair_is_one_round_of_them(string how)
    {
        var (job, lease, _) = await BeginAsync("cheap");
        _vault.Writer.Bad(how, times: 2);
        await FailAsync(job, lease, "Line 1: Foo is not defined.", "UnknownName");
        (lease, var next) = await NextAsync(job);
        next.Code.ShouldBe("# cheap\n# mended UnknownName");
        (await job.GetAsync())!.Repairs.ShouldBe(3);
        _vault.Writer.Asked.Skip(1).Select(asked => asked.Failure)
            .ShouldAllBe(failure => failure == new SceneFailure("# cheap", "UnknownName", 1, "Line 1: Foo is not defined."));
    }

    [Fact]
    public async Task Bad_answers_to_every_repair_end_with_what_the_scene_failed_of()
    {
        var (job, lease, _) = await BeginAsync("cheap");
        _vault.Writer.Bad("no code", times: 4);
        (await job.FailAsync(lease, new RenderFailure(JobFault.Limit, "The scene used too much memory.", 0))).ShouldBeTrue();
        await OverAsync(job);
        var failed = (await job.GetAsync())!;
        (failed.State, failed.Fault, failed.Cause, failed.Message)
            .ShouldBe((JobState.Failed, JobFault.Limit, JobCause.LimitReached, "The scene used too much memory."));
        _vault.Writer.Asked.Select(asked => asked.Simpler).ShouldBe([false, false, false, false, true]);
    }

    [Fact]
    public async Task Where_no_repair_comes_the_scenes_that_work_are_the_video()
    {
        const string two = "class A(Scene):\n    Foo()\nclass B(Scene):\n    pass\n";
        var (job, lease, _) = await BeginAsync("cheap");
        _vault.Writer.Bad("down", times: 4);
        await BreakAsync(job, lease, two);
        (lease, var next) = await NextAsync(job);
        next.Code.ShouldBe("class B(Scene):\n    pass\n");
        (await job.GetAsync())!.IsPartial.ShouldBeTrue();
    }

    [Fact]
    public async Task A_budget_that_is_used_up_ends_the_repairs_at_once()
    {
        var (job, lease, _) = await BeginAsync("cheap");
        _vault.Writer.Bad("expensive", times: 1);
        await FailAsync(job, lease, "Line 1: bad.", "Latex");
        await OverAsync(job);
        (await job.GetAsync())!.Fault.ShouldBe(JobFault.Budget);
    }

    [Fact]
    public async Task The_render_seconds_of_the_day_end_the_repairs_and_leave_what_is_rendered()
    {
        var (job, lease, _) = await BeginAsync("cheap");
        await FailAsync(job, lease, "Line 1: bad.", "Latex", seconds: 3_600);
        await OverAsync(job);
        (await job.GetAsync())!.Cause.ShouldBe(JobCause.RenderTimeUsed);

        (job, lease, _) = await BeginAsync("cheap");
        (await job.ReportAsync(lease, JobState.Rendering, 40)).ShouldBeTrue();
        (await job.FailAsync(lease, new RenderFailure(JobFault.Scene, "Beyond the picture.", 3_600) { Cause = JobCause.Layout, Flaws = 1 }))
            .ShouldBeTrue();
        (lease, var next) = await NextAsync(job);
        next.MostFlaws.ShouldBeNull();
        await RenderedAsync(job, lease, cached: true);
        (await job.GetAsync())!.State.ShouldBe(JobState.Ready);
    }

    private static async Task BreakAsync(IJobGrain job, WorkLease lease, string code) =>
        (await job.FailAsync(lease, new RenderFailure(JobFault.Scene, "Line 2: NameError.", 1) { Code = code })).ShouldBeTrue();

    private async Task<(IJobGrain Job, WorkLease Lease, string Id)> BeginAsync(string? prompt, string? code = null)
    {
        var session = _vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(GrainKeys.NewId()));
        await session.OpenWebAsync();
        var submitted = await session.SubmitJobAsync(new JobRequest { Prompt = prompt, Code = code }, "key");
        var job = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(submitted.Job.JobId));
        var (lease, order) = await NextAsync(job);
        (order.Kind, order.MostFlaws).ShouldBe((WorkOrderKind.Render, code is null ? 0 : null));
        return (job, lease, submitted.Job.JobId);
    }

    /// <summary>A renderer's next lease on the job, and its work order.</summary>
    private async Task<(WorkLease Lease, WorkOrder Order)> NextAsync(IJobGrain job)
    {
        var lease = await _vault.LeaseAsync();
        GrainKeys.Job(lease.JobId).ShouldBe(job.GetPrimaryKeyString());
        var order = await job.BeginAsync(lease);
        order.Kind.ShouldBe(WorkOrderKind.Render);
        return (lease, order);
    }

    private static Task OverAsync(IJobGrain job) =>
        Eventually.AssertAsync(async () => (await job.GetAsync())!.IsSettled, "the job is over");

    private static async Task FlawedAsync(IJobGrain job, WorkLease lease, int flaws)
    {
        (await job.ReportAsync(lease, JobState.Rendering, 40)).ShouldBeTrue();
        (await job.FailAsync(
            lease,
            new RenderFailure(JobFault.Scene, "The text 'a' reaches beyond the picture.", 1) { Cause = JobCause.Layout, Flaws = flaws }))
            .ShouldBeTrue();
    }

    private static async Task RenderedAsync(IJobGrain job, WorkLease lease, bool cached = false)
    {
        (await job.ReportAsync(lease, JobState.Rendering, 40)).ShouldBeTrue();
        (await job.ReportAsync(lease, JobState.Uploading, 92)).ShouldBeTrue();
        (await job.CompleteAsync(lease, new RenderArtefact("videos/r.mp4", 10, 6, cached ? 0 : 2) { Cached = cached })).ShouldBeTrue();
    }

    private static async Task FailAsync(IJobGrain job, WorkLease lease, string message, string cause, double seconds = 0) =>
        (await job.FailAsync(lease, new RenderFailure(JobFault.Code, message, seconds) { Cause = cause })).ShouldBeTrue();
}
