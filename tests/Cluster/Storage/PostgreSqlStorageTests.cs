using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace ObsidianVault.Cluster.Storage;

public sealed class PostgreSqlStorageTests(PostgreSqlServer server) : StorageContract, IClassFixture<PostgreSqlServer>
{
    [Fact]
    public async Task A_first_write_that_waited_for_another_is_refused()
    {
        var host = await StartAsync();
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        await storage.WriteStateAsync("s", Id("note:template"), State("a"));
        await using var connection = await host.Services.GetRequiredService<DbDataSource>().OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using var first = connection.CreateCommand();
        first.CommandText = """
            INSERT INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, Version)
            SELECT ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, 'note:race', PayloadBinary, 1 FROM OrleansStorage
            """;
        (await first.ExecuteNonQueryAsync(Token)).ShouldBe(1);

        var second = storage.WriteStateAsync("s", Id("note:race"), State("b"));
        await Eventually.AssertAsync(
            async () => await ScalarAsync(host, "SELECT count(*) FROM pg_locks WHERE NOT granted") == 1, "the second write waits");
        await transaction.CommitAsync(Token);
        await Should.ThrowAsync<InconsistentStateException>(() => second);
        (await ScalarAsync(host, "SELECT count(*) FROM OrleansStorage WHERE GrainIdExtensionString = 'note:race'")).ShouldBe(1);
    }

    [Fact]
    public async Task Silos_and_a_client_find_each_other_and_state_survives_them()
    {
        var settings = await CreateDatabaseAsync();
        var starts = new[] { VaultHost.BuildSilo(settings), VaultHost.BuildSilo(settings) };
        await Task.WhenAll(starts.Select(host => host.StartAsync(Token)));
        var client = VaultHost.BuildClient(settings);
        await client.StartAsync(Token);
        (await client.Grains().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, Token)).Count.ShouldBe(2);
        await client.Grains().GetGrain<INoteGrain>("note:1").AddAsync("Привет");
        await client.Grains().GetGrain<INoteGrain>("note:1").RemindAsync("tick");
        await client.StopAndDisposeAsync();
        foreach (var host in starts) await host.StopAndDisposeAsync();

        var third = await StartAsync(settings);
        var note = third.Grains().GetGrain<INoteGrain>("note:1");
        (await note.ReadAsync()).ShouldBe(["Привет"]);
        (await note.RemindersAsync()).ShouldBe(["tick"]);
        await Eventually.AssertAsync(async () => await note.TicksAsync() > 0, "the reminder ticks in the third silo");
    }

    protected override async Task<Dictionary<string, string?>> CreateDatabaseAsync() => new()
    {
        ["Storage:Provider"] = "PostgreSQL",
        ["Storage:ConnectionString"] = await server.CreateDatabaseAsync(),
    };
}
