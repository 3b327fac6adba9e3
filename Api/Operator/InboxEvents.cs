using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Threading.Channels;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using Orleans.Streams;

namespace ObsidianVault.Api.Operator;

/// <summary>
/// The list's changes as server-sent events: one subscription for each operator, whatever the number of conversations. News that is lost
/// is in the list, which a client reads anew when it connects, and from time to time.
/// </summary>
internal static class InboxEvents
{
    private const string Type = "change";

    /// <summary>Batches that wait for a slow client; beyond it the stream ends, and the client reads the list.</summary>
    private const int Capacity = 256;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static IResult WatchAsync(ClaimsPrincipal user, IClusterClient grains, Watchers watchers, TimeProvider time) =>
        watchers.Enter("operator:" + Access.PrincipalOf(user)) is { } place
            ? new EventStream(cancelled => FollowAsync(place, grains, time, cancelled), isResumable: true)
            : Problems.Busy("Too many event streams are open. Close some.", retryAfter: 10);

    public static Task TellAsync(IClusterClient grains, OperatorPresence presence) =>
        StreamOf(grains).OnNextAsync(new DeskNews([], presence));

    private static async IAsyncEnumerable<ServerEvent> FollowAsync(
        IDisposable place, IClusterClient grains, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var held = place;
        var news = Channel.CreateBounded<DeskNews>(Capacity);
        var subscription = await StreamOf(grains).SubscribeAsync((item, _) =>
        {
            if (!news.Writer.TryWrite(item)) news.Writer.TryComplete();
            return Task.CompletedTask;
        }).WaitAsync(s_patience, time, cancellationToken);
        try
        {
            // From here on nothing is missed.
            yield return new ServerEvent(Type, new InboxChange([], [], null));
            await foreach (var item in news.Reader.ReadAllAsync(cancellationToken))
                yield return new ServerEvent(Type, InboxChange.Of(item));
        }
        finally
        {
            _ = EndAsync(subscription, time);
        }
    }

    private static async Task EndAsync(StreamSubscriptionHandle<DeskNews> subscription, TimeProvider time)
    {
        try
        {
            await subscription.UnsubscribeAsync().WaitAsync(s_patience, time);
        }
        catch (Exception)
        {
            // What is published to a client that is gone ends the subscription too.
        }
    }

    private static IAsyncStream<DeskNews> StreamOf(IClusterClient grains) =>
        grains.GetStreamProvider(NewsStreams.Provider).GetStream<DeskNews>(StreamId.Create(NewsStreams.Desk, NewsStreams.Desk));
}
