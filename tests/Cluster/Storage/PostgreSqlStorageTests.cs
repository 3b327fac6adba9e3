using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
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
    public async Task In_a_group_each_write_has_its_own_outcome()
    {
        var host = await StartAsync();
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var (fresh, known, stale) = (new List<GrainState<Notes>>(), new List<GrainState<Notes>>(), new List<GrainState<Notes>>());
        for (var i = 0; i < 40; i++)
        {
            known.Add(State("first"));
            await storage.WriteStateAsync("s", Id($"note:known{i}"), known[i]);
            stale.Add(new GrainState<Notes>(State("stale").State!, "7"));
            fresh.Add(State("fresh"));
        }

        // PostgreSQL stores no NUL in a text, and refuses the statement that holds one.
        var poison = Enumerable.Range(0, 3).Select(i => TryAsync(Id($"note:\0{i}"), State("poison"))).ToList();
        var writes = Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            TryAsync(Id($"note:known{i}"), known[i]),
            TryAsync(Id($"note:stale{i}"), stale[i]),
            TryAsync(Id($"note:fresh{i}"), fresh[i]),
            // The same row twice: one of the two is first.
            TryAsync(Id($"note:twice{i}"), State("one")),
            TryAsync(Id($"note:twice{i}"), State("two")),
        }).ToList();

        (await Task.WhenAll(poison)).ShouldAllBe(exception => exception is Npgsql.PostgresException);
        var outcomes = await Task.WhenAll(writes);
        known.ShouldAllBe(state => state.ETag == "2");
        fresh.ShouldAllBe(state => state.ETag == "1");
        outcomes.Count(exception => exception is null).ShouldBe(120);
        outcomes.Where(exception => exception is not null).ShouldAllBe(exception => exception is InconsistentStateException);
        (await ScalarAsync(host, "SELECT count(*) FROM OrleansStorage WHERE GrainIdExtensionString LIKE '%stale%'")).ShouldBe(0);
        (await ScalarAsync(host, "SELECT count(*) FROM OrleansStorage")).ShouldBe(120);

        async Task<Exception?> TryAsync(GrainId id, GrainState<Notes> state)
        {
            try
            {
                await storage.WriteStateAsync("s", id, state);
                return null;
            }
            catch (Exception exception)
            {
                return exception;
            }
        }
    }

    [Fact]
    public async Task A_large_state_is_stored_like_a_small_one()
    {
        var storage = (await StartAsync()).Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var state = State("small");
        foreach (var text in new[] { "small", new string('x', 1_000_000), "small again" })
        {
            state.State = State(text).State;
            await storage.WriteStateAsync("s", Id("note:1"), state);
        }

        state.ETag.ShouldBe("3");
        var read = new GrainState<Notes>();
        await storage.ReadStateAsync("s", Id("note:1"), read);
        read.State!.Items.Single().Text.ShouldBe("small again");
    }

    [Fact]
    public async Task A_silo_that_commits_in_groups_shares_its_rows_with_one_that_does_not()
    {
        var settings = await CreateDatabaseAsync();
        var groups = (await StartAsync(settings)).Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var single = (await StartAsync(new(settings) { ["Storage:WriteLanes"] = "0" }))
            .Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var (mine, theirs) = (State("a"), new GrainState<Notes>());
        await groups.WriteStateAsync("s", Id("note:1"), mine);
        await single.ReadStateAsync("s", Id("note:1"), theirs);
        await single.WriteStateAsync("s", Id("note:1"), theirs);
        theirs.ETag.ShouldBe("2");
        await Should.ThrowAsync<InconsistentStateException>(() => groups.WriteStateAsync("s", Id("note:1"), mine));
        await groups.ReadStateAsync("s", Id("note:1"), mine);
        await groups.WriteStateAsync("s", Id("note:1"), mine);
        mine.ETag.ShouldBe("3");
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
