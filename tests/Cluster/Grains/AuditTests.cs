using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Audit;

namespace ObsidianVault.Cluster.Grains;

/// <summary>What operators did, on real storage. Run once for each kind of storage.</summary>
public abstract class AuditTests(VaultStorage storage) : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private VaultSilo _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await VaultSilo.StartAsync(await storage.NewAsync());

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private IAuditGrain Audit => _vault.Grains.GetGrain<IAuditGrain>(GrainKeys.Audit());

    [Fact]
    public async Task Entries_are_kept_once_found_by_what_is_asked_and_paged_newest_first()
    {
        for (var i = 0; i < 5; i++) await Audit.AppendAsync(Entry(i, $"actor{i % 2}", i < 3 ? "PUT /a" : "GET /b"));
        await Audit.AppendAsync(Entry(0, "somebody-else", "another action"));
        (await IdsAsync(new AuditQuery())).ShouldBe([4, 3, 2, 1, 0]);
        (await IdsAsync(new AuditQuery(), limit: 2)).ShouldBe([4, 3]);
        (await IdsAsync(new AuditQuery(Before: Entry(3, "", "").Id))).ShouldBe([2, 1, 0]);
        (await IdsAsync(new AuditQuery(Actor: "actor1"))).ShouldBe([3, 1]);
        (await IdsAsync(new AuditQuery(Action: "PUT"))).ShouldBe([2, 1, 0]);
        (await IdsAsync(new AuditQuery(Target: "id=t2"))).ShouldBe([2]);
        (await IdsAsync(new AuditQuery(From: s_start.AddHours(1), To: s_start.AddHours(3)))).ShouldBe([2, 1]);
        foreach (var hostile in (string[])["%", "_", "!", "' OR 1=1 --", "\\"])
            (await IdsAsync(new AuditQuery(hostile, hostile, hostile))).ShouldBeEmpty(hostile);
        (await Audit.ReadAsync(new AuditQuery(), 1))[0].ShouldBe(Entry(4, "actor0", "GET /b"));
    }

    private static AuditEntry Entry(int i, string actor, string action) => new(
        $"{i:d8}", s_start.AddHours(i), actor, "user,operator", action, $"id=t{i}", 204, "203.0.113.9", i % 2 == 0 ? null : "key",
        "request");

    private async Task<int[]> IdsAsync(AuditQuery query, int limit = 100) =>
        [.. (await Audit.ReadAsync(query, limit)).Select(entry => int.Parse(entry.Id, System.Globalization.CultureInfo.InvariantCulture))];
}

public sealed class SqliteAuditTests(SqliteStorage storage) : AuditTests(storage);

public sealed class PostgreSqlAuditTests(PostgreSqlStorage storage) : AuditTests(storage);
