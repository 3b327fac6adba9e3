using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Fakes;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Cluster.Ai;

/// <summary>
/// The cost of writing a job's code, with the real AI service and the owner's real ledger; the test acts as the renderer.
/// </summary>
public sealed class JobLedgerTests(SqliteStorage storage) : IAsyncLifetime
{
    private const string Code = "```python\n# title: A circle\nfrom manim import *\n```";
    private readonly string _session = GrainKeys.NewId();
    private ProviderStandIn _a = null!;
    private ProviderStandIn _b = null!;
    private VaultSilo _vault = null!;

    private ILedgerGrain Ledger => _vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(_session));

    public async ValueTask InitializeAsync()
    {
        (_a, _b) = (await ProviderStandIn.StartNewAsync(), await ProviderStandIn.StartNewAsync());
        _a.Script(new ProviderReply { Text = Code });
        var settings = new Dictionary<string, string?>(await storage.NewAsync()) { ["Jobs:Budget"] = "0.2" };
        _vault = await VaultSilo.StartAsync(settings.Concat(AiProcess.Endpoints([_a, _b])).ToDictionary());
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task An_attempt_that_billed_and_failed_is_paid_by_the_owner_and_counts_as_the_jobs_money()
    {
        // $0.30 for an answer that was cut off, $0.03 for the one that is used.
        _a.Script(new ProviderReply { Text = Code, Finish = "length", Usage = Input(100_000) });
        _b.Script(new ProviderReply { Text = Code, Usage = Input(10_000) });
        var (job, id) = await SubmitAsync();
        var lease = await LeaseAsync();
        (await CodeAsync(job, lease)).Code.ShouldBe("# title: A circle\nfrom manim import *");

        var usage = await Ledger.GetUsageAsync();
        usage.Reserved.ShouldBe(0);
        usage.Entries.Select(e => (e.Charge.RequestId, e.Charge.Provider, e.Charge.Outcome, e.Charge.Amount, e.Charge.Channel)).ShouldBe(
            [
                ($"job:{id}:write#1", "a", ChargeOutcome.Failed, 0.3m, "telegram"),
                ($"job:{id}:write", "b", ChargeOutcome.Complete, 0.03m, "telegram"),
            ],
            ignoreOrder: true);

        // More than the job's budget of $0.20: it is not repaired.
        (await job.FailAsync(lease, new RenderFailure(JobFault.Code, "Line 1: bad.", 2) { Cause = "Latex" })).ShouldBeTrue();
        (await job.GetAsync())!.State.ShouldBe(JobState.Failed);
        (_a.Hits, _b.Hits).ShouldBe((1, 1));
        (await Ledger.GetUsageAsync()).Entries.Single(e => e.Charge.Kind == "render-seconds").Charge.Channel.ShouldBe("telegram");
    }

    [Fact]
    public async Task What_mends_a_scene_is_paid_by_its_round_and_never_comes_from_the_cache()
    {
        const string Patch = "```diff\n<<<<<<< SEARCH\nnot there\n=======\nx = 1\n>>>>>>> REPLACE\n```";
        // The same answer twice repairs nothing; if a patch does not apply, the whole code is requested.
        _a.Script(
            new ProviderReply { Text = Code }, new ProviderReply { Text = Code }, new ProviderReply { Text = Patch },
            new ProviderReply { Text = "```python\nx = 1\n```" });
        var (job, id) = await SubmitAsync();
        var lease = await LeaseAsync();
        await CodeAsync(job, lease);
        for (var round = 1; round <= 2; round++)
        {
            (await job.FailAsync(lease, new RenderFailure(JobFault.Code, "Line 1: bad.", 0) { Cause = "Latex" })).ShouldBeTrue();
            (await CodeAsync(job, lease = await LeaseAsync())).Kind.ShouldBe(WorkOrderKind.Render);
        }

        (await job.GetAsync())!.Code.ShouldBe("x = 1");
        (await Ledger.GetUsageAsync()).Entries.Select(e => e.Charge.RequestId).ShouldBe(
            [$"job:{id}:write", $"job:{id}:mend:1", $"job:{id}:mend:2", $"job:{id}:mend:2:whole"], ignoreOrder: true);
        _a.Hits.ShouldBe(4);

        // The second request is the same, so the same user gets the answer free of charge.
        var (again, _) = await SubmitAsync("again");
        (await CodeAsync(again, await LeaseAsync())).Code.ShouldBe("# title: A circle\nfrom manim import *");
        _a.Hits.ShouldBe(4);
        (await Ledger.GetUsageAsync()).Entries.Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_step_that_is_done_again_is_paid_once_for_each_call_that_a_provider_answered()
    {
        _vault.RealWriter.IsHeld = true;
        var (job, id) = await SubmitAsync();
        await Eventually.AssertAsync(() => Task.FromResult(_vault.RealWriter.HasAnswered), "the provider answered");

        // The answer is paid for but the job does not have it. The cache is lost with the silo, so the provider bills a second call.
        await ShouldBePaidAsync($"job:{id}:write");
        _vault = await _vault.RestartKilledAsync();
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        job = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(id));
        (await CodeAsync(job, await LeaseAsync())).Kind.ShouldBe(WorkOrderKind.Render);
        _a.Hits.ShouldBe(2);
        await ShouldBePaidAsync($"job:{id}:write", $"job:{id}:write:2");
    }

    [Fact]
    public async Task A_job_that_is_cancelled_pays_for_what_was_sent_and_one_beyond_the_budget_is_never_sent()
    {
        _a.Script(ProviderReply.Hang);
        var (job, id) = await SubmitAsync();
        await Eventually.AssertAsync(() => Task.FromResult(_a.Hits == 1), "the provider is asked");
        await job.CancelAsync();
        await _a.Requests.Items[0].Aborted.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Eventually.AssertAsync(async () => (await Ledger.GetUsageAsync()) is { Reserved: 0, Entries.Length: 1 }, "it is booked");
        var charge = (await Ledger.GetUsageAsync()).Entries[0].Charge;
        (charge.RequestId, charge.Outcome, charge.Estimated).ShouldBe(($"job:{id}:write", ChargeOutcome.Failed, true));

        await Ledger.SetBudgetAsync(new UserBudget(Daily: null, Monthly: 0.01m));
        var (refused, _) = await SubmitAsync("refused");
        await Eventually.AssertAsync(async () => (await refused.GetAsync())!.IsSettled, "the job is over");
        var failed = (await refused.GetAsync())!;
        (failed.Fault, failed.Message).ShouldBe((JobFault.Budget, "Your budget for this month is used up."));
        _a.Hits.ShouldBe(1);
    }

    private static string Input(int tokens) => $$"""{"prompt_tokens":{{tokens}},"completion_tokens":0,"total_tokens":{{tokens}}}""";

    private async Task ShouldBePaidAsync(params string[] ids)
    {
        var usage = await Ledger.GetUsageAsync();
        usage.Entries.Select(e => e.Charge.RequestId).ShouldBe(ids, ignoreOrder: true);
        usage.Reserved.ShouldBe(0);
    }

    private async Task<(IJobGrain Job, string Id)> SubmitAsync(string key = "key")
    {
        var session = _vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(_session));
        await session.OpenWebAsync();
        var submitted = await session.SubmitJobAsync(new JobRequest { Prompt = "Draw a circle", Channel = ChannelNames.Telegram }, key);
        return (_vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(submitted.Job.JobId)), submitted.Job.JobId);
    }

    private Task<WorkLease> LeaseAsync() => _vault.LeaseAsync();

    private static Task<WorkOrder> CodeAsync(IJobGrain job, WorkLease lease) => job.BeginAsync(lease);
}
