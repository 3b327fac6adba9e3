using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>What happens to the outbox, as changes to the record.</summary>
internal static class OutboxRules
{
    /// <summary>After how many failed attempts a message is sent without its file, if its text contains the link.</summary>
    public const int TriesForFile = 3;

    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(2);

    /// <summary>Adds to the outbox, unless the id is already there or was sent. Nothing is added that the person does not allow.</summary>
    public static SessionRecord WithOutbound(this SessionRecord state, OutboxItem item) =>
        state.Outbox.Any(o => o.Message.Id == item.Message.Id) || state.Sent.Any(s => s.OutboxId == item.Message.Id)
            || (item.Kind != OutboxKind.Consent && !state.Allows(item.Message))
            ? state
            : state with { Outbox = state.Outbox.Add(item) };

    /// <summary>Adds the message, in as many parts as the channel needs.</summary>
    public static SessionRecord Enqueue(
        this SessionRecord state, OutboundMessage message, OutboxKind kind, int maxLength, DateTimeOffset now) =>
        state.Enqueue(message, kind, [.. TextSplitter.Split(message.Text, maxLength).Select(part => new StyledText(part))], now);

    /// <summary>Adds the message in these parts.</summary>
    public static SessionRecord Enqueue(
        this SessionRecord state, OutboundMessage message, OutboxKind kind, IReadOnlyList<StyledText> parts, DateTimeOffset now)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            state = state.WithOutbound(new OutboxItem(
                i == 0
                    ? message with { Text = parts[0].Text, Spans = parts[0].Spans }
                    : message with { Id = $"{message.Id}.{i + 1}", Text = parts[i].Text, Spans = parts[i].Spans, VideoKey = null },
                kind,
                At: now));
        }

        return state;
    }

    /// <summary>
    /// Takes the item out of the outbox and remembers its outcome. A receipt that came before the send's own answer counts.
    /// </summary>
    public static SessionRecord Leave(
        this SessionRecord state,
        OutboxItem item,
        string? channelMessageId,
        DeliveryStatus status,
        DateTimeOffset now,
        int? errorCode = null) => state with
        {
            Outbox = state.Outbox.RemoveAll(o => o.Message.Id == item.Message.Id),
            Sent = state.Sent.Any(s => s.OutboxId == item.Message.Id)
            ?
            [
                .. state.Sent.Select(s => s.OutboxId == item.Message.Id
                    ? s with
                    {
                        ChannelMessageId = s.ChannelMessageId ?? channelMessageId,
                        Status = Deliveries.Next(s.Status, status),
                    }
                    : s),
            ]
            : SessionRecord.Last(
                state.Sent.Add(
                    new SentMessage(item.Message.Id, item.Message.To, channelMessageId, status, now, errorCode)
                    {
                        Text = Quotes.ExcerptOf(item.Message),
                    }),
                SessionRecord.MaxSent),
        };

    /// <summary>The channel has the message: <see cref="Leave"/>, and what follows from that for its job.</summary>
    public static SessionRecord Arrived(this SessionRecord state, OutboxItem item, string? channelMessageId, DateTimeOffset now)
    {
        var next = state.Leave(item, channelMessageId, DeliveryStatus.Sent, now);
        if (item is { Kind: OutboxKind.JobResult, Message: { VideoKey: not null, JobId: { } delivered } })
            next = next.WithFollowUp(new FollowUp(FollowUpKind.JobDelivered, delivered));
        return item.Kind == OutboxKind.JobAccepted && next.Jobs.FirstOrDefault(j => j.JobId == item.Message.JobId) is { } job
            ? next.Replace(job, job with { ProgressMessageId = channelMessageId })
            : next;
    }

    /// <summary>
    /// The channel says that the person does not want the message, or any: who stopped marketing still gets everything else.
    /// </summary>
    public static SessionRecord Unwelcome(this SessionRecord state, ChannelAddress to, bool isMarketing, DateTimeOffset at) =>
        isMarketing ? state.WithMarketing(to, stopped: true, at) : state.WithConsent(to, optedOut: true, at);

    public static SessionRecord Replace(this SessionRecord state, OutboxItem item, OutboxItem next) => state with
    {
        Outbox = [.. state.Outbox.Select(o => o.Message.Id == item.Message.Id ? next : o)],
    };

    /// <summary>The next item for each address: held items wait, and a template passes them.</summary>
    public static IEnumerable<OutboxItem> Heads(this SessionRecord state) =>
        state.Outbox.GroupBy(o => o.Message.To).Select(g => g.FirstOrDefault(o => !o.Held)).OfType<OutboxItem>();

    /// <summary>The items that have waited for too long. Held ones wait for the person for as long as the conversation lives.</summary>
    public static IEnumerable<OutboxItem> Expired(this SessionRecord state, DateTimeOffset now, TimeSpan lifetime) =>
        state.Outbox.Where(o => !o.Held && o.At is { } at && now >= at + lifetime);

    /// <summary>Holds the address's messages until the person writes again; of all held ones only the newest are kept.</summary>
    public static SessionRecord Hold(this SessionRecord state, ChannelAddress to, DateTimeOffset now)
    {
        state = state with
        {
            Outbox =
            [
                .. state.Outbox.Select(o =>
                    o.Message.To == to && o.Message.Template is null ? o with { Held = true, SendingSince = null } : o),
            ],
        };
        foreach (var old in state.Outbox.Where(o => o.Held).Reverse().Skip(SessionRecord.MaxHeld))
            state = state.Leave(old, null, DeliveryStatus.Failed, now);
        return state;
    }

    /// <summary>The message without its file if its text says where the file is; otherwise null.</summary>
    public static OutboundMessage? WithoutFile(OutboundMessage message) =>
        message is { VideoKey: null, FileId: null, Media: null } || !message.Text.Contains("://", StringComparison.Ordinal)
            ? null
            : message with { VideoKey = null, FileId = null, Media = null };

    /// <summary>
    /// The item for the next attempt, or null if it is given up: the channel itself has refused this message too often. An
    /// unreachable channel does not count against the message; only the item's age limits how long that goes on.
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
