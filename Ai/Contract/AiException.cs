namespace ObsidianVault.Ai.Contract;

/// <summary>
/// A call ended without an answer. The message is safe to show: no key, no host, and of a provider's own words only what it says about a
/// request that the caller has to mend.
/// </summary>
public sealed class AiException(AiCause cause, string message, Exception? inner = null) : Exception(message, inner)
{
    public AiCause Cause => cause;

    /// <summary>The stable text of the cause, such as <c>provider_rate_limited</c>.</summary>
    public string Code => cause.Code();

    /// <summary>The HTTP status to return if nothing has been sent yet.</summary>
    public int Status => cause.Status();

    /// <summary>When it makes sense to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The provider that failed last; null if none was called.</summary>
    public string? Provider { get; init; }

    public string? Model { get; init; }

    /// <summary>The member of the request that is at fault; null if it is no single one.</summary>
    public string? Param { get; init; }

    /// <summary>Whether chunks were delivered before: the stream then has to end with an error rather than normally.</summary>
    public bool OutputCommitted { get; init; }

    /// <summary>The number of attempts at providers.</summary>
    public int Attempts { get; init; }

    /// <summary>The cost of failed attempts and of the delivered part, in US dollars.</summary>
    public decimal Cost { get; init; }
}
