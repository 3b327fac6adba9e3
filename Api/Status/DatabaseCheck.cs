using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ObsidianVault.Api.Status;

/// <summary>Whether the database answers, where this host has one.</summary>
internal sealed class DatabaseCheck(IServiceProvider services, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (services.GetService<DbDataSource>() is not { } database) return HealthCheckResult.Healthy();
        try
        {
            await AskAsync(database, cancellationToken).WaitAsync(s_patience, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException or IOException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }

    private static async Task AskAsync(DbDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
