namespace ObsidianVault.Fakes;

/// <summary>A way for a stand-in to misbehave.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>429, and how long to wait.</summary>
    public sealed record TooManyRequests(int RetryAfterSeconds) : Fault;

    /// <summary>An error in the API's own format. <paramref name="Code"/> is the Graph error code where there is one.</summary>
    public sealed record Error(int Status, string Message, int? Code = null) : Fault;

    /// <summary>A body that is not in the API's format, as a proxy answers.</summary>
    public sealed record Page(int Status, string Html) : Fault;

    /// <summary>The connection breaks without an answer.</summary>
    public sealed record Drop : Fault;

    /// <summary>The answer comes late.</summary>
    public sealed record Delay(TimeSpan By) : Fault;
}
