using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Webhooks;

/// <summary>Hands what happened on the channels to the sessions that it is about.</summary>
internal sealed partial class SessionRouter(
    IGrainFactory grains, Patience patience, IOptions<PatienceOptions> options, TimeProvider time, ILogger<SessionRouter> logger)
{
    /// <summary>
    /// Stores the events, those of one session in one call and in their order. Tries again while a silo or the database is
    /// away, but no longer than the channel may wait for an answer: the channel then sends them again.
    /// </summary>
    /// <returns>False where any of them was not stored; a second delivery stores each only once.</returns>
    public async Task<bool> StoreAsync(IReadOnlyList<ChannelEvent> events)
    {
        var since = time.GetTimestamp();
        // One person's failure must not keep the others' messages from being stored now.
        var people = await Task.WhenAll(events.GroupBy(e => e.From).Select(person => SessionOfAsync(person, since)));
        var sessions = people.ToDictionary(p => p.Address);
        var stored = await Task.WhenAll(events
            .Where(e => sessions[e.From].SessionId is not null)
            .GroupBy(e => sessions[e.From].SessionId!)
            .Select(session => StoreAsync(session, since)));
        return people.All(p => p.Ok) && stored.All(ok => ok);
    }

    private async Task<bool> StoreAsync(IGrouping<string, ChannelEvent> events, long since)
    {
        try
        {
            var added = await patience.RunAsync(
                () => grains.GetGrain<ISessionGrain>(GrainKeys.Session(events.Key)).ReceiveAsync([.. events]), Left(since));
            LogStored(events.First().From.Channel, events.Key, added, events.Count());
            return true;
        }
        catch (Exception error)
        {
            LogNotStored(Outage.Unexpected(error), events.First().From.Channel, events.Count(), Outage.ReasonOf(error));
            return false;
        }
    }

    /// <summary>
    /// The session of a person. Two sessions that turn out to belong to one person become one. None for a receipt of a stranger.
    /// </summary>
    private async Task<(ChannelAddress Address, string? SessionId, bool Ok)> SessionOfAsync(
        IGrouping<ChannelAddress, ChannelEvent> events, long since)
    {
        try
        {
            return (events.Key, await patience.RunAsync(() => FindSessionAsync(events), Left(since)), true);
        }
        catch (Exception error)
        {
            LogNotStored(Outage.Unexpected(error), events.Key.Channel, events.Count(), Outage.ReasonOf(error));
            return (events.Key, null, false);
        }
    }

    private async Task<string?> FindSessionAsync(IGrouping<ChannelAddress, ChannelEvent> events)
    {
        var others = events.SelectMany(e => e.AlsoKnownAs)
            .Concat(events.OfType<AddressChanged>().Select(e => e.NewAddress))
            .Distinct().Where(address => address != events.Key).ToArray();
        if (others.Length == 0 && events.Any(e => e is not DeliveryReceipt)) return await AliasOf(events.Key).ResolveAsync();

        var session = await AliasOf(events.Key).FindAsync();
        foreach (var address in others) session ??= await AliasOf(address).FindAsync();
        if (session is null && events.All(e => e is DeliveryReceipt)) return null;

        session = await AliasOf(events.Key).ResolveAsync(session);
        foreach (var address in others)
        {
            var theirs = await AliasOf(address).ResolveAsync(session);
            // The events still go to this person's session: where that one is the one that moves, it knows what it has
            // seen, keeps the order and sends them on.
            if (theirs != session) await grains.GetGrain<ISessionGrain>(GrainKeys.Session(theirs)).JoinAsync(session);
        }

        return session;
    }

    /// <summary>How long the channel may still wait.</summary>
    private TimeSpan Left(long since)
    {
        var left = options.Value.Webhook - time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private IAliasGrain AliasOf(ChannelAddress address) => grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address));

    [LoggerMessage(LogLevel.Debug, "{Channel}: session {SessionId} stored {Added} new of {Count} events")]
    private partial void LogStored(string channel, string sessionId, int added, int count);

    [LoggerMessage(LogLevel.Error, "{Channel}: {Count} events were not stored; the channel is asked to send them again: {Reason}")]
    private partial void LogNotStored(Exception? error, string channel, int count, string reason);
}
