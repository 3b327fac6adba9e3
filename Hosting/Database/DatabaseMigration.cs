using System.Data.Common;

namespace ObsidianVault.Hosting.Database;

/// <summary>Migrates before any hosted service starts, and so before the silo and the client read their queries.</summary>
/// <remarks>Resolves the database only then, so that all settings are validated first, together.</remarks>
internal sealed class DatabaseMigration(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        ActivatorUtilities.CreateInstance<DatabaseMigrator>(services, services.GetRequiredService<DbDataSource>())
            .MigrateAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
