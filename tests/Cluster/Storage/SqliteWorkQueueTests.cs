using System.Data.Common;
using ObsidianVault.Hosting.Database.Sqlite;
using ObsidianVault.Hosting.Database.Work;

namespace ObsidianVault.Cluster.Storage;

public sealed class SqliteWorkQueueTests : WorkQueueContract
{
    private readonly TempFolder _folder = new();

    protected override ValueTask<DbDataSource> OpenAsync() =>
        ValueTask.FromResult<DbDataSource>(new SqliteDataSource(Path.Combine(_folder.Path, "vault.db")));

    private protected override WorkQueue CreateQueue(DbDataSource source, TimeProvider time) =>
        new SqliteWorkQueue((SqliteDataSource)source, Settings, time);

    protected override void CleanUp() => _folder.Dispose();
}
