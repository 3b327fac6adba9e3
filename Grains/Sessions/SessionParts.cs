using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Commands;
using ObsidianVault.Grains.Sessions.Files;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;
using Orleans.Streams;

namespace ObsidianVault.Grains.Sessions;

/// <summary>The parts of one session, and the order in which they look at its record.</summary>
internal sealed partial class SessionParts
{
    private readonly IConversation _conversation;
    private readonly FileKeeper _files;
    private readonly FollowUps _followUps;
    private readonly Pacing _pacing;
    private readonly ILogger _logger;

    public SessionParts(IConversation conversation, IConversationStore store, IAsyncStream<ConversationNews> news)
    {
        _conversation = conversation;
        _logger = conversation.Services.LoggerOf<SessionParts>();
        var reply = new Reply(conversation.Services);
        Thread = new ConversationThread(conversation, store);
        Watching = new Watching(conversation, news);
        Follower = new JobFollower(conversation);
        _files = new FileKeeper(conversation);
        Forgetting = new Forgetting(conversation, Thread, reply);
        _followUps = new FollowUps(conversation, Thread, Follower, Forgetting);
        _pacing = new Pacing(conversation);
        Sending = new Sending(conversation, _pacing);
        Joining = new Joining.Joining(conversation, Sending);
        var notes = new NoteChat(conversation, Thread, reply);
        var commands = new CommandAnswers(
            conversation, _files, Thread, new ChatAnswers(conversation, _files, Thread, notes, reply),
            new JobCommands(conversation, Follower, notes, reply), new KnowledgeCommands(conversation, notes, reply),
            new LearnCommand(conversation, _files, notes, reply),
            new Joining.Linking(conversation, reply), Forgetting, reply);
        Answering = new Answering(conversation, commands, reply);
    }

    public Answering Answering { get; }

    public Sending Sending { get; }

    public JobFollower Follower { get; }

    public Joining.Joining Joining { get; }

    public ConversationThread Thread { get; }

    public Watching Watching { get; }

    public Forgetting Forgetting { get; }

    /// <summary>Starts whatever the record calls for.</summary>
    /// <returns>How long nothing needs to be done; null if nothing waits for a time.</returns>
    public TimeSpan? GoOn(Action<SessionRecord> shrink)
    {
        if (Joining.IsAway)
        {
            Joining.GoOn();
            return null;
        }

        Thread.GoOn(shrink);
        _files.GoOn();
        _followUps.GoOn();
        var (answer, send, follow) = (Answering.GoOn(), Sending.GoOn(), Follower.GoOn());
        return Least(Least(answer, send), follow);
    }

    /// <summary>Acts on events that are now stored.</summary>
    public void AfterReception(SessionRecord before, SessionRecord next, ImmutableArray<ChannelEvent> fresh)
    {
        var cancels = next.Inbox.Any(m => Reception.IsCancel(m) && !before.Inbox.Contains(m));
        // What is no longer asked is not answered.
        var isGone = Answering.Current is { } current && !next.Inbox.Any(m => SessionRecord.IsOne(m, current));
        if (cancels || isGone) Answering.Stop();
        var services = _conversation.Services;
        // At once, and not in inbox order: the button shows that it waits, and only for a while.
        foreach (var pressed in fresh.OfType<InboundMessage>().Where(m => m.CallbackId is not null))
            if (services.SenderOf(pressed.From) is { } sender)
                _conversation.Steps.Fire(token => AnswerButtonAsync(sender, pressed, token));
        var newlyBilled = next.Sent.Where(s =>
            s.Billable == true && before.Sent.Any(b => b.OutboxId == s.OutboxId && b.Billable != true));
        foreach (var billed in newlyBilled)
            services.Metrics.Billed(billed.To.Channel, billed.PriceCategory);
        foreach (var receipt in fresh.OfType<DeliveryReceipt>().Where(r => !next.Sent.Any(sent => Receipts.Concerns(r, sent))))
            Sending.HearEarly(receipt);
        // A receipt of a failure may say something of the whole account too.
        foreach (var failed in fresh.OfType<DeliveryReceipt>().Where(r => r.Status == DeliveryStatus.Failed))
            if (failed.ErrorCode is { } code && services.SenderOf(failed.From)?.FaultOf(code, failed.ErrorText) is { } fault)
                _pacing.Tell(failed.From, fault, probe: false);
    }

    /// <summary>When to wake a session that has work: soon, or later if it is known that nothing can be done before.</summary>
    public DateTimeOffset NextWake(DateTimeOffset now, DateTimeOffset soon)
    {
        var state = _conversation.Record;
        if (state.IsMoving || !state.Inbox.IsEmpty || !state.Unkept.IsEmpty || !state.FollowUps.IsEmpty) return soon;
        if (_conversation.Steps.IsRunning("send")) return soon;
        var next = now + _conversation.Services.Lifetimes.Session;
        if (state.Jobs.Any(j => j.IsFollowed)) next = Latest(soon, now + JobFollower.Patience);
        if (Sending.NextDue() is { } due && Latest(soon, due) < next) next = Latest(soon, due);
        foreach (var item in state.Outbox.Where(o => !o.Held))
            if (item.At + _conversation.Services.Options.OutboxLifetime is { } expires && Latest(soon, expires) < next)
                next = Latest(soon, expires);
        return next;
    }

    private async Task AnswerButtonAsync(
        Interfaces.Delivery.IChannelSender sender, InboundMessage pressed, CancellationToken cancellationToken)
    {
        try
        {
            await sender.AnswerButtonAsync(pressed.From, pressed.CallbackId!, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogButtonFailed(exception, _conversation.Id);
        }
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static TimeSpan? Least(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b : a;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Session {SessionId}: a pressed button could not be answered")]
    private partial void LogButtonFailed(Exception exception, string sessionId);
}
