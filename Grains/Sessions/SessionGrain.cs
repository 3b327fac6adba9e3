using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai;
using ObsidianVault.Delivery;
using ObsidianVault.Expiry;
using Orleans.Concurrency;

namespace ObsidianVault.Sessions;

/// <summary>
/// One conversation. Messages are stored here before they are acknowledged; <c>SessionGrain.Inbox.cs</c> answers them
/// in order, <c>SessionGrain.Outbox.cs</c> sends, <c>SessionGrain.Jobs.cs</c> follows the jobs. Reentrant: the three
/// run beside the calls, and the immutable state changes between awaits only.
/// </summary>
[GrainType("session"), Reentrant]
public sealed partial class SessionGrain(
    [PersistentState("chat-session")] IPersistentState<SessionRecord> storage,
    IChatAssistant assistant,
    IEnumerable<IChannelSender> senders,
    IOptions<SessionOptions> options,
    IOptions<LifetimeOptions> lifetimes,
    IOptions<ExpiryOptions> expiry,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<SessionGrain> logger) : DurableGrain<SessionRecord>(storage), ISessionGrain
{
    private string SessionId => this.GetPrimaryKeyString()[GrainKeys.SessionPrefix.Length..];

    private ILedgerGrain Ledger => GrainFactory.GetGrain<ILedgerGrain>(GrainKeys.Ledger(SessionId));

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        GoOn();
        return Task.CompletedTask;
    }

    public async Task<int> ReceiveAsync(ImmutableArray<ChannelEvent> events)
    {
        var messages = events.OfType<InboundMessage>().ToImmutableArray();
        if (Fresh(messages).IsEmpty) return 0;
        if (State.Inbox.Length + messages.Length > SessionRecord.MaxInbox) throw new SessionBusyException();
        // Before the state: a wake-up too many does no harm, one too few loses an acknowledged message.
        await WakeSoonAsync();
        var fresh = Fresh(messages);
        if (!fresh.IsEmpty) await CommitAsync(State.Touched(time.GetUtcNow()).WithInbound(fresh));
        GoOn();
        return fresh.Length;
    }

    public async Task<string> OpenWebAsync()
    {
        var secret = GrainKeys.NewId();
        await WakeSoonAsync();
        await CommitAsync(State.Touched(time.GetUtcNow()) with { SecretHash = HashOf(secret) });
        return secret;
    }

    public Task<bool> AuthenticateAsync(string secret) => Task.FromResult(
        State.SecretHash is { } hash
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(HashOf(secret))));

    public async Task<SubmitResult> SubmitJobAsync(JobRequest request, string idempotencyKey)
    {
        var jobId = GrainKeys.DerivedId(SessionId, idempotencyKey);
        var result = await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).SubmitAsync(SessionId, request);
        if (!result.Conflict)
            await CommitAsync(State.Touched(time.GetUtcNow()).WithJob(new SessionJob(jobId, TitleOf(request), ReplyTo: null)));
        return result;
    }

    public Task<SessionSnapshot> GetAsync() => Task.FromResult(new SessionSnapshot(
        SessionId,
        State.CreatedAt,
        State.LastActivityAt + lifetimes.Value.Session,
        [.. State.Jobs.Select(j => j.JobId)],
        State.Inbox.Length,
        State.Outbox.Length,
        State.History));

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        if (!State.Exists) return null;
        var now = time.GetUtcNow();
        if (State.HasWork)
        {
            GoOn();
            return now + expiry.Value.UnfinishedWork;
        }

        var expiresAt = State.LastActivityAt + lifetimes.Value.Session;
        if (now < expiresAt) return expiresAt;
        await ClearAsync();
        return null;
    }

    private ImmutableArray<InboundMessage> Fresh(ImmutableArray<InboundMessage> messages) =>
        [.. messages.Where(m => !State.Seen.Contains(SessionRecord.IdOf(m))).DistinctBy(SessionRecord.IdOf)];

    private Task WakeSoonAsync() =>
        GrainFactory.WakeAsync(this.GetPrimaryKeyString(), time.GetUtcNow() + expiry.Value.UnfinishedWork, expiry.Value);

    /// <summary>Starts whatever has work and does not run.</summary>
    private void GoOn()
    {
        if (!State.Inbox.IsEmpty) StartAnswering();
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

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
