using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Grains.Interfaces.Writes;

/// <summary>
/// One write over HTTP that its caller named with an <c>Idempotency-Key</c>. One grain decides, over all front ends, which of several
/// requests carries it out. Key: <see cref="GrainKeys.Write"/>.
/// </summary>
[Alias("vault.IWriteGrain")]
public interface IWriteGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>Takes the name for a request, durably, before it has any effect.</summary>
    /// <param name="fingerprint">The same for the same body.</param>
    [Alias("Begin")]
    Task<WriteStart> BeginAsync(string fingerprint);

    /// <summary>Keeps the answer of the request that took the name. Changes nothing where another has taken it since.</summary>
    /// <param name="ticket">From <see cref="BeginAsync"/>.</param>
    /// <param name="answer">Null where nothing was done, so that the name is free again.</param>
    [Alias("End")]
    Task EndAsync(string ticket, WriteAnswer? answer);
}

/// <summary>What a request with a name has to do.</summary>
public enum WriteOutcome
{
    /// <summary>Carry the write out, and tell its end.</summary>
    Begun,

    /// <summary>Wait: another request is carrying it out.</summary>
    InFlight,

    /// <summary>Refuse: the name stands for another body.</summary>
    Conflict,

    /// <summary>Answer as the first one was answered.</summary>
    Done,
}

/// <summary>The grain's word about a request.</summary>
[GenerateSerializer, Immutable, Alias("vault.WriteStart")]
public sealed record WriteStart(
    [property: Id(0)] WriteOutcome Outcome, [property: Id(1)] string? Ticket = null, [property: Id(2)] WriteAnswer? Answer = null);

/// <summary>An HTTP answer, to be given again.</summary>
[GenerateSerializer, Immutable, Alias("vault.WriteAnswer")]
public sealed record WriteAnswer(
    [property: Id(0)] int Status, [property: Id(1)] string? ContentType, [property: Id(2)] string? Location, [property: Id(3)] byte[] Body)
{
    /// <summary>The largest answer that is kept, in bytes. A write answers with what it made, which is small.</summary>
    public const int MaxBytes = 256 * 1024;
}
