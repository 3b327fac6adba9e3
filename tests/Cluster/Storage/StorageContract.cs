using System.Data.Common;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Hosting.Database.Sqlite;
using Orleans.Runtime;
using Orleans.Storage;

namespace ObsidianVault.Cluster.Storage;

/// <summary>The contract of both databases.</summary>
public abstract class StorageContract : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly List<IHost> _hosts = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<Dictionary<string, string?>> CreateDatabaseAsync();

    [Fact]
    public async Task Versions_count_from_one_and_a_stale_write_is_refused()
    {
        var storage = (await StartAsync()).Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var (first, second) = (State("a"), State("b"));
        await storage.WriteStateAsync("s", Id("note:1"), first);
        first.ETag.ShouldBe("1");
        await storage.ReadStateAsync("s", Id("note:1"), second);
        second.State!.Items.Single().Text.ShouldBe("a");
        await storage.WriteStateAsync("s", Id("note:1"), first);
        first.ETag.ShouldBe("2");
        await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("s", Id("note:1"), second));
        await Should.ThrowAsync<InconsistentStateException>(() => storage.ClearStateAsync("s", Id("note:1"), second));
    }

    [Fact]
    public async Task Of_many_first_writes_exactly_one_is_kept()
    {
        var host = await StartAsync();
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var writes = Enumerable.Range(0, 16).Select(async i =>
        {
            try
            {
                await storage.WriteStateAsync("s", Id("note:race"), State($"{i}"));
                return 1;
            }
            catch (InconsistentStateException)
            {
                return 0;
            }
        });
        (await Task.WhenAll(writes)).Sum().ShouldBe(1);
        (await ScalarAsync(host, "SELECT count(*) FROM OrleansStorage")).ShouldBe(1);
    }

    [Fact]
    public async Task A_write_to_a_deleted_row_does_not_bring_it_back()
    {
        var host = await StartAsync();
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var (mine, other) = (State("a"), new GrainState<Notes>());
        await storage.WriteStateAsync("s", Id("note:1"), mine);
        await storage.ReadStateAsync("s", Id("note:1"), other);
        await storage.ClearStateAsync("s", Id("note:1"), mine);
        mine.ETag.ShouldBeNull();
        await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("s", Id("note:1"), other));
        (await ScalarAsync(host, "SELECT count(*) FROM OrleansStorage")).ShouldBe(0);
    }

    [Fact]
    public async Task Keys_and_state_names_do_not_mix()
    {
        var storage = (await StartAsync()).Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var type = GrainType.Create("test");
        (string Name, GrainId Id)[] places =
        [
            ("s", Id("note:1")), ("s", Id("note:01")), ("s", Id("note:a")), ("s", Id("note:A")), ("t", Id("note:1")),
            ("s", GrainId.Create(type, GrainIdKeyExtensions.CreateGuidKey(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), "note:1"))),
            ("s", GrainId.Create(type, GrainIdKeyExtensions.CreateIntegerKey(7))),
        ];
        foreach (var (place, i) in places.Select((place, i) => (place, i)))
            await storage.WriteStateAsync(place.Name, place.Id, State($"{i}"));
        foreach (var (place, i) in places.Select((place, i) => (place, i)))
        {
            var read = new GrainState<Notes>();
            await storage.ReadStateAsync(place.Name, place.Id, read);
            read.State!.Items.Single().Text.ShouldBe($"{i}");
        }
    }

    [Fact]
    public async Task Many_may_migrate_at_once_and_again()
    {
        var settings = await CreateDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => MigrateAsync(settings), Token)));
        await MigrateAsync(settings);
        await using var source = Open(settings);
        await using var command = source.CreateCommand("SELECT count(*) FROM vault_schema");
        var isPostgreSql = settings.GetValueOrDefault("Storage:Provider") == "PostgreSQL";
        Convert.ToInt32(await command.ExecuteScalarAsync(Token))
            .ShouldBe(DatabaseMigrator.Scripts(isPostgreSql ? StorageProvider.PostgreSQL : StorageProvider.Sqlite).Count);
    }

    [Fact]
    public async Task A_database_newer_than_the_build_is_left_alone()
    {
        var settings = await CreateDatabaseAsync();
        await MigrateAsync(settings);
        await using (var source = Open(settings))
        {
            await using var command = source.CreateCommand("INSERT INTO vault_schema (version, applied_at) VALUES (9000, '')");
            await command.ExecuteNonQueryAsync(Token);
        }

        (await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync(settings))).Message.ShouldContain("9000");
    }

    [Fact]
    public async Task A_database_that_a_newer_build_has_expanded_is_used_as_it_is()
    {
        var settings = await CreateDatabaseAsync();
        await MigrateAsync(settings);
        await using var source = Open(settings);
        var known = Convert.ToInt32(await ScalarAsync(source, "SELECT max(version) FROM vault_schema"));
        await using (var command = source.CreateCommand(
            $"INSERT INTO vault_schema (version, applied_at, minimum_reader) VALUES (9000, '', {known})"))
            await command.ExecuteNonQueryAsync(Token);
        await MigrateAsync(settings);
        (await ScalarAsync(source, "SELECT count(*) FROM vault_schema")).ShouldBe(known + 1);

        await using (var command = source.CreateCommand(
            $"INSERT INTO vault_schema (version, applied_at, minimum_reader) VALUES (9001, '', {known + 1})"))
            await command.ExecuteNonQueryAsync(Token);
        (await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync(settings))).Message.ShouldBe(
            $"The database has schema version 9001, and only builds that know version {known + 1} or later can read it; "
            + $"this build knows {known}. "
            + "Start a newer build, or restore the database from before the upgrade.");
    }

    [Fact]
    public async Task A_database_of_a_build_without_minimum_readers_is_taken_over()
    {
        var settings = await CreateDatabaseAsync();
        await MigrateAsync(settings);
        await using var source = Open(settings);
        await using (var command = source.CreateCommand("ALTER TABLE vault_schema DROP COLUMN minimum_reader"))
            await command.ExecuteNonQueryAsync(Token);
        await MigrateAsync(settings);
        (await ScalarAsync(source, "SELECT count(*) FROM vault_schema WHERE minimum_reader IS NULL")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Members_of_a_newer_build_survive_what_this_one_writes()
    {
        var host = await StartAsync();
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var written = State("one");
        await storage.WriteStateAsync("newer", Id("note:n"), written);
        await RewriteAsync(host, json => json.Replace("\"Text\":\"one\"", "\"Text\":\"one\",\"Mood\":\"glad\"", StringComparison.Ordinal)
            .Replace("{\"Items\"", "{\"Collections\":[{\"Id\":\"a\"}],\"Items\"", StringComparison.Ordinal));

        var read = new GrainState<Notes>();
        await storage.ReadStateAsync("newer", Id("note:n"), read);
        read.State = read.State! with { Items = read.State.Items.Insert(0, new Note("two", Noon, null)) };
        await storage.WriteStateAsync("newer", Id("note:n"), read);
        (await JsonOfAsync(host)).ShouldBe(
            """{"Items":[{"Text":"two","At":"2030-01-01T12:00:00+00:00"},{"Text":"one","At":"2030-01-01T12:00:00+00:00","Mood":"glad"}]"""
                + ""","Counts":{},"Collections":[{"Id":"a"}]}""");

        // An activation that migrated from another silo has the state without having read it.
        var moved = new GrainState<Notes>(read.State with { Items = read.State.Items.RemoveAt(0) }, read.ETag!) { RecordExists = true };
        await storage.WriteStateAsync("newer", Id("note:n"), moved);
        (await JsonOfAsync(host)).ShouldContain("\"Mood\":\"glad\"");
        (await JsonOfAsync(host)).ShouldContain("\"Collections\"");
    }

    [Fact]
    public async Task The_earlier_of_two_due_times_wins_and_rows_come_oldest_first()
    {
        var due = (await StartAsync()).Services.GetRequiredService<IDueStore>();
        (await due.NextDueAsync(1)).ShouldBeNull();
        await due.ScheduleAsync(1, "job:a", Noon);
        await due.ScheduleAsync(1, "job:a", Noon.AddHours(1));
        await due.ScheduleAsync(1, "job:b", Noon.AddHours(2));
        await due.ScheduleAsync(1, "job:b", Noon.AddMinutes(-1));
        await due.ScheduleAsync(2, "job:c", Noon.AddHours(-1));

        (await due.NextDueAsync(1)).ShouldBe(Noon.AddMinutes(-1));
        (await due.ReadDueAsync(1, Noon.AddMilliseconds(-1), 10)).Select(row => row.GrainKey).ShouldBe(["job:b"]);
        (await due.ReadDueAsync(1, Noon, 10)).Select(row => row.GrainKey).ShouldBe(["job:b", "job:a"]);
        (await due.ReadDueAsync(1, Noon, 1)).Select(row => row.GrainKey).ShouldBe(["job:b"]);
    }

    [Fact]
    public async Task A_row_is_moved_or_deleted_only_as_it_was_read()
    {
        var due = (await StartAsync()).Services.GetRequiredService<IDueStore>();
        await due.ScheduleAsync(1, "job:a", Noon.AddTicks(1));
        var row = (await due.ReadDueAsync(1, Noon.AddSeconds(1), 10)).Single();
        row.DueAt.ShouldBe(Noon.AddMilliseconds(1), "a time between milliseconds is not due before it");

        // Later than the row's own time: the row does not move, but the request counts.
        await due.ScheduleAsync(1, "job:a", Noon.AddHours(1));
        await due.CompleteAsync(1, [new DueOutcome(row, null)]);
        row = (await due.ReadDueAsync(1, Noon.AddSeconds(1), 10)).Single();

        await due.CompleteAsync(1, [new DueOutcome(row, Noon.AddHours(2))]);
        (await due.NextDueAsync(1)).ShouldBe(Noon.AddHours(2));
        await due.CompleteAsync(1, [new DueOutcome(row, null)]);
        (await due.NextDueAsync(1)).ShouldBe(Noon.AddHours(2));

        row = (await due.ReadDueAsync(1, Noon.AddDays(1), 10)).Single();
        await due.CompleteAsync(1, [new DueOutcome(row, null)]);
        (await due.NextDueAsync(1)).ShouldBeNull();
    }

    [Fact]
    public async Task Rows_are_moved_and_deleted_together()
    {
        var due = (await StartAsync()).Services.GetRequiredService<IDueStore>();
        for (var i = 0; i < 5; i++) await due.ScheduleAsync(1, $"job:{i}", Noon.AddSeconds(i));
        var rows = await due.ReadDueAsync(1, Noon.AddMinutes(1), 10);
        await due.ScheduleAsync(1, "job:4", Noon.AddSeconds(4));
        await due.CompleteAsync(1, [.. rows.Select((row, i) => new DueOutcome(row, i % 2 == 0 ? null : Noon.AddHours(i)))]);
        // The last one was requested again meanwhile.
        (await due.ReadDueAsync(1, Noon.AddDays(1), 10)).Select(row => (row.GrainKey, row.DueAt)).ShouldBe(
            [("job:4", Noon.AddSeconds(4)), ("job:1", Noon.AddHours(1)), ("job:3", Noon.AddHours(3))]);
        await due.CompleteAsync(1, []);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts)) await host.StopAndDisposeAsync();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected virtual void CleanUp()
    {
    }

    protected async Task<IHost> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var host = VaultHost.BuildSilo(settings ?? await CreateDatabaseAsync());
        _hosts.Add(host);
        await host.StartAsync(Token);
        return host;
    }

    protected static GrainId Id(string key) => GrainId.Create("test", key);

    protected static GrainState<Notes> State(string text) => new(new Notes { Items = [new Note(text, Noon, null)] });

    protected static async Task<long> ScalarAsync(IHost host, string sql)
    {
        await using var command = host.Services.GetRequiredService<DbDataSource>().CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token));
    }

    private static async Task<long> ScalarAsync(DbDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token));
    }

    private static async Task<string> JsonOfAsync(IHost host)
    {
        await using var command =
            host.Services.GetRequiredService<DbDataSource>().CreateCommand("SELECT PayloadBinary FROM OrleansStorage");
        return Encoding.UTF8.GetString((byte[])(await command.ExecuteScalarAsync(Token))!);
    }

    /// <summary>Changes the only stored state to what a newer build would have written.</summary>
    private static async Task RewriteAsync(IHost host, Func<string, string> change)
    {
        var json = Encoding.UTF8.GetBytes(change(await JsonOfAsync(host)));
        await using var command =
            host.Services.GetRequiredService<DbDataSource>().CreateCommand("UPDATE OrleansStorage SET PayloadBinary = @json");
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("json", json);
        command.Parameters.Add(parameter);
        (await command.ExecuteNonQueryAsync(Token)).ShouldBe(1);
    }

    private static DbDataSource Open(Dictionary<string, string?> settings) =>
        settings.TryGetValue("Storage:ConnectionString", out var connection)
            ? Npgsql.NpgsqlDataSource.Create(connection!)
            : new SqliteDataSource(Path.Combine(settings["Storage:DataFolder"]!, "vault.db"));

    private static async Task MigrateAsync(Dictionary<string, string?> settings)
    {
        await using var source = Open(settings);
        await new DatabaseMigrator(source, TimeProvider.System, NullLogger<DatabaseMigrator>.Instance).MigrateAsync(Token);
    }
}

public sealed class SqliteStorageTests : StorageContract
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Every_connection_syncs_at_commit()
    {
        var host = await StartAsync();
        (await ScalarAsync(host, "PRAGMA synchronous")).ShouldBe(2);
    }

    protected override Task<Dictionary<string, string?>> CreateDatabaseAsync() =>
        Task.FromResult(new Dictionary<string, string?> { ["Storage:DataFolder"] = _folder.Path });

    protected override void CleanUp() => _folder.Dispose();
}
