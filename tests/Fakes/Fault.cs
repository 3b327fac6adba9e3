namespace ObsidianVault.Fakes;

/// <summary>A way for a fake to misbehave.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>429 with a retry time.</summary>
    public sealed record TooManyRequests(int RetryAfterSeconds) : Fault;

    /// <summary>An error in the API's own format. <paramref name="Code"/> is the Graph error code, if any.</summary>
    public sealed record Error(int Status, string Message, int? Code = null) : Fault;

    /// <summary>A body that is not in the API's format, such as a proxy's error page.</summary>
    public sealed record Page(int Status, string Html) : Fault;

    /// <summary>The connection breaks without a response.</summary>
    public sealed record Drop : Fault;

    /// <summary>The response is delayed.</summary>
    public sealed record Delay(TimeSpan By) : Fault;
}
