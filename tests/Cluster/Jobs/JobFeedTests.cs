using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Health;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Visuals;

namespace ObsidianVault.Cluster.Jobs;

/// <summary>How a front end follows a job over a real cluster.</summary>
public sealed class JobFeedTests(SqliteStorage storage) : IAsyncLifetime
{
    private VaultSilo _vault = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IClusterClient Client => _vault.Services.GetRequiredService<IClusterClient>();

    public async ValueTask InitializeAsync() => _vault = await VaultSilo.StartAsync(await storage.NewAsync());

    public async ValueTask DisposeAsync() => await _vault.DisposeAsync();

    [Fact]
    public async Task News_on_the_stream_reaches_a_watcher_between_two_looks_at_the_state()
    {
        var (_, job) = await SubmitAsync();
        await using var watcher = Feed(TimeSpan.FromMinutes(30)).FollowAsync(job, 0, Cancel).GetAsyncEnumerator(Cancel);
        (await watcher.MoveNextAsync()).ShouldBeTrue();
        watcher.Current.Sequence.ShouldBe(job.Sequence);

        var news = Client.GetStreamProvider(NewsStreams.Provider).GetStream<JobNews>(StreamId.Create(NewsStreams.Jobs, job.JobId));
        var next = watcher.MoveNextAsync().AsTask();
        // The subscription may not exist yet when the first item is published.
        for (var n = 1; !next.IsCompleted; n++)
        {
            await news.OnNextAsync(new JobNews(job with { Sequence = job.Sequence + n, Percent = n % 100 }));
            await Task.WhenAny(next, Task.Delay(100, Cancel));
        }

        (await next).ShouldBeTrue();
        watcher.Current.Sequence.ShouldBeGreaterThan(job.Sequence);
        // An older item changes nothing; the final item ends the feed.
        await news.OnNextAsync(new JobNews(job));
        await news.OnNextAsync(new JobNews(job with { Sequence = 1_000_000, State = JobState.Ready }));
        while (await watcher.MoveNextAsync())
        {
            if (watcher.Current.IsSettled) break;
        }

        watcher.Current.Sequence.ShouldBe(1_000_000);
        (await watcher.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_no_news_told_is_read_from_the_state()
    {
        var (grain, job) = await SubmitAsync();
        await using var watcher = Feed(TimeSpan.FromMilliseconds(200)).FollowAsync(job, job.Sequence, Cancel).GetAsyncEnumerator(Cancel);
        var next = watcher.MoveNextAsync();
        await grain.CancelAsync();
        (await next).ShouldBeTrue();
        watcher.Current.State.ShouldBe(JobState.Cancelled);
        (await watcher.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_that_is_over_is_deleted_and_one_that_is_not_is_left_alone()
    {
        var (grain, _) = await SubmitAsync();
        await grain.DeleteAsync();
        (await grain.GetAsync()).ShouldNotBeNull();
        await grain.CancelAsync();
        await grain.DeleteAsync();
        (await grain.GetAsync()).ShouldBeNull();
        await grain.DeleteAsync();
    }

    [Fact]
    public async Task A_silo_answers_a_pulse() => await Client.GetGrain<IPulseGrain>(GrainKeys.Pulse(1)).BeatAsync();

    [Fact]
    public async Task Of_two_pictures_at_once_one_takes_the_key_and_gives_it_back_alone()
    {
        for (var n = 0; n < 20; n++)
        {
            var key = GrainKeys.PictureClaim(GrainKeys.NewId());
            var taken = await Task.WhenAll(Enumerable.Range(0, 4)
                .Select(i => Client.GetGrain<IPictureClaimGrain>(key).TakeAsync($"picture {i % 2}")));
            (taken[0], taken[1]).ShouldBe((taken[2], taken[3]));
            taken[0].ShouldNotBe(taken[1]);
            var (mine, other) = taken[0] ? ("picture 0", "picture 1") : ("picture 1", "picture 0");
            await Client.GetGrain<IPictureClaimGrain>(key).ReleaseAsync(other);
            (await Client.GetGrain<IPictureClaimGrain>(key).TakeAsync(other)).ShouldBeFalse();
            await Client.GetGrain<IPictureClaimGrain>(key).ReleaseAsync(mine);
            (await Client.GetGrain<IPictureClaimGrain>(key).TakeAsync(other)).ShouldBeTrue();
        }
    }

    private JobFeed Feed(TimeSpan interval) =>
        new(Client, Options.Create(new GatewayOptions { WatchInterval = interval }), TimeProvider.System, NullLogger<JobFeed>.Instance);

    private async Task<(IJobGrain Grain, JobSnapshot Job)> SubmitAsync()
    {
        var grain = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(GrainKeys.NewId()));
        return (grain, (await grain.SubmitAsync("s", new JobRequest { Code = "from manim import *" })).Job);
    }
}
