using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Wording;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>
/// What a channel reports of our messages, as changes to the record. A failure that it reports later is dealt with like one that it
/// answers at once: the message is sent again, as often and as slowly.
/// </summary>
/// <param name="SenderOf">The channel of an address, or null if it is not configured.</param>
/// <param name="MaxRefusals"><see cref="SessionOptions.MaxSendAttempts"/>.</param>
internal sealed record Receipts(Func<ChannelAddress, IChannelSender?> SenderOf, int MaxRefusals, DateTimeOffset Now)
{
    /// <summary>A receipt counts even if it comes before the send's own answer, or instead of it: the channel had the message.</summary>
    public SessionRecord Take(SessionRecord state, DeliveryReceipt receipt)
    {
        var item = state.Outbox.FirstOrDefault(o => o.Message.Id == receipt.OutboxId);
        // Of an attempt that failed no more counts, except that it reached one of the person's devices after all.
        if (item?.HasRefused(receipt.ChannelMessageId) == true
            && receipt.Status is not (DeliveryStatus.Delivered or DeliveryStatus.Read)) return state;
        if (item is not null) state = state.Arrived(item, receipt.ChannelMessageId, Now);
        var sent = state.Sent.FirstOrDefault(s => Concerns(receipt, s));
        if (sent is null) return state;
        item ??= state.Unconfirmed.FirstOrDefault(o => o.Message.Id == sent.OutboxId);
        var next = sent with
        {
            ChannelMessageId = sent.ChannelMessageId ?? receipt.ChannelMessageId,
            Status = Deliveries.Next(sent.Status, receipt.Status),
            ErrorCode = receipt.ErrorCode ?? sent.ErrorCode,
            Billable = receipt.Billable ?? sent.Billable,
            PriceCategory = receipt.PriceCategory ?? sent.PriceCategory,
        };
        if (next == sent) return state;
        state = state with { Sent = state.Sent.Replace(sent, next) };
        if (next.Status < DeliveryStatus.Delivered) return state;
        state = state with { Unconfirmed = state.Unconfirmed.RemoveAll(o => o.Message.Id == sent.OutboxId) };
        return next.Status == DeliveryStatus.Failed && sent.Status != DeliveryStatus.Failed
            ? TakeFailure(state, next, item, receipt)
            : state;
    }

    /// <summary>
    /// Whether the receipt is for that message. Our id is the same for every attempt at sending it; the channel's is not.
    /// </summary>
    public static bool Concerns(DeliveryReceipt receipt, SentMessage sent) => sent.ChannelMessageId is null
        ? sent.OutboxId == receipt.OutboxId
        : sent.ChannelMessageId == receipt.ChannelMessageId
            && sent.To.Channel == receipt.From.Channel
            && sent.To.Account == receipt.From.Account;

    private SessionRecord TakeFailure(SessionRecord state, SentMessage sent, OutboxItem? item, DeliveryReceipt receipt)
    {
        if (receipt.ErrorCode is not { } code || SenderOf(sent.To) is not { } sender) return state;
        var fault = sender.FaultOf(code, receipt.ErrorText);
        if (fault.Outcome is SendOutcome.OptedOut or SendOutcome.RecipientGone)
        {
            var isMarketing = item is null ? sent.PriceCategory == "marketing" : item.Message.IsMarketing;
            return state.Unwelcome(sent.To, isMarketing && fault.Outcome == SendOutcome.OptedOut, receipt.At);
        }

        if (item is null || !IsWanted(state, item)) return state;
        return fault.Outcome switch
        {
            // The channel knows better than we do when the person last wrote: the message waits until they write again.
            SendOutcome.WindowClosed => Again(state, item with { NotBefore = null }, sent)
                .WithAddress(state.AddressOf(sent.To) with { LastInboundAt = null }),
            SendOutcome.FileRefused when OutboxRules.WithoutFile(item.Message) is { } plain =>
                Again(state, item with { Message = plain, NotBefore = null }, sent),
            SendOutcome.Retry when OutboxRules.Again(item, fault, Now, MaxRefusals) is { } again => Again(state, again, sent),
            _ when !fault.HeldBack => Told(state, item),
            _ => state,
        };
    }

    private static SessionRecord Again(SessionRecord state, OutboxItem item, SentMessage refused)
    {
        item = item.WithRefused(refused.ChannelMessageId) with { SendingSince = null, Held = false };
        return state with
        {
            Sent = state.Sent.RemoveAll(s => s.OutboxId == item.Message.Id),
            Outbox = state.Outbox.Insert(0, item),
        };
    }

    /// <summary>Meanwhile the person may have opted out, or a human may answer.</summary>
    private static bool IsWanted(SessionRecord state, OutboxItem item) =>
        (item.Kind == OutboxKind.Consent || state.Allows(item.Message))
        && (item.Kind != OutboxKind.Reply || state.HumanSince is null);

    /// <summary>Tells who waits for the message that it will not come. Once: about this, nothing is said in turn.</summary>
    private SessionRecord Told(SessionRecord state, OutboxItem item)
    {
        var notice = GrainKeys.DerivedId(item.Message.Id, "not delivered");
        if (item.Kind is not (OutboxKind.Reply or OutboxKind.JobResult) || item.IsNotice) return state;
        var message = new OutboundMessage
        {
            Id = notice,
            To = item.Message.To,
            Text = Texts.Of(state.Language).NotDelivered,
            Topic = item.Message.Topic,
        };
        return state.WithOutbound(new OutboxItem(message, OutboxKind.Reply, At: Now, IsNotice: true));
    }
}
