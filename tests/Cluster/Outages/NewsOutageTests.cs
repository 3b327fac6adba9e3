using System.Collections.Concurrent;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.News;
using Orleans.Runtime;
using Orleans.Streams;

namespace ObsidianVault.Cluster.Outages;

/// <summary>News after the death of a silo that carried it.</summary>
public sealed class NewsOutageTests(SqliteStorage storage) : OutageTest(storage)
{
    [Fact]
    public async Task News_goes_on_after_the_list_of_its_listeners_has_moved()
    {
        const string id = "a-session";
        var heard = new ConcurrentQueue<ConversationNews>();
        var stream = Vault.Client.GetStreamProvider(NewsStreams.Provider)
            .GetStream<ConversationNews>(StreamId.Create(NewsStreams.Conversations, id));
        await stream.SubscribeAsync((news, _) =>
        {
            heard.Enqueue(news);
            return Task.CompletedTask;
        });
        await stream.OnNextAsync(new ConversationNews(id, 1, ConversationChange.Received)).WaitAsync(Soon, Cancel);
        await UntilAsync(() => heard.Count == 1, "the first news is heard");

        // Orleans' own list of who publishes and who listens is read again, as after the death of its silo.
        await Vault.DeactivateAsync(Vault.Grains.GetGrain(
            GrainId.Create("pubsubrendezvous", $"{NewsStreams.Provider}/{NewsStreams.Conversations}/{id}")));
        await stream.SubscribeAsync((_, _) => Task.CompletedTask).WaitAsync(Soon, Cancel);
        await stream.OnNextAsync(new ConversationNews(id, 2, ConversationChange.Received)).WaitAsync(Soon, Cancel);
        await UntilAsync(() => heard.Any(news => news.Sequence == 2), "the second news is heard");
    }
}
