using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.Storyboards;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Jobs;
using ObsidianVault.Grains.Jobs.Repairs;
using ObsidianVault.Grains.Sessions.Wording;

namespace ObsidianVault.Unit.Jobs;

/// <summary>A job's life, as pure functions of its record.</summary>
public sealed class JobMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly LifetimeOptions Lifetimes = new();
    private static readonly JobOptions Options = new();

    [Fact]
    public void A_prompt_wants_a_writer_and_code_of_ones_own_a_renderer()
    {
        Prompt().Wants().ShouldBe(WorkKind.Write);
        var own = JobAdmission.Admit("s", new JobRequest { Code = "x" }, Options, Now);
        (own.State, own.Wants()).ShouldBe((JobState.Validating, WorkKind.Render));
    }

    [Fact]
    public void A_request_that_is_too_large_has_failed_before_it_begins()
    {
        var job = JobAdmission.Admit("s", new JobRequest { Code = new string('x', 50_001) }, Options, Now);
        (job.State, job.Cause, job.Message)
            .ShouldBe((JobState.Failed, JobCause.TooLarge, "The code has 50,001 characters; at most 50,000 are possible."));
    }

    [Fact]
    public void A_writer_gets_the_prompt_and_its_code_waits_for_a_renderer()
    {
        var job = Begin(Prompt(), 1);
        (job.State, job.WorkStartedAt, job.Attempt).ShouldBe((JobState.Generating, Now, 1));
        JobWriting.Order(job, "id", Lifetimes).ShouldBe(
            new WritingOrder(WritingKind.Code, "write", "p", "s", "job:id:write", "telegram", 1, Now + Lifetimes.Processing));

        job = JobWriting.Wrote(job, new WrittenScene("write", "code", "A title", "m", 0.1m), At(minutes: 2));
        (job.State, job.Code, job.Title, job.WrittenCost, job.Wants())
            .ShouldBe((JobState.Validating, "code", "A title", 0.1m, WorkKind.Render));
        (job.WorkStartedAt, job.Worked, job.Attempt).ShouldBe((null, TimeSpan.FromMinutes(2), 0));
        job.Holds(Lease(1)).ShouldBeFalse();
    }

    [Fact]
    public void A_scene_is_planned_once_before_its_code_and_the_plan_stays_with_the_job()
    {
        var terms = At() with { CanPlan = true };
        var job = JobWriting.Begin(Prompt(), Lease(1), terms);
        JobWriting.Order(job, "id", Lifetimes).ShouldSatisfyAllConditions(
            order => (order.Kind, order.Step, order.RequestId).ShouldBe((WritingKind.Outline, "outline", "job:id:outline")));
        var plan = new ScenePlan("Objective: p\n", "Axes", "");
        var planned = JobWriting.Begin(JobWriting.Outlined(job, new WrittenOutline("outline", plan, 0.1m)), Lease(1), terms);
        (planned.Step, planned.Attempt, planned.WrittenCost).ShouldBe(("write", 1, 0.1m));
        JobWriting.Order(planned, "id", Lifetimes).Plan.ShouldBe(plan);
        // Nothing that came is no second attempt.
        var without = JobWriting.Outlined(job, new WrittenOutline("outline", new ScenePlan("", "", ""), 0.1m));
        (JobWriting.Begin(without, Lease(1), terms).Step, without.Plan).ShouldBe(("write", null));
        // A scene of a storyboard has its plan already.
        var scene = JobAdmission.Admit("s", new JobRequest { Prompt = "p", ParentId = "x" }, Options, Now);
        JobWriting.Begin(scene, Lease(1), terms).Step.ShouldBe("write");
    }

    [Fact]
    public void What_a_job_waits_for_is_no_time_in_work()
    {
        var job = JobWriting.Wrote(Begin(Prompt(), 1), new WrittenScene("write", "code", null, "m", 0), At(minutes: 2));
        job.NextDue(Lifetimes).ShouldBe(Now + Lifetimes.Queued);
        job = JobRendering.Begin(job, Lease(2, WorkKind.Render), Now.AddHours(5));
        job.NextDue(Lifetimes).ShouldBe(Now.AddHours(5) - TimeSpan.FromMinutes(2) + Lifetimes.Processing);
    }

    [Fact]
    public void A_step_under_another_lease_is_another_call_and_one_under_the_same_is_not()
    {
        var job = Begin(Prompt(), 1);
        JobWriting.Begin(job, Lease(1), At()).ShouldBeSameAs(job);
        job = Begin(job, 2);
        JobWriting.Order(job, "id", Lifetimes).RequestId.ShouldBe("job:id:write:2");
    }

    [Fact]
    public void Only_the_writer_that_holds_the_job_tells_of_the_step_that_it_is_at()
    {
        var job = Begin(Begin(Prompt(), 1), 2);
        JobWriting.IsAt(job, Lease(2), "write").ShouldBeTrue();
        JobWriting.IsAt(job, Lease(1), "write").ShouldBeFalse();
        JobWriting.IsAt(job, Lease(2), "mend:1").ShouldBeFalse();
        JobWriting.IsAt(job, Lease(2, WorkKind.Render), "write").ShouldBeFalse();
        JobWriting.IsAt(JobWriting.Wrote(job, new WrittenScene("write", "code", null, "m", 0), At()), Lease(2), "write").ShouldBeFalse();
    }

    [Fact]
    public void A_plan_becomes_scenes_that_the_job_waits_for_outside_of_every_queue()
    {
        var job = Begin(Prompt("limits in 3 scenes"), 1);
        job.Step.ShouldBe("plan");
        job = JobWriting.Planned(
            job, "id", new WrittenPlan("plan", "Limits", [new("one", "shows one", "says"), new("two", "shows two", "")], "m", 0.1m), At());
        (job.State, job.Wants(), job.WaitsForScenes(), job.Title).ShouldBe((JobState.Rendering, null, true, "Limits"));
        job.Parts.Select(part => part.JobId).ShouldBe(["id-1", "id-2"]);
        job.PartPrompts[0].ShouldBe("One scene of the video \"Limits\": one.\nshows one\nMeanwhile is said: says");
        JobWriting.Share(job, Options).ShouldBe(0.2m);
    }

    [Fact]
    public void A_plan_that_is_none_is_followed_by_one_scene_under_the_same_lease()
    {
        var job = JobWriting.Planned(Begin(Prompt("limits in 3 scenes"), 1), "id", new WrittenPlan("plan", "", [], "m", 0.1m), At());
        job.Holds(Lease(1)).ShouldBeTrue();
        job = JobWriting.Begin(job, Lease(1), At());
        (job.Step, job.StepRuns, job.Attempt, job.WrittenCost).ShouldBe(("write", 1, 1, 0.1m));
    }

    [Fact]
    public void A_job_that_kills_its_workers_is_given_up_and_what_they_report_begins_anew()
    {
        var job = Prompt();
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            job.IsGivenUp(Lease(epoch)).ShouldBeFalse();
            job = Begin(job, epoch);
        }

        job.IsGivenUp(Lease(4)).ShouldBeTrue();
        JobWriting.Wrote(job, new WrittenScene("write", "code", null, "m", 0), At()).IsGivenUp(Lease(4, WorkKind.Render)).ShouldBeFalse();
    }

    [Fact]
    public void A_writer_may_give_a_job_back_as_often_as_it_has_time_and_a_renderer_ten_times()
    {
        var (written, rendered) = (Prompt(), JobAdmission.Admit("s", new JobRequest { Code = "x" }, Options, Now));
        for (var returned = 0; returned < 12; returned++)
        {
            written = Begin(written, returned + 1, returned);
            rendered = JobRendering.Begin(rendered, Lease(returned + 1, WorkKind.Render) with { Returned = returned }, Now);
        }

        written.IsGivenUp(Lease(13) with { Returned = 12 }).ShouldBeFalse();
        rendered.IsGivenUp(Lease(13, WorkKind.Render) with { Returned = 12 }).ShouldBeFalse();
        rendered = JobRendering.Begin(rendered, Lease(13, WorkKind.Render) with { Returned = 12 }, Now);
        rendered.IsGivenUp(Lease(14, WorkKind.Render) with { Returned = 12 }).ShouldBeTrue();
        // Returns by writers do not count towards the ten that renderers have.
        var next = JobWriting.Wrote(written, new WrittenScene("write", "code", null, "m", 0), At());
        next = JobRendering.Begin(next, Lease(13, WorkKind.Render) with { Returned = 12 }, Now);
        next.IsGivenUp(Lease(14, WorkKind.Render) with { Returned = 13 }).ShouldBeFalse();
    }

    [Fact]
    public void A_lease_of_a_new_queue_is_taken_for_a_job_of_an_old_one()
    {
        var old =
            new JobRecord { Request = new JobRequest { Prompt = "p" }, State = JobState.Rendering, Code = "x", Epoch = 900, Attempt = 1 };
        old.IsNew(Lease(1, WorkKind.Render)).ShouldBeTrue();
        JobRendering.Begin(old, Lease(1, WorkKind.Render), Now).IsNew(Lease(1, WorkKind.Render)).ShouldBeFalse();
    }

    [Fact]
    public void The_video_keeps_all_that_the_job_learned_meanwhile()
    {
        var job = Rendering(Prompt() with { WrittenCost = 0.2m });
        var done = JobRendering.Completed(
            job, new RenderArtefact("v.mp4", 1, 2, 3) { Code = "fixed", ThumbnailKey = "t", CodeKey = "c" }, null, Options, Lifetimes, Now);
        (done.State, done.Percent, done.VideoKey, done.Code, done.WrittenCost, done.ThumbnailKey)
            .ShouldBe((JobState.Ready, 100, "v.mp4", "fixed", 0.2m, "t"));
        done.DeleteVideoAt.ShouldBe(Now + Lifetimes.Videos);
    }

    [Fact]
    public void Whoever_sent_the_code_is_told_of_its_repairs_and_everybody_of_the_advice_in_the_chat_too()
    {
        var artefact = new RenderArtefact("v.mp4", 1, 2, 3) { Advice = ["A", "B", "C"], Repairs = ["R"] };
        Done(Rendering(Prompt())).Advice.ShouldBe(["A", "B", "C"]);
        var own = Done(Rendering(Prompt() with { Request = new JobRequest { Code = "x" } }));
        own.Advice.ShouldBe(["R", "A", "B", "C"]);
        Texts.All["en"].Ready(JobSnapshots.Of(own, "id", 100, null)!, "link", TimeSpan.FromMinutes(5)).ShouldEndWith("\n💡 R\n💡 A\n💡 B");

        JobRecord Done(JobRecord job) => JobRendering.Completed(job, artefact, null, Options, Lifetimes, Now);
    }

    [Fact]
    public void A_joined_video_says_how_many_scenes_it_has()
    {
        var job = Rendering(Prompt()) with { Code = null, Parts = [Made("id-1"), Made("id-2") with { State = JobState.Failed }] };
        var joined = new JoinedScenes("code", "k", "t", "subtitles", 1, IsPartial: true);
        var done = JobRendering.Completed(job, new RenderArtefact("v.mp4", 1, 2, 3) { Code = "not this" }, joined, Options, Lifetimes, Now);
        (done.Message, done.Cause, done.IsPartial, done.Code, done.Subtitles, done.ThumbnailKey).ShouldBe(
            ("Your video is ready, with 1 of 2 scenes.", JobCause.Partial, true, "code", "subtitles", "t"));
    }

    [Fact]
    public void A_job_ends_by_what_its_time_ran_out_of()
    {
        Prompt().TimedOut(Now).State.ShouldBe(JobState.Expired);
        (Prompt() with { State = JobState.Generating }).TimedOut(Now).State.ShouldBe(JobState.Failed);
        var late = Begin(Prompt(), 1).TimedOut(Now);
        (late.State, late.Cause).ShouldBe((JobState.Failed, JobCause.TookTooLong));
    }

    [Fact]
    public void The_scenes_bring_the_job_into_work_and_to_its_join()
    {
        var job = Rendering(Prompt()) with
        {
            Code = null,
            WorkStartedAt = null,
            Worked = TimeSpan.Zero,
            Attempt = 0,
            Parts = [Part("id-1"), Part("id-2")],
            PartPrompts = ["a", "b"],
        };
        JobScenes.Reported(job, new SceneReport(job.Parts, IsBegun: false, 30, null, null), Now).ShouldBeSameAs(job);
        job = JobScenes.Reported(job, new SceneReport(job.Parts, IsBegun: true, 40, null, null), Now);
        job.WorkStartedAt.ShouldBe(Now);

        job = JobScenes.Reported(job, new SceneReport([Made("id-1"), Part("id-2")], IsBegun: true, 60, null, null), Now);
        (job.Message, job.Percent, job.PartPrompts.Length, job.Wants()).ShouldBe(("1 of 2 scenes are made.", 54, 0, null));

        var handovers = job.Handovers;
        var over = JobScenes.Reported(job, new SceneReport([Made("id-1"), Made("id-2")], IsBegun: true, 100, null, null), Now);
        (over.Wants(), over.Handovers, over.Percent).ShouldBe((WorkKind.Render, handovers + 1, 80));
        JobScenes.Reported(over, new SceneReport([Made("id-1"), Made("id-2")], IsBegun: true, 100, null, null), Now).ShouldBeSameAs(over);
    }

    [Fact]
    public void A_job_of_whose_scenes_none_is_made_says_why_the_first_failed()
    {
        var job = Rendering(Prompt()) with { Code = null, Parts = [Part("id-1")] };
        var failed = JobScenes.Reported(
            job,
            new SceneReport(
                [Part("id-1") with { State = JobState.Failed }], true, 100, null, new SceneFault(JobFault.Code, "Latex", "Line 1: bad.")),
            Now);
        (failed.State, failed.Fault, failed.Cause, failed.Message).ShouldBe((JobState.Failed, JobFault.Code, "Latex", "Line 1: bad."));
    }

    [Fact]
    public void Progress_is_stored_ahead_of_what_is_shown()
    {
        var progress = new JobProgress();
        var job = JobProgress.Ahead(Rendering(Prompt()), 35);
        job.ShownPercent.ShouldBe(60);
        progress.Show(job, 45).ShouldBeSameAs(job);
        progress.Show(job, 41).ShouldBeSameAs(job);
        progress.Of(job).ShouldBe(45);
        job = progress.Show(job, 61);
        job.ShownPercent.ShouldBe(90);
        var next = new JobProgress();
        next.Resume(job);
        next.Of(job).ShouldBeGreaterThanOrEqualTo(61);

        var waiting = progress.Keep(job, job.HandOver(Now));
        (waiting.Percent, waiting.ShownPercent).ShouldBe((61, 61));
    }

    private static JobRecord Prompt(string prompt = "p") =>
        JobAdmission.Admit("s", new JobRequest { Prompt = prompt, Channel = "telegram" }, Options, Now);

    private static JobRecord Rendering(JobRecord job) =>
        job with { State = JobState.Uploading, Code = "x", Percent = 15, Epoch = 1, Attempt = 1, Confirmed = 1, WorkStartedAt = Now };

    private static JobPart Part(string id) => new() { JobId = id, Title = id };

    private static JobPart Made(string id) => Part(id) with { State = JobState.Ready, VideoKey = $"videos/{id}.mp4", Seconds = 2 };

    private static WorkLease Lease(long epoch, WorkKind kind = WorkKind.Write) => new("id", kind, epoch, Now.AddSeconds(20));

    private static RepairTerms At(int minutes = 0) => new(Options, CanMend: true, IsRenderTimeUsed: false, Now.AddMinutes(minutes));

    private static JobRecord Begin(JobRecord job, long epoch, int returned = 0) =>
        JobWriting.Begin(job, Lease(epoch) with { Returned = returned }, At());
}
