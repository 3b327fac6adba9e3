using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.People;

namespace ObsidianVault.Grains.Sessions.Transcript;

/// <summary>
/// The thread of a conversation and the messages sent in it: the newest part is in the header, the rest in rows. What exceeds
/// the header is appended to the rows in a step and leaves the header with its next write, so it costs no extra write.
/// </summary>
internal sealed class ConversationThread(IConversation conversation, IConversationStore store)
{
    private const string Step = "rows";

    /// <summary>How many lines and messages a snapshot shows.</summary>
    private const int Shown = 100;

    /// <summary>For how many messages of one call it is looked up what they are to.</summary>
    private const int MaxTargets = 20;

    /// <summary>The rows before the header's lines that a model is shown, as last read.</summary>
    private Context? _context;

    /// <summary>Appends what exceeds the header to the rows.</summary>
    /// <param name="shrink">Replaces the record in memory by the same conversation with less in its header.</param>
    public void GoOn(Action<SessionRecord> shrink)
    {
        var state = conversation.Record;
        var (lines, sent) = HeaderSize.Excess(state);
        if ((lines == 0 && sent == 0) || conversation.Steps.IsRunning(Step)) return;
        var (oldLines, oldSent, first) = (state.History[..lines], state.Sent[..sent], state.Lines);
        conversation.Steps.Start(Step, async cancellationToken =>
        {
            await store.AppendAsync(conversation.Id, first, oldLines, oldSent, cancellationToken);
            return () =>
            {
                shrink(HeaderSize.Shrink(conversation.Record, first, oldLines, oldSent));
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>The newest lines that a model may see, oldest first. Safe outside the turns.</summary>
    public async Task<ImmutableArray<ChatTurn>> NewestAsync(SessionRecord state, int count, CancellationToken cancellationToken)
    {
        if (state.History.Length >= count || !HasRows(state)) return SessionRecord.Last(Said(state.History), count);
        if (_context is not { } context || context.Lines != state.Lines || context.Absorbed != state.Absorbed.Length)
        {
            context = new Context(
                state.Lines,
                state.Absorbed.Length,
                await store.ReadLinesAsync(Threads(state), SessionRecord.MaxContext, cancellationToken));
            _context = context;
        }

        return SessionRecord.Last(Said(context.Rows.AddRange(state.History)), count);
    }

    /// <summary>Every line that is kept.</summary>
    public async Task<ImmutableArray<ChatTurn>> AllAsync(SessionRecord state, CancellationToken cancellationToken) => HasRows(state)
        ? (await store.ReadLinesAsync(Threads(state), IConversationStore.MaxLines, cancellationToken)).AddRange(state.History)
        : state.History;

    /// <summary>What the operator sees: the newest lines, and our newest messages.</summary>
    public async Task<(ImmutableArray<ChatTurn> Lines, ImmutableArray<SentMessage> Sent)> ShowAsync(
        SessionRecord state, CancellationToken cancellationToken)
    {
        var (lines, sent) = (state.History, state.Sent);
        if (HasRows(state) && lines.Length < Shown)
            lines = (await store.ReadLinesAsync(Threads(state), Shown - lines.Length, cancellationToken)).AddRange(lines);
        if (state.HasSentRows && sent.Length < Shown)
        {
            var older = await store.ReadSentAsync(Ids(state), Shown - sent.Length, cancellationToken);
            sent = [.. older.Where(o => sent.All(s => s.OutboxId != o.OutboxId)), .. sent];
        }

        return (lines, sent);
    }

    /// <summary>Brings the sent messages that these receipts are for back into the header, if they have become rows.</summary>
    public async Task<SessionRecord> RecallAsync(SessionRecord state, IEnumerable<DeliveryReceipt> receipts)
    {
        if (!state.HasSentRows) return state;
        foreach (var receipt in receipts)
        {
            if (state.Sent.Any(s => Outbox.Receipts.Concerns(receipt, s))) continue;
            if (state.Outbox.Any(o => o.Message.Id == receipt.OutboxId)) continue;
            var found = await store.FindSentAsync(
                Ids(state), receipt.OutboxId, receipt.From, receipt.ChannelMessageId, CancellationToken.None);
            // One that is to be sent again is in the outbox.
            if (found is null || state.Outbox.Any(o => o.Message.Id == found.OutboxId)) continue;
            if (!Outbox.Receipts.Concerns(receipt, found) || state.Sent.Any(s => s.OutboxId == found.OutboxId)) continue;
            state = state with { Sent = state.Sent.Insert(0, found) };
        }

        return state;
    }

    /// <summary>Whether the message was sent before, however long ago.</summary>
    public async Task<bool> WasSentAsync(SessionRecord state, Interfaces.Delivery.ChannelAddress to, string outboxId) =>
        state.Sent.Any(s => s.OutboxId == outboxId)
        || (state.HasSentRows && await store.FindSentAsync(Ids(state), outboxId, to, null, CancellationToken.None) is not null);

    /// <summary>
    /// The message that this one answers or reacts to, of which the channel may say no more than the id. Null if it answers none,
    /// or none that is known. Safe outside the turns.
    /// </summary>
    public async Task<QuotedMessage?> FindQuotedAsync(SessionRecord state, InboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Quoted is not null || message.ReplyToId is not { } id) return message.Quoted;
        var sent = state.Sent.FirstOrDefault(s => Quotes.IsOne(s, message.From, id));
        if (sent is null && await FindLineAsync(state, Quotes.KeyOf(message.From, id), cancellationToken) is { } line)
            return Quotes.Of(line, message.InGroup);
        if (sent is null && state.HasSentRows)
            sent = await store.FindSentAsync(Ids(state), null, message.From, id, cancellationToken);
        return sent is null || !Quotes.IsOne(sent, message.From, id)
            ? null
            : Quotes.Ours(sent, await FindLineAsync(state, Quotes.OutboxIdOf(sent), cancellationToken));
    }

    /// <summary>
    /// The events, in which reactions say what they are to, without those that would be meant for us only if they answered one of our
    /// messages.
    /// </summary>
    public async Task<ImmutableArray<ChannelEvent>> WithTargetsAsync(SessionRecord state, ImmutableArray<ChannelEvent> events)
    {
        var all = events.ToBuilder();
        var asked = 0;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (all[i] is not InboundMessage message || !(message.Kind == MessageKinds.Reaction || message.OnlyIfToUs)) continue;
            if (message is { Quoted: null, ReplyToId: not null } && ++asked <= MaxTargets)
            {
                var target = await FindQuotedAsync(
                    state, message with { From = state.PrimaryOf(message.From) }, CancellationToken.None);
                all[i] = message = message with { Quoted = target };
            }

            if (message.OnlyIfToUs && message.Quoted?.Author != QuotedAuthor.Us) all.RemoveAt(i);
        }

        return all.ToImmutable();
    }

    private async Task<ChatTurn?> FindLineAsync(SessionRecord state, string quotable, CancellationToken cancellationToken) =>
        state.History.LastOrDefault(line => line.Quotable == quotable)
        ?? (HasRows(state) ? await store.FindLineAsync(Ids(state), quotable, cancellationToken) : null);

    public Task DeleteAsync(ImmutableArray<string> sessionIds, CancellationToken cancellationToken) =>
        store.DeleteAsync(sessionIds, cancellationToken);

    /// <summary>Deletes all rows of this conversation: also those that an earlier activation appended without its header knowing.</summary>
    public Task DeleteAsync(SessionRecord state) => store.DeleteAsync(Ids(state), CancellationToken.None);

    /// <summary>Without what our people noted.</summary>
    public static ImmutableArray<ChatTurn> Said(ImmutableArray<ChatTurn> lines) => lines.RemoveAll(line => line.Role == ChatTurn.Note);

    private static bool HasRows(SessionRecord state) => state.Lines > 0 || !state.Absorbed.IsEmpty;

    /// <summary>Without the rows of lines that are in the header too.</summary>
    private ImmutableArray<ThreadRows> Threads(SessionRecord state) =>
    [
        new(conversation.Id, state.Lines),
        .. state.Absorbed.Select(id => new ThreadRows(id, state.AbsorbedLines.GetValueOrDefault(id, long.MaxValue))),
    ];

    private ImmutableArray<string> Ids(SessionRecord state) => [conversation.Id, .. state.Absorbed];

    private sealed record Context(long Lines, int Absorbed, ImmutableArray<ChatTurn> Rows);
}
