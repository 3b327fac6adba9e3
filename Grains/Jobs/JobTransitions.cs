using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Grains.Jobs;

/// <summary>The state machine of a job. Transitions not listed here are not allowed.</summary>
public static class JobTransitions
{
    public static bool Allows(JobState from, JobState to) => (from, to) switch
    {
        (JobState.Queued, JobState.Generating or JobState.Expired) => true,
        (JobState.Generating, JobState.Validating) => true,
        // The user's own code starts here and may wait for a renderer until it expires. Only a scene written by the AI goes
        // back to generating, to be repaired; see RepairPlan.
        (JobState.Validating, JobState.Rendering or JobState.Expired or JobState.Generating) => true,
        (JobState.Rendering, JobState.Uploading or JobState.Generating) => true,
        (JobState.Uploading, JobState.Ready) => true,
        (JobState.Ready, JobState.Delivered or JobState.Expired) => true,
        ( < JobState.Ready, JobState.Failed or JobState.Cancelled) => true,
        _ => false,
    };
}
