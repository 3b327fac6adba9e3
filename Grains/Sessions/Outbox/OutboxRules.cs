using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.People;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>What happens to the outbox, as changes of the record.</summary>
internal static class OutboxRules
{
    /// <summary>After how many tries without its file a message goes as its text alone, where the text has the link.</summary>
    public const int TriesForFile = 3;

    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(2);

    /// <summary>Adds to the outbox; an id that is there already, or was sent, is not added again. Nothing goes to who does not want it.</summary>
    public static SessionRecord WithOutbound(this SessionRecord state, OutboxItem item) =>
        state.Outbox.Any(o => o.Message.Id == item.Message.Id) || state.Sent.Any(s => s.OutboxId == item.Message.Id)
            || (state.IsOptedOut(item.Message.To) && item.Kind != OutboxKind.Consent)
            ? state
            : state with { Outbox = state.Outbox.Add(item) };

    /// <summary>Adds the message, in as many parts as the channel needs.</summary>
    public static SessionRecord Enqueue(this SessionRecord state, OutboundMessage message, OutboxKind kind, int maxLength, DateTimeOffset now)
    {
        var parts = TextSplitter.Split(message.Text, maxLength);
        for (var i = 0; i < parts.Count; i++)
        {
            state = state.WithOutbound(new OutboxItem(
                i == 0 ? message with { Text = parts[0] } : message with { Id = $"{message.Id}.{i + 1}", Text = parts[i], VideoKey = null }, kind, At: now));
        }

        return state;
    }

    /// <summary>Takes the item out of the outbox and remembers what became of it. A receipt that came before the send's own answer counts.</summary>
    public static SessionRecord Leave(
        this SessionRecord state, OutboxItem item, string? channelMessageId, DeliveryStatus status, DateTimeOffset now, int? errorCode = null) => state with
        {
            Outbox = state.Outbox.RemoveAll(o => o.Message.Id == item.Message.Id),
            Sent = state.Sent.Any(s => s.OutboxId == item.Message.Id)
            ? [.. state.Sent.Select(s => s.OutboxId == item.Message.Id ? s with { ChannelMessageId = s.ChannelMessageId ?? channelMessageId, Status = Deliveries.Next(s.Status, status) } : s)]
            : SessionRecord.Last(state.Sent.Add(new SentMessage(item.Message.Id, item.Message.To, channelMessageId, status, now, errorCode)), SessionRecord.MaxSent),
        };

    public static SessionRecord Replace(this SessionRecord state, OutboxItem item, OutboxItem next) => state with
    {
        Outbox = [.. state.Outbox.Select(o => o.Message.Id == item.Message.Id ? next : o)],
    };

    /// <summary>The item that goes next to each address: what is held waits, and a template passes it.</summary>
    public static IEnumerable<OutboxItem> Heads(this SessionRecord state) =>
        state.Outbox.GroupBy(o => o.Message.To).Select(g => g.FirstOrDefault(o => !o.Held)).OfType<OutboxItem>();

    /// <summary>What has waited for longer than it may. What is held waits for the person, as long as the conversation lives.</summary>
    public static IEnumerable<OutboxItem> Expired(this SessionRecord state, DateTimeOffset now, TimeSpan lifetime) =>
        state.Outbox.Where(o => !o.Held && o.At is { } at && now >= at + lifetime);

    /// <summary>Keeps what goes to the address until the person writes again; of all that is held the newest.</summary>
    public static SessionRecord Hold(this SessionRecord state, ChannelAddress to, DateTimeOffset now)
    {
        state = state with
        {
            Outbox = [.. state.Outbox.Select(o => o.Message.To == to && o.Message.Template is null ? o with { Held = true, SendingSince = null } : o)],
        };
        foreach (var old in state.Outbox.Where(o => o.Held).Reverse().Skip(SessionRecord.MaxHeld)) state = state.Leave(old, null, DeliveryStatus.Failed, now);
        return state;
    }

    /// <summary>The message without its file, where its text says where the file is; else null.</summary>
    public static OutboundMessage? WithoutFile(OutboundMessage message) =>
        message is { VideoKey: null, FileId: null, Media: null } || !message.Text.Contains("://", StringComparison.Ordinal)
            ? null
            : message with { VideoKey = null, FileId = null, Media = null };

    /// <summary>
    /// The item as it is tried again, or null where it is given up: the channel itself has refused this message too often.
    /// A channel that cannot be reached is nobody's fault; how long that goes on is a matter of the item's age alone.
    /// </summary>
    public static OutboxItem? Again(OutboxItem item, SendResult result, DateTimeOffset now, int maxRefusals)
    {
        var refusals = result.Blameless ? item.Refusals : item.Refusals + 1;
        if (result.NoFile && item.Attempts + 1 >= TriesForFile && WithoutFile(item.Message) is { } plain)
            return item with { Message = plain, SendingSince = null, NotBefore = null };
        if (refusals >= maxRefusals) return null;
        return item with
        {
            Attempts = item.Attempts + 1,
            Refusals = refusals,
            NotBefore = now + WaitOf(item, result),
            SendingSince = null,
        };
    }

    private static TimeSpan WaitOf(OutboxItem item, SendResult result) => result.RetryAfter is { } told
        ? TimeSpan.FromSeconds(Math.Min(3600, told.TotalSeconds * Math.Pow(result.Growth, item.Refusals)))
        : TimeSpan.FromSeconds(Math.Min(s_longestWait.TotalSeconds, Math.Pow(2, Math.Min(item.Attempts, 10))));
}
