using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ObsidianVault.Api.Status;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Hosting.Database.Sqlite;

namespace ObsidianVault.Unit.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-folder-").FullName;

    [Fact]
    public async Task The_database_and_its_log_are_readable_by_their_owner_alone_also_where_they_were_not()
    {
        var file = Path.Combine(_folder, "vault.db");
        for (var start = 0; start < 2; start++)
        {
            await using var source = new SqliteDataSource(file);
            await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = $"CREATE TABLE a{start} (b)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var files = Directory.GetFiles(_folder);
            files.Length.ShouldBeGreaterThan(1);
            files.ShouldAllBe(path => File.GetUnixFileMode(path) == Own);
            // As an older version left them.
            foreach (var path in files) File.SetUnixFileMode(path, Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    /// <summary>Nothing can be made in /proc, as on a disk that is full.</summary>
    [Theory]
    [InlineData(null, HealthStatus.Healthy)]
    [InlineData("/proc", HealthStatus.Unhealthy)]
    public async Task A_folder_that_takes_no_file_is_not_ready(string? folder, HealthStatus status)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<DbDataSource>(SqliteFactory.Instance.CreateDataSource("Data Source=:memory:"))
            .Configure<StorageOptions>(storage => storage.DataFolder = folder ?? _folder).BuildServiceProvider();
        var result = await new DiskCheck(services).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
        result.Status.ShouldBe(status);
        result.Exception.ShouldBeNull();
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
