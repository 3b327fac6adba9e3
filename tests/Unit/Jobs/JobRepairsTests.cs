using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Jobs;
using ObsidianVault.Grains.Jobs.Repairs;

namespace ObsidianVault.Unit.Jobs;

/// <summary>How a failure changes a job.</summary>
public sealed class JobRepairsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly RepairTerms Terms = new(new JobOptions(), CanMend: true, IsRenderTimeUsed: false, Now);
    private static readonly RenderFailure Failure = new(JobFault.Code, "Line 1: bad.", 0) { Cause = "Latex" };
    private static readonly RenderFailure Flawed = new(JobFault.Scene, "Beyond the picture.", 0) { Cause = JobCause.Layout, Flaws = 2 };

    private static readonly JobRecord Job = new()
    {
        SessionId = "s", Request = new JobRequest { Prompt = "p" }, State = JobState.Rendering, Code = "code", WorkStartedAt = Now,
        Attempt = 1, Epoch = 7, Confirmed = 1,
    };

    [Fact]
    public void A_failed_render_sends_the_job_back_to_the_writers()
    {
        var job = JobRepairs.AfterRender(Job, Failure, Terms);
        (job.State, job.Wants(), job.Draft, job.Code, job.Attempt, job.Handovers)
            .ShouldBe((JobState.Generating, WorkKind.Write, "code", null, 0, 2));
        job.Repairs.ShouldHaveSingleItem().ShouldBe(new RepairRecord(1, "Latex", 1, "Line 1: bad.", Now, Simpler: false, JobFault.Code));
    }

    [Fact]
    public void A_scene_that_is_left_out_sends_it_back_to_the_renderers()
    {
        const string two = "class A(Scene):\n    Foo()\nclass B(Scene):\n    pass\n";
        var job = JobRepairs.AfterRender(Job, Failure with { Code = two, Message = "Line 2: NameError." }, Terms with { CanMend = false });
        (job.State, job.Wants(), job.Code, job.IsPartial, job.Handovers)
            .ShouldBe((JobState.Validating, WorkKind.Render, "class B(Scene):\n    pass\n", true, 2));
    }

    [Fact]
    public void Without_render_time_nothing_is_repaired()
    {
        var job = JobRepairs.AfterRender(Job, Failure, Terms with { IsRenderTimeUsed = true });
        (job.State, job.Cause).ShouldBe((JobState.Failed, JobCause.RenderTimeUsed));
    }

    [Fact]
    public void What_fails_while_it_is_uploaded_is_not_the_codes_fault()
    {
        var job = JobRepairs.AfterRender(Job with { State = JobState.Uploading }, Failure, Terms);
        (job.State, job.Cause).ShouldBe((JobState.Failed, "Latex"));
    }

    [Fact]
    public void A_layout_is_repaired_once_and_the_first_version_is_kept()
    {
        var job = JobRepairs.AfterRender(Job, Flawed, Terms);
        (job.Wants(), job.Kept, job.KeptFlaws).ShouldBe((WorkKind.Write, "code", 2));
        var worse = JobRepairs.AfterRender(job with { State = JobState.Rendering, Code = "worse", Draft = null }, Flawed, Terms);
        (worse.Wants(), worse.Code, worse.Kept).ShouldBe((WorkKind.Render, "code", null));
        JobRepairs.MayMendLayout(worse, Terms).ShouldBeFalse();
        JobRendering.Draws(worse).ShouldBeFalse();
    }

    [Fact]
    public void A_layout_that_may_not_be_repaired_is_taken_at_once()
    {
        var job = JobRepairs.AfterRender(Job, Flawed, Terms with { IsRenderTimeUsed = true });
        (job.State, job.Code, job.Kept, job.LayoutTried).ShouldBe((JobState.Validating, "code", null, true));
    }

    [Fact]
    public void A_bad_answer_to_a_repair_is_a_round_of_them_under_the_same_lease()
    {
        var job = JobRepairs.AfterRender(Job, Failure, Terms).Begin(new WorkLease("id", WorkKind.Write, 8, Now), Now);
        var next = JobRepairs.AfterWriting(job, JobFault.Provider, "down", null, Terms);
        (next.State, next.Repairs.Length, next.Draft, next.Attempt).ShouldBe((JobState.Generating, 2, "code", 1));
        next.Repairs[1].Cause.ShouldBe("Latex");
    }

    [Fact]
    public void Where_no_repair_is_left_the_scenes_own_failure_is_the_end()
    {
        var job = JobRepairs.AfterRender(Job, Failure, Terms);
        var end = JobRepairs.AfterWriting(job, JobFault.Provider, "down", null, Terms with { CanMend = false });
        (end.State, end.Fault, end.Cause, end.Message).ShouldBe((JobState.Failed, JobFault.Code, "Latex", "Line 1: bad."));
    }

    [Fact]
    public void Money_that_is_used_up_ends_all()
    {
        var job = JobRepairs.AfterRender(Job, Failure, Terms);
        var end = JobRepairs.AfterWriting(job, JobFault.Budget, "Your budget for this month is used up.", null, Terms);
        (end.State, end.Fault).ShouldBe((JobState.Failed, JobFault.Budget));
    }

    [Fact]
    public void No_answer_takes_the_version_that_renders()
    {
        var job = JobRepairs.AfterRender(Job, Flawed, Terms);
        var taken = JobRepairs.AfterWriting(job, JobFault.Provider, "down", null, Terms);
        (taken.State, taken.Code, taken.Wants()).ShouldBe((JobState.Validating, "code", WorkKind.Render));
    }

    private static readonly RenderFailure ToSee =
        new(JobFault.None, "", 0) { Cause = JobCause.Review, Code = "code", SheetKey = "images/a.jpg" };

    [Fact]
    public void A_video_is_looked_at_once_and_taken_from_the_cache_if_it_is_good()
    {
        var terms = Terms with { CanReview = true };
        JobRepairs.MayReview(Job, Terms).ShouldBeFalse();
        JobRepairs.MayReview(Job, terms).ShouldBeTrue();
        var job = JobRepairs.AfterRender(Job, ToSee, terms);
        (job.Wants(), job.Kept, job.Review).ShouldBe((WorkKind.Write, "code", new ReviewRequest("images/a.jpg", "")));
        JobRepairs.MayReview(job, terms).ShouldBeFalse();
        var good = JobRepairs.Reviewed(job, "", terms);
        (good.Wants(), good.Code, good.Review, good.Handovers, good.Repairs.Length).ShouldBe((WorkKind.Render, "code", null, 3, 0));
        JobRendering.Draws(good).ShouldBeFalse();
        JobRendering.Order(good, null, terms).Review.ShouldBeFalse();
    }

    [Fact]
    public void Its_defects_are_one_round_and_a_version_that_is_worse_gives_way_to_it()
    {
        var terms = Terms with { CanReview = true };
        var job = JobRepairs.Reviewed(JobRepairs.AfterRender(Job, ToSee, terms), "Cut off.", terms);
        (job.Wants(), job.Draft, job.Kept, job.Handovers).ShouldBe((WorkKind.Write, "code", "code", 2));
        job.Repairs.ShouldHaveSingleItem().Cause.ShouldBe(JobCause.Review);
        var mended = job with { State = JobState.Rendering, Code = "mended", Draft = null };
        JobRendering.Draws(mended).ShouldBeTrue();
        var worse = JobRepairs.AfterRender(mended, Failure, terms);
        (worse.Wants(), worse.Code, worse.Kept).ShouldBe((WorkKind.Render, "code", null));
        JobRepairs.AfterWriting(job, JobFault.Provider, "down", null, terms).Code.ShouldBe("code");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Defects_are_left_where_nothing_may_be_rendered_or_mended(bool canMend, bool isRenderTimeUsed)
    {
        var terms = Terms with { CanReview = true };
        var job = JobRepairs.Reviewed(
            JobRepairs.AfterRender(Job, ToSee, terms), "Cut off.", terms with { CanMend = canMend, IsRenderTimeUsed = isRenderTimeUsed });
        (job.Wants(), job.Code, job.Repairs.Length).ShouldBe((WorkKind.Render, "code", 0));
        job.DefectsSeen.ShouldBe("Cut off.");
    }

    [Fact]
    public void A_layout_that_was_mended_is_looked_at_too()
    {
        var terms = Terms with { CanReview = true };
        var job = JobRepairs.AfterRender(Job, Flawed, terms) with { State = JobState.Rendering, Code = "mended", Draft = null };
        JobRendering.Order(job, null, terms).Review.ShouldBeTrue();
        var seen = JobRepairs.AfterRender(job, ToSee with { Code = "mended", Flaws = 1 }, terms);
        (seen.Kept, seen.KeptFlaws, seen.Wants()).ShouldBe(("mended", 1, WorkKind.Write));
        JobRepairs.Reviewed(seen, "", terms).Code.ShouldBe("mended");
    }
}
