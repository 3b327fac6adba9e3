using System.Collections.Immutable;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Security;
using ObsidianVault.Grains.Sessions.Commands;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Joining;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace ObsidianVault.Grains.Sessions;

/// <summary>
/// One conversation. Each call is a short turn over the record. Work between the calls is done by the steps of its
/// <see cref="SessionParts"/>; after each turn they look at the record and start what it calls for.
/// </summary>
[GrainType("session"), ImplicitStreamSubscription(NewsStreams.SessionJobs)]
public sealed class SessionGrain(
    [PersistentState("chat-session")] IPersistentState<SessionRecord> storage, IConversationStore store, SessionServices services)
    : DurableGrain<SessionRecord>(storage), ISessionGrain, IConversation, IStreamSubscriptionObserver, IAsyncObserver<JobNews>, IDisposable
{
    /// <summary>How long a send under way may take when the activation is told to end.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    /// <summary>How often it is noted that the session is used, where nothing else of it changes.</summary>
    private static readonly TimeSpan s_touch = TimeSpan.FromHours(1);

    private SessionParts _parts = null!;
    private ActivationSteps? _background;
    private NextWake _wake = null!;
    private DateTimeOffset _activatedAt;

    // Used by steps outside the turns, where Orleans lends nothing of the grain.
    private string _id = "";
    private IGrainFactory _grains = null!;
    private volatile SessionRecord _record = null!;

    private ActivationSteps Steps => _background!;

    string IConversation.Id => _id;

    SessionRecord IConversation.Record => _record;

    ActivationSteps IConversation.Steps => Steps;

    IGrainFactory IConversation.Grains => _grains;

    SessionServices IConversation.Services => services;

    DateTimeOffset IConversation.ActivatedAt => _activatedAt;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_id, _grains, _activatedAt) = (this.GetPrimaryKeyString()[GrainKeys.SessionPrefix.Length..], GrainFactory, services.Now);
        Replace(State.Upgraded(_activatedAt));
        _wake = new NextWake(GrainFactory, this.GetPrimaryKeyString(), services.Expiry, services.Time);
        _background = new ActivationSteps(
            this, () => _parts.GoOn(Replace), services.Finishing, services.Time, services.LoggerOf<SessionGrain>(), services.HostStopping);
        var news = this.GetStreamProvider(NewsStreams.Provider)
            .GetStream<ConversationNews>(StreamId.Create(NewsStreams.Conversations, _id));
        _parts = new SessionParts(this, store, news);
        Steps.GoOn();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Steps.EndAsync(s_grace);

    public void Dispose() => _background?.Dispose();

    protected override void OnCommitFailed() => Steps.Abort();

    public async Task<int> ReceiveAsync(ImmutableArray<ChannelEvent> events)
    {
        using var storing = services.Starts.Store();
        var fresh = Inbox.Reception.Fresh(State, events);
        if (await _parts.Joining.ElsewhereAsync() is { } other) return fresh.IsEmpty ? 0 : await other.ReceiveAsync(fresh);
        fresh = await _parts.Thread.WithTargetsAsync(State, fresh);

        var before = await _parts.Thread.RecallAsync(State, fresh.OfType<DeliveryReceipt>());
        var reception = new Inbox.Reception(
            services.SenderOf, services.Options, services.Now, _parts.Answering.Current, _parts.Sending.Current);
        var next = reception.Take(before, fresh);
        var messages = fresh.OfType<InboundMessage>().ToList();
        // An empty inbox takes any batch: one that never fits would be redelivered for days. Events that are not questions always fit.
        if (!before.Inbox.IsEmpty && next.Inbox.Length > Math.Max(before.Inbox.Length, SessionRecord.MaxInbox)
            && messages.Any(m => !Inbox.Reception.IsCancel(m) && next.Inbox.Any(n => n.Id == m.Id))) throw new SessionBusyException();
        foreach (var job in before.Jobs.Where(j => j.IsFollowed && next.Jobs.All(n => n.JobId != j.JobId || n.Settled)))
            next = next.WithFollowUp(new FollowUp(FollowUpKind.CancelJob, job.JobId));

        // Both before the answer: a spare wake-up does no harm, but a missing one loses an acknowledged message. A redelivered
        // event may have been stored before without its wake-up.
        var waking = next.HasWork ? WakeSoonAsync()
            : next.Exists && (!State.Exists || fresh.Length < events.Length)
                ? _wake.ScheduleAsync(next.LastActivityAt + services.Lifetimes.Session)
            : Task.CompletedTask;
        var change = messages.Count > 0 ? ConversationChange.Received
            : fresh.All(e => e is DeliveryReceipt) ? ConversationChange.Sent
            : ConversationChange.Settings;
        if (!ReferenceEquals(next, before)) await CommitAsync(next, change);

        _parts.AfterReception(before, next, fresh);
        Steps.GoOn();
        await waking;
        return fresh.Length;
    }

    public async Task<string> OpenWebAsync()
    {
        var secret = GrainKeys.NewId();
        var next = State.Touched(services.Now) with { SecretHash = Secrets.HashOf(secret) };
        await _wake.ScheduleAsync(services.Now + services.Lifetimes.Session);
        await CommitAsync(next, ConversationChange.Settings);
        return secret;
    }

    public async Task OpenAccountAsync()
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other)
        {
            await other.OpenAccountAsync();
            return;
        }

        if (State.IsAccount && State.Exists && services.Now - State.LastActivityAt <= s_touch) return;
        await _wake.ScheduleAsync(services.Now + services.Lifetimes.Session);
        await CommitAsync(State.Touched(services.Now) with { IsAccount = true }, ConversationChange.Settings);
    }

    public async Task<string?> OpenChatAsync()
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other) return await other.OpenChatAsync();
        if (State.Chats.Length >= ISessionGrain.MaxChats) return null;
        var chat = new OpenedChat(GrainKeys.NewId(), services.Now);
        await _wake.ScheduleAsync(services.Now + services.Lifetimes.Session);
        await CommitAsync(State.Touched(services.Now) with { Chats = State.Chats.Add(chat) }, ConversationChange.Settings);
        await this.Session(chat.SessionId).BecomeChatAsync(_id);
        return chat.SessionId;
    }

    public async Task BecomeChatAsync(string accountId)
    {
        if (State.AccountId is not null) return;
        await GrainFactory.GetGrain<ILedgerGrain>(GrainKeys.Ledger(_id)).JoinAsync(accountId);
        await _wake.ScheduleAsync(services.Now + services.Lifetimes.Session);
        await CommitAsync(State.Touched(services.Now) with { AccountId = accountId }, ConversationChange.Settings);
    }

    public Task<string?> GetAccountAsync() => Task.FromResult(State.AccountId);

    public async Task<ImmutableArray<OpenedChat>> GetChatsAsync() =>
        State is { MovedTo: { } target, IsMoving: false } ? await this.Session(target).GetChatsAsync() : State.Chats;

    public async Task EndChatAsync(string sessionId)
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other) await other.EndChatAsync(sessionId);
        else if (State.Chats.FirstOrDefault(chat => chat.SessionId == sessionId) is { } ended)
            await CommitAsync(State with { Chats = State.Chats.Remove(ended) }, ConversationChange.Settings);
    }

    public Task<bool> AuthenticateAsync(string secret) => Task.FromResult(Secrets.Matches(State.SecretHash, secret));

    public async Task<SubmitResult> SubmitJobAsync(JobRequest request, string idempotencyKey)
    {
        // The same id and the same ledger before and after this session became part of another.
        var jobId = GrainKeys.DerivedId(_id, idempotencyKey);
        var result = await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).SubmitAsync(_id, request);
        if (!result.Conflict) await AdoptJobAsync(jobId, JobCommands.TitleOf(request));
        return result;
    }

    public async Task AdoptJobAsync(string jobId, string title)
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other) await other.AdoptJobAsync(jobId, title);
        else await CommitAsync(State.Touched(services.Now).WithJob(new SessionJob(jobId, title, ReplyTo: null)), ConversationChange.Job);
    }

    public async Task<SessionSnapshot> GetAsync()
    {
        if (State is { MovedTo: { } target, IsMoving: false }) return await this.Session(target).GetAsync();
        var state = State;
        var (lines, sent) = await _parts.Thread.ShowAsync(state, CancellationToken.None);
        return new SessionSnapshot(
            _id, state.CreatedAt, state.LastActivityAt + services.Lifetimes.Session, [.. state.Jobs.Select(j => j.JobId)],
            state.Inbox.Length,
            state.Outbox.Length,
            lines,
            state.HumanSince is not null,
            [.. state.Addresses.Select(a => a.Address)],
            sent,
            state.Language)
        {
            Assignee = state.Assignee,
            Labels = state.Labels,
            WindowEndsAt = DeskEntries.WindowOf(state, services),
            Name = DeskEntries.NameOf(state),
        };
    }

    public Task<bool> IsKeptAsync() => Task.FromResult(State.Exists || !State.Addresses.IsEmpty || State.IsAccount);

    public async Task TakeOverAsync()
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other)
        {
            await other.TakeOverAsync();
            return;
        }

        if (State.HumanSince is not null) return;
        // Messages waiting for the assistant now wait for the human: they are in the thread.
        await CommitAsync(State.Begun(services.Now).TakenOver(services.Now, _parts.Sending.Current), ConversationChange.Settings);
        _parts.Answering.Stop();
        Steps.GoOn();
    }

    public async Task HandBackAsync()
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other) await other.HandBackAsync();
        else if (State.HumanSince is not null) await CommitAsync(State with { HumanSince = null }, ConversationChange.Settings);
    }

    public async Task FileAsync(Filing filing)
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other)
        {
            await other.FileAsync(filing);
            return;
        }

        var next = State with
        {
            Assignee = filing.Assignee is null ? State.Assignee : filing.Assignee.Length == 0 ? null : filing.Assignee,
            Labels = filing.Labels ?? State.Labels,
        };
        if (State.Exists && next != State) await CommitAsync(next, ConversationChange.Settings);
    }

    public async Task AddNoteAsync(string by, string text, string idempotencyKey)
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other)
        {
            await other.AddNoteAsync(by, text, idempotencyKey);
            return;
        }

        var id = GrainKeys.DerivedId(_id, ChatTurn.Note, idempotencyKey);
        if (!State.Exists || State.History.Any(line => line.Quotable == id)) return;
        await CommitAsync(State.WithTurns(new ChatTurn(ChatTurn.Note, text, services.Now, id, by)), ConversationChange.Settings);
        Steps.GoOn();
    }

    public async Task StopAnswerAsync()
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other) await other.StopAnswerAsync();
        else _parts.Answering.Stop();
    }

    public async Task<string?> SayAsync(OutboundMessage message, bool toLast, string idempotencyKey)
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other) return await other.SayAsync(message, toLast, idempotencyKey);
        var to = toLast ? State.Addresses.LastOrDefault()?.Address : State.PrimaryOf(message.To);
        if (to is null || !State.Allows(message with { To = to })) return null;
        var id = GrainKeys.DerivedId(_id, "say", idempotencyKey);
        if (State.Outbox.Any(o => o.Message.Id == id) || await _parts.Thread.WasSentAsync(State, to, id)) return id;
        if (State.Outbox.Length >= SessionRecord.MaxOutbox) throw new SessionBusyException();
        var kind = message.Template is null ? OutboxKind.Said : OutboxKind.Campaign;
        var next = services.Enqueue(
                State.Begun(services.Now), message with { Id = id, To = to, Topic = State.AddressOf(to).Topic }, kind)
            .WithTurns(new ChatTurn("human", message.Text, services.Now, id));
        // First: who says it again is told that it is here, which holds only if it is also woken.
        await WakeSoonAsync();
        await CommitAsync(next, ConversationChange.Answered);
        Steps.GoOn();
        return id;
    }

    public async Task<string> CreateLinkCodeAsync()
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other) return await other.CreateLinkCodeAsync();
        // A person links themselves, and not one of their chats.
        if (State.AccountId is { } account) return await this.Session(account).CreateLinkCodeAsync();
        var code = Sessions.Joining.LinkCode.New(_id);
        await CommitAsync(code.Keep(State, services.Now + services.Options.LinkLifetime), ConversationChange.Settings);
        return code.Text;
    }

    public async Task<bool> RedeemLinkCodeAsync(string secret, string sessionId)
    {
        if (State.MovedTo is not null) return false;
        if (State.UsedLink is { } used && used.By == sessionId && Secrets.Matches(used.Hash, secret)) return true;
        if (!Secrets.Matches(State.LinkHash, secret)) return false;
        var inTime = services.Now < State.LinkExpiresAt;
        var next = State with { LinkHash = null, UsedLink = inTime ? new UsedLink(State.LinkHash!, sessionId) : null };
        await CommitAsync(next, ConversationChange.Settings);
        return inTime;
    }

    public async Task AbsorbAsync(SessionExport other)
    {
        if (other.SessionId == _id) return;
        if (await _parts.Joining.ElsewhereAsync() is { } further)
        {
            await further.AbsorbAsync(other);
            return;
        }

        var next = _parts.Joining.Absorb(other);
        if (ReferenceEquals(next, State)) return;
        // First: handed over again, it changes nothing.
        await WakeSoonAsync();
        await CommitAsync(next, ConversationChange.Settings);
        Steps.GoOn();
    }

    public Task<string> EndAsync() => State is { MovedTo: { } target } ? this.Session(target).EndAsync() : Task.FromResult(_id);

    public async Task<ImmutableArray<string>> GetKinAsync()
    {
        if (State is not { MovedTo: { } target, IsMoving: false }) return [_id, .. State.Absorbed];
        var kin = await this.Session(target).GetKinAsync();
        return kin.Contains(_id) ? kin : kin.Add(_id);
    }

    public async Task<ImmutableArray<ChatTurn>> GetLinesAsync() => State is { MovedTo: { } target, IsMoving: false }
        ? await this.Session(target).GetLinesAsync()
        : ConversationThread.Said(await _parts.Thread.AllAsync(State, CancellationToken.None));

    public async Task EraseAsync()
    {
        if (await _parts.Joining.ElsewhereAsync() is { } other)
        {
            await other.EraseAsync();
            return;
        }

        await _parts.Forgetting.EraseAsync(State, CancellationToken.None);
        // First: what other grains keep is erased also after a crash.
        await WakeSoonAsync();
        await CommitAsync(_parts.Forgetting.Forgotten(State, asks: null) with { Inbox = [] }, ConversationChange.Settings);
        _parts.Answering.Stop();
        Steps.GoOn();
    }

    public async Task EndMovedAsync(string target)
    {
        if (State.MovedTo is not null) await ClearAsync();
    }

    public async Task<Reader> GetReaderAsync()
    {
        if (State is { MovedTo: { } target, IsMoving: false }) return await this.Session(target).GetReaderAsync();
        // Somebody who works with notes does not write messages; the session is used all the same.
        if (State.Exists && State.MovedTo is null && services.Now - State.LastActivityAt > s_touch)
            await CommitAsync(State.Touched(services.Now), ConversationChange.Settings);
        return await this.ReaderAsync(State);
    }

    public Task<string> JoinAsync(string sessionId) => _parts.Joining.JoinAsync(sessionId);

    public async Task<bool> MoveAsync(string sessionId)
    {
        await WakeSoonAsync();
        var moves = await _parts.Joining.MoveAsync(sessionId);
        Steps.GoOn();
        return moves;
    }

    public async Task HearAsync(JobSnapshot job)
    {
        if (State is { MovedTo: { } target, IsMoving: false }) await this.Session(target).HearAsync(job);
        else _parts.Follower.Hear(job);
    }

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        _wake.Replace(null);
        if (!State.Exists) return null;
        if (State.IsSealed) await _parts.Joining.ElsewhereAsync();
        if (State.HasWork) Steps.GoOn();
        // What is still under way, such as rows that are appended or a send, would outlive the conversation.
        if ((await NextDueAsync() ?? (Steps.IsIdle ? null : services.Now + services.Expiry.UnfinishedWork)) is { } next)
        {
            _wake.Replace(next);
            return next;
        }

        await _parts.Thread.DeleteAsync(State);
        if (State.AccountId is { } account) await this.Session(account).EndChatAsync(_id);
        // That somebody wants to hear nothing outlives the conversation, and so does who an account's person is.
        var kept = State.IsAccount ? State.Addresses : State.Addresses.RemoveAll(a => !a.Forbids);
        if (kept.IsEmpty && !State.IsAccount) await ClearAsync();
        else await CommitAsync(State.Expired(kept), ConversationChange.Settings);
        return null;
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<JobNews>().ResumeAsync(this);

    public Task OnNextAsync(JobNews item, StreamSequenceToken? token = null) => HearAsync(item.Job);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    Task IConversation.CommitAsync(SessionRecord next, ConversationChange change) => CommitAsync(next, change);

    private async Task CommitAsync(SessionRecord next, ConversationChange change)
    {
        next = next with { Revision = next.Revision + 1 };
        _record = next;
        await CommitAsync(next);
        _parts.Watching.Tell(next.Revision, change);
    }

    /// <summary>Replaces the record in memory by another form of the same.</summary>
    private void Replace(SessionRecord same)
    {
        _record = same;
        Upgrade(same);
    }

    /// <summary>When to wake this session, after which it expires; null if it has expired.</summary>
    private async Task<DateTimeOffset?> NextDueAsync()
    {
        var now = services.Now;
        if (State.HasWork) return _parts.NextWake(now, now + services.Expiry.UnfinishedWork);
        var expiresAt = State.LastActivityAt + services.Lifetimes.Session;
        if (now < expiresAt) return expiresAt;
        // As long as the conversation lives, this session sends on what comes here.
        return State.MovedTo is { } target && await this.Session(target).IsKeptAsync() ? now + services.Lifetimes.Session : null;
    }

    /// <summary>
    /// Makes sure that this session is woken soon. One pending wake-up serves everything that happens until then: it finds what
    /// there is to do, and is repeated while there is more.
    /// </summary>
    private Task WakeSoonAsync() => _wake.ScheduleAsync(services.Now + services.Expiry.UnfinishedWork);
}
