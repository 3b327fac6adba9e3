using System.Data.Common;

namespace ObsidianVault.Grains.Interfaces.Outages;

/// <summary>Tells a passing fault of ours from a fault of the request.</summary>
public static class Outage
{
    private const string OrleansCore = "Orleans.Core";

    /// <summary>
    /// Whether a silo, a grain's storage or the database did not answer, or no silo hosts the grain yet, which Orleans reports
    /// with an <see cref="ArgumentException"/> of its own.
    /// </summary>
    public static bool Explains(Exception exception) =>
        exception is TimeoutException or OrleansException or DbException
        || (exception is ArgumentException or InvalidOperationException && exception.Source == OrleansCore);
}
