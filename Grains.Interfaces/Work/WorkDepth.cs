namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>How many jobs are waiting and in work, by kind.</summary>
[GenerateSerializer, Immutable, Alias("vault.WorkDepth")]
public sealed record WorkDepth(
    [property: Id(0)] int WaitingForWriter,
    [property: Id(1)] int BeingWritten,
    [property: Id(2)] int WaitingForRenderer,
    [property: Id(3)] int BeingRendered);
