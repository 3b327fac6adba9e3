using ObsidianVault.Hosting.Database;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>Migrates before any hosted service starts. Resolves the database only then, so that all settings are validated first.</summary>
internal sealed class KnowledgeMigration(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => services.GetRequiredService<KnowledgeDatabase>().MigrateAsync(
        services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<DatabaseMigrator>>(), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
