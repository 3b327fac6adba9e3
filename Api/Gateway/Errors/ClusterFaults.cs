using Orleans.Runtime;

namespace ObsidianVault.Api.Gateway.Errors;

internal static class ClusterFaults
{
    /// <summary>After how many seconds a client should try again.</summary>
    public const int RetryAfterSeconds = 2;

    /// <summary>
    /// Whether the cluster did not answer, or has no silo for the grain yet (Orleans says that with an
    /// ArgumentException).
    /// </summary>
    public static bool Explains(Exception exception) =>
        exception is TimeoutException or OrleansException
        || (exception is ArgumentException or InvalidOperationException && exception.Source == "Orleans.Core");
}
