namespace ObsidianVault.Grains.Interfaces.Audit;

/// <summary>Who did what to whom, when, from where and with which key. It never holds what was said, or a secret.</summary>
/// <param name="Id">Unique; a later entry has a greater one.</param>
/// <param name="At">When it was over.</param>
/// <param name="Actor">The account or session; <c>operator</c> for the key in the settings.</param>
/// <param name="Roles">What the actor was, by commas.</param>
/// <param name="Action">The method and the address as the table of who may do what writes them, or the name of another event.</param>
/// <param name="Target">What it was done to: the ids in the address, as <c>id=…</c>; at most 300 characters.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Address">Where the request came from; an IPv6 address without its last half.</param>
/// <param name="KeyId">The API key that was used; null for none.</param>
/// <param name="RequestId">Also in the answer and in the log.</param>
[GenerateSerializer, Immutable, Alias("vault.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Roles,
    [property: Id(4)] string Action,
    [property: Id(5)] string Target,
    [property: Id(6)] int Status,
    [property: Id(7)] string Address,
    [property: Id(8)] string? KeyId,
    [property: Id(9)] string RequestId)
{
    public const int MaxTarget = 300;
}

/// <summary>Which entries are asked for; what is null does not matter.</summary>
/// <param name="Action">The whole action, or its beginning.</param>
/// <param name="Target">A part of the target.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment that is too late.</param>
/// <param name="Before">Only entries older than the one with this id.</param>
[GenerateSerializer, Immutable, Alias("vault.AuditQuery")]
public sealed record AuditQuery(
    [property: Id(0)] string? Actor = null,
    [property: Id(1)] string? Action = null,
    [property: Id(2)] string? Target = null,
    [property: Id(3)] DateTimeOffset? From = null,
    [property: Id(4)] DateTimeOffset? To = null,
    [property: Id(5)] string? Before = null)
{
    /// <summary>The most entries that one read returns.</summary>
    public const int MaxRead = 1_000;
}
