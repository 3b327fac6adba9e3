using ObsidianVault.Cluster.Storage;

namespace ObsidianVault.Cluster.Grains;

public sealed class SqliteGrainTests : GrainTests
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
