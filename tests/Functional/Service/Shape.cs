using ObsidianVault.Cluster.Storage;

[assembly: AssemblyFixture(typeof(ObsidianVault.Functional.Service.EmbeddedShape))]
[assembly: AssemblyFixture(typeof(ObsidianVault.Functional.Service.ClusterShape))]

namespace ObsidianVault.Functional.Service;

/// <summary>One of the two ways to run the service; the same tests run on both.</summary>
public abstract class Shape
{
    public abstract Task<VaultService> StartNewAsync(params IReadOnlyDictionary<string, string>[] settings);
}

/// <summary>One process, SQLite, a folder.</summary>
public sealed class EmbeddedShape : Shape
{
    public override Task<VaultService> StartNewAsync(params IReadOnlyDictionary<string, string>[] settings) =>
        VaultService.StartNewAsync(VaultService.Embedded, settings);
}

/// <summary>A front end, a silo and a renderer over PostgreSQL and S3.</summary>
public sealed class ClusterShape : Shape, IAsyncLifetime
{
    private readonly PostgreSqlServer _database = new();
    private readonly S3Server _objects = new();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await _objects.InitializeAsync();
    }

    public override Task<VaultService> StartNewAsync(params IReadOnlyDictionary<string, string>[] settings) =>
        StartNewAsync(VaultService.Cluster, settings);

    public async Task<VaultService> StartNewAsync(string[] hosts, params IReadOnlyDictionary<string, string>[] settings) =>
        await VaultService.StartNewAsync(hosts, [new Dictionary<string, string>
        {
            ["Storage__Provider"] = "PostgreSQL",
            ["Storage__ConnectionString"] = await _database.CreateDatabaseAsync(),
        }, ObjectsIn(_objects), .. settings]);

    /// <summary>The settings of a new bucket.</summary>
    public static IReadOnlyDictionary<string, string> ObjectsIn(S3Server server) => new Dictionary<string, string>
    {
        ["Objects__Provider"] = "S3",
        ["Objects__ServiceUrl"] = server.ServiceUrl,
        ["Objects__Bucket"] = "vault-" + Guid.NewGuid().ToString("N"),
        ["Objects__AccessKey"] = "S3RVER",
        ["Objects__SecretKey"] = "S3RVER",
    };

    public async ValueTask DisposeAsync()
    {
        await _objects.DisposeAsync();
        await _database.DisposeAsync();
    }
}
