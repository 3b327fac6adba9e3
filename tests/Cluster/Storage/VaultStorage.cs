using ObsidianVault.Cluster.Storage;


[assembly: AssemblyFixture(typeof(SqliteStorage))]
[assembly: AssemblyFixture(typeof(PostgreSqlStorage))]

namespace ObsidianVault.Cluster.Storage;

/// <summary>Where silos under test keep their state.</summary>
public abstract class VaultStorage : IAsyncLifetime
{
    private readonly List<TempFolder> _folders = [];

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The settings of new, empty storage.</summary>
    public virtual Task<IReadOnlyDictionary<string, string?>> NewAsync()
    {
        var folder = new TempFolder();
        _folders.Add(folder);
        return Task.FromResult<IReadOnlyDictionary<string, string?>>(
            new Dictionary<string, string?> { ["Storage:DataFolder"] = folder.Path });
    }

    public virtual ValueTask DisposeAsync()
    {
        _folders.ForEach(folder => folder.Dispose());
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteStorage : VaultStorage;

public sealed class PostgreSqlStorage : VaultStorage
{
    private readonly PostgreSqlServer _server = new();

    public override ValueTask InitializeAsync() => _server.InitializeAsync();

    public override async Task<IReadOnlyDictionary<string, string?>> NewAsync() => new Dictionary<string, string?>(await base.NewAsync())
    {
        ["Storage:Provider"] = "PostgreSQL",
        ["Storage:ConnectionString"] = await _server.CreateDatabaseAsync(),
    };

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }
}
