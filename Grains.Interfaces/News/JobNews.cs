using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Grains.Interfaces.News;

/// <summary>A job as it is now. <see cref="JobSnapshot.Sequence"/> numbers the news of one job.</summary>
[GenerateSerializer, Immutable, Alias("vault.JobNews")]
public sealed record JobNews([property: Id(0)] JobSnapshot Job);
