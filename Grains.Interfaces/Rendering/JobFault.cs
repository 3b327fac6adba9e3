namespace ObsidianVault.Grains.Interfaces.Rendering;

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
    /// <summary>The scene ran but produced no video.</summary>
    NoVideo,
    /// <summary>The user's budget is used up.</summary>
    Budget,
    /// <summary>The job was in work for longer than its lifetime.</summary>
    Deadline,
    /// <summary>Ours: the renderer, the store or the sandbox.</summary>
    Internal,
}
