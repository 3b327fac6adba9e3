using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Jobs;
using ObsidianVault.Grains.Jobs.Repairs;

namespace ObsidianVault.Unit.Jobs;

public sealed class RepairPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly JobOptions Options = new();
    private static readonly RenderFailure Failure = new(JobFault.Code, "Line 4: Foo is not defined.", 0) { Code = "x" };
    private static readonly JobRecord Job =
        new() { Request = new JobRequest { Prompt = "p" }, State = JobState.Validating, WorkStartedAt = Now };

    [Fact]
    public void A_failure_is_mended_three_times_then_simplified_then_over()
    {
        var (job, steps) = (Job, new List<RepairStep>());
        for (var round = 1; round <= 5; round++)
        {
            var step = RepairPlan.Next(job, Failure, Options, canMend: true, Now);
            steps.Add(step);
            job = job with { Repairs = job.Repairs.Add(new RepairRecord(round, "c", 1, "m", Now, step == RepairStep.Simplify)) };
        }

        steps.ShouldBe([RepairStep.Mend, RepairStep.Mend, RepairStep.Mend, RepairStep.Simplify, RepairStep.None]);
    }

    [Theory]
    [InlineData(JobFault.Code, RepairStep.Mend)]
    [InlineData(JobFault.Scene, RepairStep.Mend)]
    [InlineData(JobFault.Limit, RepairStep.Mend)]
    [InlineData(JobFault.NoVideo, RepairStep.Mend)]
    [InlineData(JobFault.Internal, RepairStep.None)]
    [InlineData(JobFault.Budget, RepairStep.None)]
    public void Only_what_is_the_codes_fault_is_mended(JobFault fault, object step) =>
        RepairPlan.Next(Job, Failure with { Fault = fault }, Options, canMend: true, Now).ShouldBe((RepairStep)step);

    [Fact]
    public void The_users_own_code_is_never_touched() =>
        RepairPlan.Next(Job with { Request = new JobRequest { Code = "x" } }, Failure, Options, canMend: true, Now)
            .ShouldBe(RepairStep.None);

    [Fact]
    public void Money_time_and_a_provider_that_can_are_needed()
    {
        RepairPlan.Next(Job with { WrittenCost = 0.5m }, Failure, Options, canMend: true, Now).ShouldBe(RepairStep.None);
        RepairPlan.Next(Job, Failure, Options, canMend: true, Now + Options.RepairTime).ShouldBe(RepairStep.None);
        RepairPlan.Next(Job, Failure, Options, canMend: false, Now).ShouldBe(RepairStep.None);
    }

    [Fact]
    public void At_last_the_scene_that_fails_is_left_out()
    {
        const string two = "from manim import *\nclass A(Scene):\n    def construct(self):\n        Foo()\n\nclass B(Scene):\n"
            + "    def construct(self):\n        self.wait()\n";
        RepairPlan.Next(Job, Failure with { Code = two }, Options, canMend: false, Now).ShouldBe(RepairStep.DropScene);
        SceneText.Without(two, 4).ShouldBe("from manim import *\nclass B(Scene):\n    def construct(self):\n        self.wait()\n");
    }

    [Fact]
    public void Scenes_are_left_out_until_one_is_left()
    {
        var (job, code) = (Job, "class A(Scene):\n    Foo()\nclass B(Scene):\n    Foo()\nclass C(Scene):\n    pass\n");
        for (var dropped = 1; dropped <= 2; dropped++)
        {
            RepairPlan.Next(job, Failure with { Code = code, Message = "Line 2: NameError." }, Options, canMend: false, Now)
                .ShouldBe(RepairStep.DropScene);
            (job, code) = (job with { IsPartial = true, Dropped = dropped }, SceneText.Without(code, 2)!);
        }

        code.ShouldBe("class C(Scene):\n    pass\n");
        RepairPlan.Next(job, Failure with { Code = code, Message = "Line 2: NameError." }, Options, canMend: false, Now)
            .ShouldBe(RepairStep.None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    public void A_line_outside_of_every_scene_names_none(int line) =>
        SceneText.Without("import math\nclass A(Scene):\n    pass\nclass B(Scene):\n    pass\n", line).ShouldBeNull();

    [Fact]
    public void A_scene_that_others_extend_stays() =>
        SceneText.Without("class A(Scene):\n    pass\nclass B(A, Scene):\n    pass\n", 2).ShouldBeNull();

    [Theory]
    [InlineData("Line 12: no.", 12)]
    [InlineData("No line.", 0)]
    [InlineData("Line x: no.", 0)]
    public void The_line_is_read_from_the_message(string message, int line) =>
        RepairPlan.LineOf(new RenderFailure(JobFault.Scene, message, 0)).ShouldBe(line);
}
