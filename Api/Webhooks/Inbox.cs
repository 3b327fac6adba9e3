namespace ObsidianVault.Webhooks;

/// <summary>Hands what happened on the channels to the sessions that it is about.</summary>
internal sealed partial class Inbox(IGrainFactory grains, ILogger<Inbox> logger)
{
    /// <summary>Stores the events, those of one address in one call and in their order.</summary>
    /// <returns>False where any of them was not stored; a second delivery stores each only once.</returns>
    public async Task<bool> StoreAsync(IReadOnlyList<ChannelEvent> events)
    {
        // One person's failure must not keep the others' messages from being stored now.
        var stored = await Task.WhenAll(events.GroupBy(e => e.From).Select(StoreOfOneAsync));
        return stored.All(ok => ok);
    }

    private async Task<bool> StoreOfOneAsync(IGrouping<ChannelAddress, ChannelEvent> events)
    {
        try
        {
            var sessionId = await grains.GetGrain<IAliasGrain>(GrainKeys.Alias(events.Key)).ResolveAsync();
            var added = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)).ReceiveAsync([.. events]);
            LogStored(events.Key.Channel, sessionId, added, events.Count());
            return true;
        }
        catch (Exception error)
        {
            LogNotStored(events.Key.Channel, events.Count(), error);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Channel}: session {SessionId} stored {Added} new of {Count} events")]
    private partial void LogStored(string channel, string sessionId, int added, int count);

    [LoggerMessage(LogLevel.Error, "{Channel}: {Count} events were not stored; the channel is asked to send them again")]
    private partial void LogNotStored(string channel, int count, Exception error);
}
