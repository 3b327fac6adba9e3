using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Knowledge.Storage;
using Orleans.Streams;

namespace ObsidianVault.Api.Knowledge;

/// <summary>
/// The progress of a collection as server-sent events. News only says when to look; what is said comes from the store, as the
/// caller may see it by then.
/// </summary>
internal static class CollectionEvents
{
    private const string Type = "progress";

    /// <summary>How long a subscription may take to begin or end; the store is read meanwhile.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static async Task<IResult> WatchAsync(
        string id, [Microsoft.AspNetCore.Mvc.FromHeader(Name = "Last-Event-ID")] string? lastEventId, Person person, IClusterClient grains,
        IKnowledgeStore store, Watchers watchers, IOptions<GatewayOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await ViewAsync(id, person, store, cancellationToken) is not { } view) return KnowledgeAccess.NotFound();
        var isResumed = long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        if (isResumed && view.Waiting == 0 && view.Generation <= after) return TypedResults.NoContent();
        if (watchers.Enter(person.CallerId) is not { } place)
        {
            return Problems.Busy(
                "Too many event streams are open. Close some, or ask for the collection itself from time to time.", retryAfter: 10);
        }

        return new EventStream(
            cancelled => FollowAsync(place, id, person, grains, store, options.Value.WatchInterval, time, cancelled), isResumable: true);
    }

    private static async IAsyncEnumerable<ServerEvent> FollowAsync(
        IDisposable place, string id, Person person, IClusterClient grains, IKnowledgeStore store, TimeSpan interval, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var held = place;
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var subscription = SubscribeAsync(id, grains, news.Writer, time);
        try
        {
            CollectionView? before = null;
            while (await ViewAsync(id, person, store, cancellationToken) is { } now)
            {
                if (now != before) yield return new ServerEvent(Type, now, now.Generation.ToString(CultureInfo.InvariantCulture));
                before = now;
                if (now.Waiting == 0) yield break;
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(news.Reader.WaitToReadAsync(wait.Token).AsTask(), Task.Delay(interval, time, wait.Token));
                await wait.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
                news.Reader.TryRead(out _);
            }
        }
        finally
        {
            _ = UnsubscribeAsync(subscription, time);
        }
    }

    private static async Task<CollectionView?> ViewAsync(
        string id, Person person, IKnowledgeStore store, CancellationToken cancellationToken) =>
        await store.FindCollectionAsync(person, id, cancellationToken) is { } collection
            ? CollectionView.Of(collection, await store.CountAsync(id, cancellationToken), person)
            : null;

    private static async Task<StreamSubscriptionHandle<CollectionNews>?> SubscribeAsync(
        string id, IClusterClient grains, ChannelWriter<bool> news, TimeProvider time)
    {
        try
        {
            return await grains.GetStreamProvider(NewsStreams.Provider)
                .GetStream<CollectionNews>(StreamId.Create(NewsStreams.Collections, id))
                .SubscribeAsync((_, _) =>
                {
                    news.TryWrite(true);
                    return Task.CompletedTask;
                }).WaitAsync(s_patience, time);
        }
        catch (Exception)
        {
            // The store is read every few seconds instead.
            return null;
        }
    }

    private static async Task UnsubscribeAsync(Task<StreamSubscriptionHandle<CollectionNews>?> subscription, TimeProvider time)
    {
        try
        {
            if (await subscription is { } handle) await handle.UnsubscribeAsync().WaitAsync(s_patience, time);
        }
        catch (Exception)
        {
            // What is published to a client that is gone ends the subscription too.
        }
    }
}
