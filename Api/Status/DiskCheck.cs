using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Database;

namespace ObsidianVault.Api.Status;

/// <summary>Whether the data folder can be written to, where this host keeps its data in one. A full disk still reads.</summary>
internal sealed class DiskCheck(IServiceProvider services) : IHealthCheck
{
    private const int Bytes = 64 * 1024;
    private const string File = ".write-check";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (services.GetService<DbDataSource>() is null
            || services.GetService<IOptions<StorageOptions>>()?.Value is not { Provider: StorageProvider.Sqlite } storage)
            return HealthCheckResult.Healthy();
        try
        {
            // A name of its own: two probes may run at once.
            var path = Path.Combine(storage.DataFolder, $"{File}-{Path.GetRandomFileName()}");
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose,
            });
            await file.WriteAsync(new byte[Bytes], cancellationToken);
            file.Flush(flushToDisk: true);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without the exception: every probe would log its stack.
            return HealthCheckResult.Unhealthy("The data folder cannot be written to. Its disk may be full.");
        }
    }
}
