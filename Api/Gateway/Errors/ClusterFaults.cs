using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Api.Gateway.Errors;

internal static class ClusterFaults
{
    /// <summary>After how many seconds a client should try again.</summary>
    public const int RetryAfterSeconds = 2;

    /// <inheritdoc cref="Outage.Explains"/>
    public static bool Explains(Exception exception) => Outage.Explains(exception);

    /// <inheritdoc cref="Outage.IsFull"/>
    public static bool IsFull(Exception exception) => Outage.IsFull(exception);
}
