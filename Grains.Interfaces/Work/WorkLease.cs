namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>The right to work on a job until <paramref name="ExpiresAt"/>. A higher epoch fences off every lower one.</summary>
[GenerateSerializer, Immutable, Alias("vault.WorkLease")]
public sealed record WorkLease(
    [property: Id(0)] string JobId,
    [property: Id(1)] WorkKind Kind,
    [property: Id(2)] long Epoch,
    [property: Id(3)] DateTimeOffset ExpiresAt)
{
    /// <summary>How many earlier leases of this entry were given back before they ended.</summary>
    [Id(4)] public int Returned { get; init; }
}
