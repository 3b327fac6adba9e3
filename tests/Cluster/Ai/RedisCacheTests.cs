using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Cluster.Ai;

/// <summary>The cache in a real Redis: shared by processes, separate per user, and optional: calls succeed without it.</summary>
public sealed class RedisCacheTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    public ValueTask InitializeAsync() => _redis.InitializeAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task One_process_finds_what_another_asked_and_only_for_the_same_user()
    {
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var first = await AiProcess.StartAsync([a], null, null, ("Redis:ConnectionString", _redis.ConnectionString));
        await using var second = await AiProcess.StartAsync([a], null, null, ("Redis:ConnectionString", _redis.ConnectionString));
        var asked = await first.AskAsync("What?", "ada", mayUseCache: true);

        var found = await second.AskAsync("What?", "ada", mayUseCache: true);
        (found.IsCached, found.Text, found.Cost).ShouldBe((true, asked.Text, 0m));
        (await second.AskAsync("What?", "bob", mayUseCache: true)).IsCached.ShouldBeFalse();
        a.Hits.ShouldBe(2);
    }

    [Fact]
    public async Task Without_Redis_the_answer_is_asked_for_anew()
    {
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var process = await AiProcess.StartAsync([a], null, null, ("Redis:ConnectionString", _redis.ConnectionString));
        await process.AskAsync("What?", mayUseCache: true);
        await _redis.KillAsync();

        (await process.AskAsync("What?", mayUseCache: true)).IsCached.ShouldBeFalse();
        a.Hits.ShouldBe(2);
        // Redis was never available.
        await using var late = await AiProcess.StartAsync([a], null, null, ("Redis:ConnectionString", "127.0.0.1:1"));
        (await late.AskAsync("What?", mayUseCache: true)).IsCached.ShouldBeFalse();
    }
}
