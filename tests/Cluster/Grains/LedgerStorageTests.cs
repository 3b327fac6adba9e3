using ObsidianVault.Cluster.Storage;

namespace ObsidianVault.Cluster.Grains;

public sealed class SqliteLedgerTests : LedgerTests
{
    private readonly TempFolder _folder = new();

    protected override Task<IReadOnlyDictionary<string, string?>> SettingsAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?> { ["Storage:DataFolder"] = _folder.Path });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class PostgreSqlLedgerTests(PostgreSqlServer server) : LedgerTests, IClassFixture<PostgreSqlServer>
{
    private readonly TempFolder _folder = new();

    protected override async Task<IReadOnlyDictionary<string, string?>> SettingsAsync() => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "PostgreSQL",
        ["Storage:ConnectionString"] = await server.CreateDatabaseAsync(),
        ["Storage:DataFolder"] = _folder.Path,
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
