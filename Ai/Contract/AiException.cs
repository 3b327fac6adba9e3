namespace ObsidianVault.Ai.Contract;

/// <summary>A call that ended without an answer. The message is safe to show: no key, no address, no text of a provider.</summary>
public sealed class AiException(AiCause cause, string message, Exception? inner = null) : Exception(message, inner)
{
    public AiCause Cause => cause;

    /// <summary>The stable text of the cause, such as <c>provider_rate_limited</c>.</summary>
    public string Code => cause.Code();

    /// <summary>The HTTP status to answer with, where nothing has been sent yet.</summary>
    public int Status => cause.Status();

    /// <summary>When it makes sense to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Who failed last; null where nobody was asked.</summary>
    public string? Provider { get; init; }

    public string? Model { get; init; }

    /// <summary>Whether chunks were delivered before: the stream has to end with an error and not with a clean end.</summary>
    public bool OutputCommitted { get; init; }

    /// <summary>How many times a provider was asked.</summary>
    public int Attempts { get; init; }

    /// <summary>What failed attempts and the delivered part cost, in US dollars.</summary>
    public decimal Cost { get; init; }
}
