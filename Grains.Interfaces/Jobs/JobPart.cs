namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>One scene of a storyboard, made by a job of its own.</summary>
[GenerateSerializer, Immutable, Alias("vault.JobPart")]
public sealed record JobPart
{
    /// <summary>The job that makes it.</summary>
    [Id(0)] public required string JobId { get; init; }

    [Id(1)] public required string Title { get; init; }

    /// <summary>The narration while it is shown; becomes subtitles.</summary>
    [Id(2)] public string Narration { get; init; } = "";

    [Id(3)] public JobState State { get; init; }
    [Id(4)] public double? Seconds { get; init; }
    [Id(5)] public string? VideoKey { get; init; }

    /// <summary>Why it could not be made.</summary>
    [Id(6)] public string? Cause { get; init; }

    public bool IsSettled => State >= JobState.Ready;

    public bool IsMade => State is JobState.Ready or JobState.Delivered && VideoKey is not null;
}
