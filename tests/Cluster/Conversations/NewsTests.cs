using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using Orleans.Runtime;
using Orleans.Streams;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>What whoever watches a conversation hears, and what a conversation hears of its jobs.</summary>
public abstract class NewsTests(VaultStorage storage) : ConversationTest(storage)
{
    private IStreamProvider Streams => Vault.Services.GetRequiredService<IClusterClient>().GetStreamProvider(NewsStreams.Provider);

    [Fact]
    public async Task Who_watches_a_conversation_hears_of_each_change_with_a_growing_number()
    {
        var (id, heard) = (await SessionIdOfAsync(Alice), new ConcurrentQueue<ConversationNews>());
        await Streams.GetStream<ConversationNews>(StreamId.Create(NewsStreams.Conversations, id)).SubscribeAsync((news, _) =>
        {
            heard.Enqueue(news);
            return Task.CompletedTask;
        });
        await StoreAsync(Message("one"));
        await Vault.Sender.NextAsync();
        await (await SessionOfAsync(Alice)).TakeOverAsync();
        await Eventually.AssertAsync(
            () => Task.FromResult(heard.Any(news => news.What == ConversationChange.Settings)), "the takeover is heard");
        heard.ShouldAllBe(news => news.SessionId == id);
        heard.Select(news => news.Sequence).ShouldBe(Enumerable.Range(1, heard.Count).Select(n => (long)n));
        heard.Select(news => news.What).ToHashSet().ShouldBe(
            [ConversationChange.Received, ConversationChange.Answered, ConversationChange.Sent, ConversationChange.Settings],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Progress_is_shown_as_it_is_heard_and_older_news_changes_nothing()
    {
        await StoreAsync(Message("/video the derivative"));
        var jobId = (await Vault.Sender.NextAsync()).JobId!;
        var session = await SessionOfAsync(Alice);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "the acknowledgement is recorded");
        var job = (await Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).GetAsync())!;
        var stream = Streams.GetStream<JobNews>(StreamId.Create(NewsStreams.SessionJobs, GrainKeys.Session(await SessionIdOfAsync(Alice))));
        await stream.OnNextAsync(new JobNews(job with { State = JobState.Rendering, Percent = 50, Sequence = job.Sequence + 1_000_000 }));
        await Eventually.AssertAsync(() => Task.FromResult(Shows("50 %")), "half is shown");
        await stream.OnNextAsync(new JobNews(job with { State = JobState.Rendering, Percent = 20, Sequence = job.Sequence + 999_999 }));
        await stream.OnNextAsync(new JobNews(job with { State = JobState.Rendering, Percent = 60, Sequence = job.Sequence + 1_000_001 }));
        await Eventually.AssertAsync(() => Task.FromResult(Shows("60 %")), "more is shown");
        Shows("20 %").ShouldBeFalse();
    }

    private bool Shows(string progress) => Vault.Sender.Edits.Any(text => text.Contains(progress, StringComparison.Ordinal));
}

public sealed class SqliteNewsTests(SqliteStorage storage) : NewsTests(storage);

public sealed class PostgreSqlNewsTests(PostgreSqlStorage storage) : NewsTests(storage);
