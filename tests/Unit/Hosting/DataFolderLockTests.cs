using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Hosting.Database.Sqlite;
using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Unit.Hosting;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-lock-").FullName;

    [Fact]
    public async Task A_data_folder_has_one_owner_at_a_time()
    {
        var first = Lock();
        await first.CheckAsync(TestContext.Current.CancellationToken);
        await first.CheckAsync(TestContext.Current.CancellationToken);
        using var second = Lock();
        (await Should.ThrowAsync<StartupRefusedException>(() => second.CheckAsync(TestContext.Current.CancellationToken))).Message
            .ShouldBe($"The data folder '{_folder}' is in use by another process. " +
                "Stop that process, or choose another folder with Storage__DataFolder.");

        first.Dispose();
        await second.CheckAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task With_PostgreSQL_many_processes_share_everything()
    {
        using var first = Lock(StorageProvider.PostgreSQL);
        using var second = Lock(StorageProvider.PostgreSQL);
        await first.CheckAsync(TestContext.Current.CancellationToken);
        await second.CheckAsync(TestContext.Current.CancellationToken);
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        using var lockOf = new DataFolderLock(Options.Create(new StorageOptions { DataFolder = file }));
        (await Should.ThrowAsync<StartupRefusedException>(() => lockOf.CheckAsync(TestContext.Current.CancellationToken))).Message
            .ShouldStartWith($"The data folder '{file}' cannot be used: ");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private DataFolderLock Lock(StorageProvider provider = StorageProvider.Sqlite) =>
        new(Options.Create(new StorageOptions { Provider = provider, DataFolder = _folder }));
}
