namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>The states of a job, in the order in which a job passes through them.</summary>
[GenerateSerializer, Alias("vault.JobState")]
public enum JobState
{
    Queued,
    Generating,
    Validating,
    Rendering,
    Uploading,
    Ready,
    Delivered,
    Failed,
    Cancelled,
    Expired,
}
