using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Jobs;

namespace ObsidianVault.Unit.Jobs;

public sealed class JobTransitionsTests
{
    private static readonly Dictionary<JobState, JobState[]> Listed = new()
    {
        [JobState.Queued] = [JobState.Generating, JobState.Failed, JobState.Cancelled, JobState.Expired],
        [JobState.Generating] = [JobState.Validating, JobState.Failed, JobState.Cancelled],
        [JobState.Validating] = [JobState.Rendering, JobState.Generating, JobState.Failed, JobState.Cancelled, JobState.Expired],
        [JobState.Rendering] = [JobState.Uploading, JobState.Generating, JobState.Failed, JobState.Cancelled],
        [JobState.Uploading] = [JobState.Ready, JobState.Failed, JobState.Cancelled],
        [JobState.Ready] = [JobState.Delivered, JobState.Expired],
        [JobState.Delivered] = [],
        [JobState.Failed] = [],
        [JobState.Cancelled] = [],
        [JobState.Expired] = [],
    };

    [Fact]
    public void Only_the_listed_transitions_are_possible()
    {
        foreach (var from in Enum.GetValues<JobState>())
            foreach (var to in Enum.GetValues<JobState>())
                JobTransitions.Allows(from, to).ShouldBe(Listed[from].Contains(to), $"{from} to {to}");
    }

    [Fact]
    public void A_record_refuses_what_is_not_listed() =>
        Should.Throw<InvalidOperationException>(() => new JobRecord { State = JobState.Failed }.To(JobState.Ready, 100, ""))
            .Message.ShouldBe("A job does not go from Failed to Ready.");
}
