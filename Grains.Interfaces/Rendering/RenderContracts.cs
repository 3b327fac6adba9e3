namespace ObsidianVault;

/// <summary>The right to work on a job until <paramref name="ExpiresAt"/>. A higher epoch fences off every lower one.</summary>
[GenerateSerializer, Immutable, Alias("vault.RenderLease")]
public sealed record RenderLease(
    [property: Id(0)] string JobId,
    [property: Id(1)] int Shard,
    [property: Id(2)] long Epoch,
    [property: Id(3)] DateTimeOffset ExpiresAt);

[GenerateSerializer, Alias("vault.WorkOrderKind")]
public enum WorkOrderKind
{
    /// <summary>The code is still being written: ask again.</summary>
    Wait,
    /// <summary>Render <see cref="WorkOrder.Code"/>.</summary>
    Render,
    /// <summary>The job is over, cancelled, or leased to another: drop it.</summary>
    Stop,
}

[GenerateSerializer, Immutable, Alias("vault.WorkOrder")]
public sealed record WorkOrder(
    [property: Id(0)] WorkOrderKind Kind,
    [property: Id(1)] string? Code = null,
    [property: Id(2)] Quality Quality = Quality.Medium);

/// <summary>What a renderer made.</summary>
/// <param name="VideoKey">The object key of the mp4.</param>
/// <param name="DurationSeconds">Of the video, from ffprobe.</param>
/// <param name="RenderSeconds">Wall time in the sandbox, for the ledger.</param>
[GenerateSerializer, Immutable, Alias("vault.RenderArtefact")]
public sealed record RenderArtefact(
    [property: Id(0)] string VideoKey,
    [property: Id(1)] long SizeBytes,
    [property: Id(2)] double DurationSeconds,
    [property: Id(3)] double RenderSeconds)
{
    /// <summary>What was rendered, where safe repairs were made to the job's code.</summary>
    [Id(4)] public string? Code { get; init; }
}

/// <summary>Why a render failed. <paramref name="Message"/> is one sentence for the user, without paths or tracebacks.</summary>
[GenerateSerializer, Immutable, Alias("vault.RenderFailure")]
public sealed record RenderFailure(
    [property: Id(0)] JobFault Fault,
    [property: Id(1)] string Message,
    [property: Id(2)] double RenderSeconds)
{
    /// <summary>The validator's cause, see <see cref="CodeFinding.Cause"/>, or null.</summary>
    [Id(3)] public string? Cause { get; init; }

    /// <summary>The code that failed, where safe repairs were made to the job's code: the message's line is its.</summary>
    [Id(4)] public string? Code { get; init; }
}
