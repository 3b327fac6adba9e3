namespace ObsidianVault.Webhooks;

/// <summary>Hands messages to the sessions of their senders.</summary>
internal sealed partial class Inbox(IGrainFactory grains, ILogger<Inbox> logger)
{
    /// <summary>Stores the messages, those of one session in one call and in their order.</summary>
    /// <returns>False where any of them was not stored; a second delivery stores each only once.</returns>
    public async Task<bool> StoreAsync(IReadOnlyList<InboundMessage> messages)
    {
        // One person's failure must not keep the others' messages from being stored now.
        var stored = await Task.WhenAll(messages.GroupBy(message => message.From).Select(StoreOfOneAsync));
        return stored.All(ok => ok);
    }

    private async Task<bool> StoreOfOneAsync(IGrouping<ChannelAddress, InboundMessage> messages)
    {
        try
        {
            var sessionId = await grains.GetGrain<IAliasGrain>(GrainKeys.Alias(messages.Key)).ResolveAsync();
            var added = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)).ReceiveAsync([.. messages]);
            LogStored(messages.Key.Channel, sessionId, added, messages.Count());
            return true;
        }
        catch (Exception error)
        {
            LogNotStored(messages.Key.Channel, messages.Count(), error);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Channel}: session {SessionId} stored {Added} new of {Count} messages")]
    private partial void LogStored(string channel, string sessionId, int added, int count);

    [LoggerMessage(LogLevel.Error, "{Channel}: {Count} messages were not stored; the channel is asked to send them again")]
    private partial void LogNotStored(string channel, int count, Exception error);
}
