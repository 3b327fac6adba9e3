using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Desk;
using ObsidianVault.Grains.Interfaces.News;
using Orleans.Streams;

namespace ObsidianVault.Grains.Sessions;

/// <summary>
/// Tells the conversation's watchers, and the operators' list, that it has changed, in small batches. Best effort: the facts are in the
/// state, and a watcher that missed a message sees a gap in the numbers.
/// </summary>
internal sealed class Watching(IConversation conversation, IAsyncStream<ConversationNews> stream)
{
    private const int MaxBatch = 50;

    /// <summary>Changes that follow each other closely, such as an answer and its sending, are published together.</summary>
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private ImmutableArray<ConversationNews> _news = [];

    public void Tell(long revision, ConversationChange change)
    {
        lock (_lock)
        {
            _news = SessionRecord.Last(_news.Add(new ConversationNews(conversation.Id, revision, change)), MaxBatch);
            if (_news.Length > 1) return;
        }

        if (!conversation.Steps.Fire(PublishAsync)) Take();
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(s_gather, conversation.Services.Time, cancellationToken);
        var news = Take();
        if (DeskEntries.Of(conversation.Id, conversation.Record, conversation.Services) is { } entry)
            await conversation.Grains.GetGrain<IDeskGrain>(GrainKeys.Desk(conversation.Id)).NoteAsync(entry);
        await stream.OnNextBatchAsync(news);
    }

    private ImmutableArray<ConversationNews> Take()
    {
        lock (_lock)
        {
            var news = _news;
            _news = [];
            return news;
        }
    }
}
