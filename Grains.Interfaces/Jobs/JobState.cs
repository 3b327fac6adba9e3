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

/// <summary>Why a job failed: whose fault it is and what helps.</summary>
[GenerateSerializer, Alias("vault.JobFault")]
public enum JobFault
{
    None,
    /// <summary>The provider has nothing for this prompt (offline catalogue).</summary>
    NoTopic,
    /// <summary>No AI provider answered.</summary>
    Provider,
    /// <summary>The code is not valid: syntax, no scene, several scenes.</summary>
    Code,
    /// <summary>The scene raised an error while it ran.</summary>
    Scene,
    /// <summary>The scene went over a limit: time, memory, processes, disk, output size.</summary>
    Limit,
    /// <summary>The scene ran and made no video.</summary>
    NoVideo,
    /// <summary>The user's budget is used up.</summary>
    Budget,
    /// <summary>The job was in work for longer than its lifetime.</summary>
    Deadline,
    /// <summary>Ours: the renderer, the store or the sandbox.</summary>
    Internal,
}

/// <summary>Video quality. Low is 854x480 at 15 frames per second, medium 1280x720 at 30, high 1920x1080 at 60.</summary>
[GenerateSerializer, Alias("vault.Quality")]
public enum Quality
{
    Low,
    Medium,
    High,
}
