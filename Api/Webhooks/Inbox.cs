using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Api.Webhooks;

/// <summary>Hands what happened on the channels to the sessions that it is about.</summary>
internal sealed partial class Inbox(IGrainFactory grains, ILogger<Inbox> logger)
{
    /// <summary>Stores the events, those of one session in one call and in their order.</summary>
    /// <returns>False where any of them was not stored; a second delivery stores each only once.</returns>
    public async Task<bool> StoreAsync(IReadOnlyList<ChannelEvent> events)
    {
        // One person's failure must not keep the others' messages from being stored now.
        var people = await Task.WhenAll(events.GroupBy(e => e.From).Select(SessionOfAsync));
        var sessions = people.ToDictionary(p => p.Address);
        var stored = await Task.WhenAll(events
            .Where(e => sessions[e.From].SessionId is not null)
            .GroupBy(e => sessions[e.From].SessionId!)
            .Select(StoreAsync));
        return people.All(p => p.Ok) && stored.All(ok => ok);
    }

    private async Task<bool> StoreAsync(IGrouping<string, ChannelEvent> events)
    {
        try
        {
            var added = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(events.Key)).ReceiveAsync([.. events]);
            LogStored(events.First().From.Channel, events.Key, added, events.Count());
            return true;
        }
        catch (Exception error)
        {
            LogNotStored(events.First().From.Channel, events.Count(), error);
            return false;
        }
    }

    /// <summary>
    /// The session of a person; two sessions that turn out to be one person's become one. None where a stranger's
    /// receipt comes.
    /// </summary>
    private async Task<(ChannelAddress Address, string? SessionId, bool Ok)> SessionOfAsync(IGrouping<ChannelAddress, ChannelEvent> events)
    {
        try
        {
            var others = events.SelectMany(e => e.AlsoKnownAs)
                .Concat(events.OfType<AddressChanged>().Select(e => e.NewAddress))
                .Distinct().Where(address => address != events.Key).ToArray();
            if (others.Length == 0 && events.Any(e => e is not DeliveryReceipt))
                return (events.Key, await AliasOf(events.Key).ResolveAsync(), true);

            var session = await AliasOf(events.Key).FindAsync();
            foreach (var address in others) session ??= await AliasOf(address).FindAsync();
            if (session is null && events.All(e => e is DeliveryReceipt)) return (events.Key, null, true);

            session = await AliasOf(events.Key).ResolveAsync(session);
            foreach (var address in others)
            {
                var theirs = await AliasOf(address).ResolveAsync(session);
                // The events still go to this person's session: where that one is the one that moves, it knows what it has
                // seen, keeps the order and sends them on.
                if (theirs != session) await grains.GetGrain<ISessionGrain>(GrainKeys.Session(theirs)).JoinAsync(session);
            }

            return (events.Key, session, true);
        }
        catch (Exception error)
        {
            LogNotStored(events.Key.Channel, events.Count(), error);
            return (events.Key, null, false);
        }
    }

    private IAliasGrain AliasOf(ChannelAddress address) => grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address));

    [LoggerMessage(LogLevel.Debug, "{Channel}: session {SessionId} stored {Added} new of {Count} events")]
    private partial void LogStored(string channel, string sessionId, int added, int count);

    [LoggerMessage(LogLevel.Error, "{Channel}: {Count} events were not stored; the channel is asked to send them again")]
    private partial void LogNotStored(string channel, int count, Exception error);
}
