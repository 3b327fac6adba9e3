using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Commands;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;
using ObsidianVault.Grains.Sessions.Wording;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>Turns channel events into changes of the record. Nothing here waits for anything.</summary>
/// <param name="SenderOf">The channel of an address, or null if it is not configured.</param>
/// <param name="Answering">The message being answered, which can no longer change.</param>
/// <param name="Sending">The outbox id of the message being sent, which can no longer be recalled.</param>
internal sealed record Reception(
    Func<ChannelAddress, IChannelSender?> SenderOf, SessionOptions Options, DateTimeOffset Now, InboundMessage? Answering, string? Sending)
{
    /// <summary>The new events, each once. Receipts have no marks: applying one twice changes nothing.</summary>
    public static ImmutableArray<ChannelEvent> Fresh(SessionRecord state, ImmutableArray<ChannelEvent> events) =>
        [
            .. events
                .Where(e => e is DeliveryReceipt || !SeenMarks.Contains(state.SeenMarks, SessionRecord.IdOf(e)))
                .Where(e => e is not InboundMessage { OnlyWithAlbum: true } part
                    || state.Inbox.Concat(events.OfType<InboundMessage>()).Any(m => !m.OnlyWithAlbum && IsWith(m, part)))
                .DistinctBy(SessionRecord.IdOf),
        ];

    private static bool IsWith(InboundMessage message, InboundMessage part) =>
        message.From == part.From && message.AlbumId == part.AlbumId;

    public static bool IsCancel(InboundMessage message) =>
        (message.Payload ?? message.Text) is { } text && ChatCommand.Parse(text).Kind == ChatCommandKind.Cancel;

    /// <summary>Applies all events. Returns the same record if they change nothing.</summary>
    public SessionRecord Take(SessionRecord state, ImmutableArray<ChannelEvent> fresh)
    {
        // A batch is in no order, and neither are two batches: what counts is when it was said.
        foreach (var e in fresh.OrderBy(e => e.At)) state = Take(state, e);
        var marked = fresh.Where(e => e is not DeliveryReceipt).Select(SessionRecord.IdOf).ToList();
        // Also for what a stranger's device says, such as a new number: what is stored must expire.
        return marked.Count == 0 ? state : state.Begun(Now) with { SeenMarks = SeenMarks.With(state.SeenMarks, marked) };
    }

    private SessionRecord Take(SessionRecord state, ChannelEvent e)
    {
        if (e is AddressChanged changed) return Move(state, changed);
        state = state.WithSame(e.From, e.AlsoKnownAs);
        e = e with { From = state.PrimaryOf(e.From) };
        return e switch
        {
            InboundMessage message => TakeMessage(state, message),
            MessageEdited edited => state with
            {
                // One that was answered stays answered.
                Inbox =
                [
                    .. state.Inbox.Select(m =>
                        !IsBeingAnswered(m) && IsSame(m, e.From, edited.MessageId) ? m with { Text = edited.Text } : m),
                ],
            },
            MessageRevoked revoked => state with
            {
                Inbox = state.Inbox.RemoveAll(m => !IsBeingAnswered(m) && IsSame(m, e.From, revoked.MessageId)),
            },
            DeliveryReceipt receipt => new Receipts(SenderOf, Options.MaxSendAttempts, Now).Take(state, receipt),
            ConsentChanged { Scope: ConsentScope.Marketing } marketing =>
                state.WithMarketing(e.From, marketing.OptedOut, marketing.At),
            ConsentChanged consent => state.WithConsent(e.From, consent.OptedOut, consent.At),
            HumanReply human => state.Begun(Now).TakenOver(Now, Sending).WithTurns(
                new ChatTurn("human", human.Text ?? "", human.At, Quotes.KeyOf(human.From, human.Id))),
            _ => state,
        };
    }

    private SessionRecord TakeMessage(SessionRecord state, InboundMessage message)
    {
        var known = state.AddressOf(message.From);
        var isOpen = SenderOf(message.From)?.Window is not { } window || Now - message.At <= window;
        state = state.Touched(Now).WithAddress(known with
        {
            LastInboundAt = known.LastInboundAt > message.At ? known.LastInboundAt : message.At,
            InvitedAt = isOpen ? null : known.InvitedAt,
            Topic = message.Kind == MessageKinds.Reaction ? known.Topic : message.Topic,
            Name = message.InGroup ? null : message.SenderName ?? known.Name,
        }) with
        {
            Language = state.Language ?? Languages.Of(message),
            // The person wrote: messages held for that may go, and their lifetime starts over.
            Outbox =
            [
                .. state.Outbox.Select(o =>
                    isOpen && o.Held && o.Message.To == message.From ? o with { Held = false, At = Now } : o),
            ],
        };

        if (message.Kind is not MessageKinds.Reaction) state = state.WithCopy(message, Now);
        if (message.Kind is MessageKinds.Reaction || message.IsNotice) return state.WithRead([message]);
        if (ConsentWords.MeansStop(message.Payload) || ConsentWords.MeansStop(message.Text))
        {
            var stopped = state.WithRead([message]).WithConsent(message.From, optedOut: true, message.At, byWords: true);
            if (known.OptedOut || !isOpen || !stopped.IsOptedOut(message.From)) return stopped;
            var goodbye = new OutboundMessage
            {
                Id = GrainKeys.DerivedId(SessionRecord.IdOf(message), "stop"),
                To = message.From,
                Text = Texts.Of(state.Language).OptedOut,
                Topic = message.Topic,
            };
            return stopped.WithOutbound(new OutboxItem(goodbye, OutboxKind.Consent, At: Now));
        }

        if (known.OptedOut)
        {
            if (known.ByWords && !ConsentWords.MeansStart(message.Text) && message.Text?.StartsWith('/') != true)
                return state.WithRead([message]);
            state = state.WithConsent(message.From, optedOut: false, message.At);
            if (state.IsOptedOut(message.From)) return state.WithRead([message]);
        }

        if (state.HumanSince is not null || Now - message.At > Options.StaleAfter) return state.WithRead([message]);
        if (IsCancel(message))
        {
            // It overtakes waiting messages, but not the one being answered: that answer ends first.
            var first = state.Inbox.Any(IsBeingAnswered) ? 1 : 0;
            return state with { Inbox = state.Inbox.Insert(first, message) };
        }

        if (!MessageRate.Counts(message.From)) return Waiting(state, message);
        var rate = MessageRate.At(state.Rate, Now);
        return rate.HasRoom(Options)
            ? Waiting(state with { Rate = rate.Take() }, message)
            : Unanswered(state with { Rate = rate }, message, isOpen);
    }

    private SessionRecord Waiting(SessionRecord state, InboundMessage message) =>
        state with { Inbox = state.Inbox.Insert(PlaceOf(state, message), message) };

    /// <summary>One message too many: it is shown, its files are not kept, and the person is told once.</summary>
    private SessionRecord Unanswered(SessionRecord state, InboundMessage message, bool isOpen)
    {
        state = state.WithTurns(Quotes.Line(message, QuestionText.Shown(message)));
        if (state.Rate!.IsTold || !isOpen) return state;
        var told = new OutboundMessage
        {
            Id = GrainKeys.DerivedId(SessionRecord.IdOf(message), "too many"),
            To = message.From,
            Text = Texts.Of(state.Language).TooManyMessages,
            Topic = message.Topic,
        };
        return state.WithOutbound(new OutboxItem(told, OutboxKind.Reply, At: Now)) with { Rate = state.Rate with { IsTold = true } };
    }

    /// <summary>Behind what the person said before; what they said later may have come first.</summary>
    private int PlaceOf(SessionRecord state, InboundMessage message)
    {
        var place = state.Inbox.Length;
        while (place > 0 && state.Inbox[place - 1] is var other && other.From == message.From && other.At > message.At
            && !IsBeingAnswered(other) && !IsCancel(other))
            place--;
        return place;
    }

    /// <summary>Applies a changed number or id. An id that only accompanied a number that stays is replaced by the new one.</summary>
    private static SessionRecord Move(SessionRecord state, AddressChanged changed)
    {
        var known = state.WithSame(changed.From, changed.AlsoKnownAs.RemoveAll(a => a == changed.NewAddress));
        var primary = known.PrimaryOf(changed.From);
        return primary == changed.From ? known.Moved(changed.From, changed.NewAddress) : known.WithSame(primary, [changed.NewAddress]);
    }

    private bool IsBeingAnswered(InboundMessage message) => Answering is not null && SessionRecord.IsOne(message, Answering);

    private static bool IsSame(InboundMessage message, ChannelAddress from, string channelMessageId) =>
        message.From == from && (message.ChannelMessageId ?? message.Id) == channelMessageId;
}
