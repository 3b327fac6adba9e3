using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Work;
using Orleans.Storage;

namespace ObsidianVault.Cluster.Grains;

/// <summary>The upgrade from the version whose render queue was a grain.</summary>
public sealed class FormerRenderQueueTests(SqliteStorage storage) : IAsyncLifetime
{
    private VaultSilo _vault = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IGrainStorage Storage => _vault.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    public async ValueTask InitializeAsync() => _vault = await VaultSilo.StartAsync(await storage.NewAsync());

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public async Task A_job_that_waited_there_is_in_the_queue_of_today_within_moments()
    {
        var session = _vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(GrainKeys.NewId()));
        await session.OpenWebAsync();
        var job = (await session.SubmitJobAsync(new JobRequest { Code = "from manim import *" }, "key")).Job.JobId;
        // Its next wake-up is a day away and has no row.
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await _vault.SweepAsync();
        await _vault.Queue.RemoveAsync(job, null, Token);
        var state = new GrainState<OldQueue>(new OldQueue(
            [
                new OldEntry(job, "user", 3, null, null, 0, _vault.Clock.GetUtcNow(), 1),
                new OldEntry("longgone", "user", 0, null, null, 0, default, 0),
            ],
            3));
        await Storage.WriteStateAsync("render-queue", GrainId.Create("render-queue", "render-queue:0"), state);
        _vault = await _vault.RestartKilledAsync();
        (await _vault.Queue.LeaseAsync(WorkKind.Render, "test", Token)).ShouldBeNull();

        // The silo's own service does the same and may be first.
        var former = Create();
        await former.LookAsync();
        await Eventually.AssertAsync(
            async () =>
            {
                try
                {
                    return await former.LookAsync() == 2 || !await IsThereAsync();
                }
                catch (InconsistentStateException)
                {
                    return false;
                }
            },
            "the jobs are woken");
        await _vault.SweepAsync();
        var lease = await _vault.LeaseAsync();
        lease.JobId.ShouldBe(job);
        lease.Epoch.ShouldBeGreaterThan(3);
        (await IsThereAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_queue_that_an_older_silo_still_uses_is_left_to_it()
    {
        var state = new GrainState<OldQueue>(new OldQueue([new OldEntry("one", "user", 1, null, null, 0, default, 0)], 1));
        var id = GrainId.Create("render-queue", "render-queue:0");
        await Storage.WriteStateAsync("render-queue", id, state);
        var former = Create();
        for (var i = 0; i < 3; i++)
        {
            (await former.LookAsync()).ShouldBe(0);
            state.State = state.State! with { LastEpoch = state.State.LastEpoch + 1 };
            await Storage.WriteStateAsync("render-queue", id, state);
        }

        (await former.LookAsync()).ShouldBe(0);
        (await former.LookAsync()).ShouldBe(1);
    }

    private FormerRenderQueue Create() => ActivatorUtilities.CreateInstance<FormerRenderQueue>(_vault.Services);

    private async Task<bool> IsThereAsync()
    {
        var state = new GrainState<OldQueue>();
        await Storage.ReadStateAsync("render-queue", GrainId.Create("render-queue", "render-queue:0"), state);
        return state.RecordExists;
    }

    /// <summary>The former stored format.</summary>
    private sealed record OldQueue(ImmutableArray<OldEntry> Entries, long LastEpoch);

    private sealed record OldEntry(
        string JobId, string UserId, long Epoch, DateTimeOffset? LeasedUntil, string? Renderer, int Priority, DateTimeOffset EnqueuedAt,
        int Returned);
}
