using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Settings;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Sessions;

/// <summary>
/// One conversation. What comes in is stored before it is acknowledged (<c>.Events.cs</c>); <c>.Inbox.cs</c> answers in
/// order, <c>.Chat.cs</c> asks the AI, <c>.Outbox.cs</c> sends, <c>.Jobs.cs</c> follows the jobs, <c>.Linking.cs</c> joins two conversations.
/// Reentrant: these run beside the calls, and the immutable state changes between awaits only.
/// </summary>
[GrainType("session"), Reentrant]
public sealed partial class SessionGrain(
    [PersistentState("chat-session")] IPersistentState<SessionRecord> storage,
    IChatAssistant assistant,
    IObjectStore objects,
    IEnumerable<IChannelSender> senders,
    AnswerStarts starts,
    MessageMetrics metrics,
    IOptions<SessionOptions> options,
    IOptions<LifetimeOptions> lifetimes,
    IOptions<ExpiryOptions> expiry,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<SessionGrain> logger) : DurableGrain<SessionRecord>(storage), ISessionGrain
{
    /// <summary>When the wake-up comes that this activation asked for, if none came since.</summary>
    private DateTimeOffset _wakesAt;

    private string SessionId => this.GetPrimaryKeyString()[GrainKeys.SessionPrefix.Length..];

    private ILedgerGrain Ledger => GrainFactory.GetGrain<ILedgerGrain>(GrainKeys.Ledger(SessionId));

    /// <summary>The session that this one became part of, or null.</summary>
    private ISessionGrain? Elsewhere => State.MovedTo is { } id ? GrainFactory.GetGrain<ISessionGrain>(GrainKeys.Session(id)) : null;

    private Texts Words => Texts.Of(State.Language);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _activatedAt = time.GetUtcNow();
        GoOn();
        return Task.CompletedTask;
    }

    public async Task<string> OpenWebAsync()
    {
        var secret = GrainKeys.NewId();
        await WakeSoonAsync();
        await CommitAsync(State.Touched(time.GetUtcNow()) with { SecretHash = Secrets.HashOf(secret) });
        return secret;
    }

    public Task<bool> AuthenticateAsync(string secret) => Task.FromResult(Secrets.Matches(State.SecretHash, secret));

    public async Task<SubmitResult> SubmitJobAsync(JobRequest request, string idempotencyKey)
    {
        var jobId = GrainKeys.DerivedId(SessionId, idempotencyKey);
        var result = await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).SubmitAsync(SessionId, request);
        if (!result.Conflict)
            await CommitAsync(State.Touched(time.GetUtcNow()).WithJob(new SessionJob(jobId, TitleOf(request), ReplyTo: null)));
        return result;
    }

    public Task<SessionSnapshot> GetAsync() => Elsewhere?.GetAsync() ?? Task.FromResult(new SessionSnapshot(
        SessionId,
        State.CreatedAt,
        State.LastActivityAt + lifetimes.Value.Session,
        [.. State.Jobs.Select(j => j.JobId)],
        State.Inbox.Length,
        State.Outbox.Length,
        State.History,
        State.HumanSince is not null,
        [.. State.Addresses.Select(a => a.Address)],
        State.Sent,
        State.Language));

    public Task<bool> IsKeptAsync() => Task.FromResult(State.Exists || !State.Addresses.IsEmpty);

    public async Task TakeOverAsync()
    {
        if (Elsewhere is { } other)
        {
            await other.TakeOverAsync();
            return;
        }

        if (State.HumanSince is not null) return;
        var now = time.GetUtcNow();
        // What waits for the assistant waits for the human now: it is in the thread.
        await CommitAsync(State.Touched(now).TakenOver(now));
        _answer?.Cancel();
    }

    public Task HandBackAsync() => Elsewhere?.HandBackAsync() ?? (State.HumanSince is null ? Task.CompletedTask : CommitAsync(State with { HumanSince = null }));

    public async Task<string?> SayAsync(OutboundMessage message, bool toLast, string idempotencyKey)
    {
        if (Elsewhere is { } other) return await other.SayAsync(message, toLast, idempotencyKey);
        var to = toLast ? State.Addresses.LastOrDefault()?.Address : State.PrimaryOf(message.To);
        if (to is null || State.IsOptedOut(to)) return null;
        var id = GrainKeys.DerivedId(SessionId, "say", idempotencyKey);
        await WakeSoonAsync();
        var next = Enqueue(State, message with { Id = id, To = to }, message.Template is null ? OutboxKind.Said : OutboxKind.Campaign);
        if (!ReferenceEquals(next, State)) next = next.Touched(time.GetUtcNow()).WithTurns(new ChatTurn("human", message.Text, time.GetUtcNow()));
        await CommitAsync(next);
        GoOn();
        return id;
    }

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        _wakesAt = default;
        if (!State.Exists) return null;
        var now = time.GetUtcNow();
        if (State.HasWork)
        {
            GoOn();
            return now + expiry.Value.UnfinishedWork;
        }

        var expiresAt = State.LastActivityAt + lifetimes.Value.Session;
        if (now < expiresAt) return expiresAt;
        // That somebody wants to hear nothing outlives the conversation.
        var kept = State.Addresses.RemoveAll(a => !a.OptedOut);
        if (kept.IsEmpty) await ClearAsync();
        else await CommitAsync(new SessionRecord { Addresses = kept });
        return null;
    }

    /// <summary>
    /// Makes sure that this session is woken soon. One wake-up that is still to come serves all that happens until then:
    /// it finds what there is to do, and comes again while there is more.
    /// </summary>
    private async Task WakeSoonAsync()
    {
        var now = time.GetUtcNow();
        if (_wakesAt > now && _wakesAt <= now + expiry.Value.UnfinishedWork) return;
        var at = now + expiry.Value.UnfinishedWork;
        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), at, expiry.Value);
        _wakesAt = at;
    }

    /// <summary>Starts whatever has work and does not run.</summary>
    private void GoOn()
    {
        if (State.MovedTo is not null)
        {
            if (State.IsMoving && !_moving)
            {
                _moving = true;
                Run(MoveAsync);
            }

            return;
        }

        if (!State.Inbox.IsEmpty) StartAnswering();
        if (!State.Unkept.IsEmpty) StartKeeping();
        if (!State.Outbox.IsEmpty) StartSending();
        foreach (var job in State.Jobs.Where(j => j.IsFollowed)) StartFollowing(job.JobId);
    }

    /// <summary>Runs work beside the calls of this grain and keeps the activation alive meanwhile. It ends when the host stops: what is unfinished is in the state.</summary>
    private void Run(Func<CancellationToken, Task> work) => this.RegisterGrainTimer(
        async cancellationToken =>
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
            try
            {
                await work(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
            }
        },
        new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });

    private static string TitleOf(JobRequest request) =>
        request.Prompt is { } prompt ? prompt.Length <= 60 ? prompt : prompt[..59] + "…" : "your own code";
}
