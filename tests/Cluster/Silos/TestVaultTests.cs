using ObsidianVault.Cluster.Storage;

namespace ObsidianVault.Cluster.Silos;

/// <summary>Tests of the harness itself. Run once for each kind of storage.</summary>
public abstract class TestVaultTests(VaultStorage storage) : IAsyncLifetime
{
    private const string State = "test-notes";
    private TestVault _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await TestVault.StartAsync(await storage.NewAsync(), silos: 3);

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Another_silo_takes_over_what_a_killed_one_had_stored()
    {
        var note = Note("test:killed");
        await note.AddAsync("stored");
        var home = _vault.SiloOf(note)!;
        _vault.Kill(home);
        _vault.Silos.Count.ShouldBe(2);
        (await EventuallyReadAsync(note)).ShouldBe(["stored"]);
        _vault.SiloOf(note)!.Number.ShouldNotBe(home.Number);
        await _vault.AddSiloAsync();
        _vault.Silos.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_killed_silo_writes_nothing_more()
    {
        var note = Note("test:late");
        await note.AddAsync("before");
        var home = _vault.SiloOf(note)!;
        using var held = _vault.Faults.OnWrite(State, FaultKind.HangBefore, times: 1);
        var late = note.AddAsync("late");
        await held.Reached;
        _vault.Kill(home);
        held.Lift();
        (await EventuallyReadAsync(note)).ShouldBe(["before"]);
        await Should.ThrowAsync<Exception>(() => late.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        (await note.ReadAsync()).ShouldBe(["before"]);
    }

    [Fact]
    public async Task A_silo_that_stops_hands_its_grains_over()
    {
        var note = Note("test:stopped");
        await note.AddAsync("stored");
        var home = _vault.SiloOf(note)!;
        await _vault.StopAsync(home);
        (await EventuallyReadAsync(note)).ShouldBe(["stored"]);
        _vault.SiloOf(note)!.Number.ShouldNotBe(home.Number);
    }

    [Fact]
    public async Task A_write_fails_before_or_after_it_is_done()
    {
        var note = Note("test:faults");
        await note.AddAsync("one");
        using (_vault.Faults.OnWrite(State, FaultKind.FailBefore, times: 1))
            await Should.ThrowAsync<OrleansException>(() => note.AddAsync("never"));
        await _vault.DeactivateAsync(note);
        (await note.ReadAsync()).ShouldBe(["one"]);

        using (_vault.Faults.OnWrite(State, FaultKind.FailAfter, times: 1))
            await Should.ThrowAsync<OrleansException>(() => note.AddAsync("two"));
        await _vault.DeactivateAsync(note);
        (await note.ReadAsync()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_grain_moves_to_the_silo_that_the_test_names()
    {
        var note = Note("test:moved");
        await note.AddAsync("stored");
        var target = _vault.Silos.First(silo => silo != _vault.SiloOf(note));
        await _vault.MigrateAsync(note, target);
        (await note.ReadAsync()).ShouldBe(["stored"]);
        _vault.SiloOf(note).ShouldBe(target);
    }

    [Fact]
    public async Task Writes_and_calls_are_counted()
    {
        var note = Note("test:counted");
        var before = _vault.Counters.Snapshot();
        await note.AddAsync("one");
        await note.AddAsync("two");
        var counts = _vault.Counters.Since(before);
        counts[$"{Faults.Storage}.{Faults.Write} {State}"].ShouldBe(2);
        counts[$"{Counters.Calls}INoteGrain.AddAsync"].ShouldBe(2);
    }

    private INoteGrain Note(string key) => _vault.Grains.GetGrain<INoteGrain>(key);

    /// <summary>Until the cluster knows which silo has gone, calls to it fail.</summary>
    private static async Task<IReadOnlyList<string>> EventuallyReadAsync(INoteGrain note)
    {
        IReadOnlyList<string> notes = [];
        await Eventually.AssertAsync(async () =>
        {
            try
            {
                notes = await note.ReadAsync().WaitAsync(TimeSpan.FromSeconds(5));
                return true;
            }
            catch (Exception fault) when (fault is OrleansException or TimeoutException)
            {
                return false;
            }
        }, "the grain answers again");
        return notes;
    }
}

public sealed class SqliteTestVaultTests(SqliteStorage storage) : TestVaultTests(storage);

public sealed class PostgreSqlTestVaultTests(PostgreSqlStorage storage) : TestVaultTests(storage);
