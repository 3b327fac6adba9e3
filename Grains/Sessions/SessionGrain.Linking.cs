using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ObsidianVault.Sessions;

/// <summary>
/// Makes two sessions one: because a person sent a link code, or because a channel said that two of its identities are
/// the same person. The other session's conversation, jobs and unfinished work move here; its key forwards from then on.
/// </summary>
public sealed partial class SessionGrain
{
    private const int IdLength = 26;
    private bool _moving;

    public async Task<string> CreateLinkCodeAsync()
    {
        var secret = GrainKeys.NewId();
        await CommitAsync(State with { LinkHash = Secrets.HashOf(secret), LinkExpiresAt = time.GetUtcNow() + options.Value.LinkLifetime });
        return SessionId + secret;
    }

    public async Task<bool> RedeemLinkCodeAsync(string secret)
    {
        if (State.MovedTo is not null || !Secrets.Matches(State.LinkHash, secret)) return false;
        var inTime = time.GetUtcNow() < State.LinkExpiresAt;
        await CommitAsync(State with { LinkHash = null });
        return inTime;
    }

    public async Task AbsorbAsync(SessionExport other)
    {
        if (State.Absorbed.Contains(other.SessionId) || other.SessionId == SessionId) return;
        var theirs = JsonSerializer.Deserialize<SessionRecord>(other.State)!;
        await WakeSoonAsync();
        var next = State.Touched(time.GetUtcNow()) with
        {
            Inbox = State.Inbox.AddRange(theirs.Inbox),
            Seen = SessionRecord.Last(theirs.Seen.AddRange(State.Seen), SessionRecord.MaxSeen),
            History = SessionRecord.Last([.. State.History.Concat(theirs.History).OrderBy(t => t.At)], SessionRecord.MaxHistory),
            Outbox = State.Outbox.AddRange(theirs.Outbox),
            Jobs = SessionRecord.Last(theirs.Jobs.AddRange(State.Jobs), SessionRecord.MaxJobs),
            Sent = SessionRecord.Last(theirs.Sent.AddRange(State.Sent), SessionRecord.MaxSent),
            Language = State.Language ?? theirs.Language,
            HumanSince = State.HumanSince ?? theirs.HumanSince,
            Absorbed = [.. State.Absorbed, .. theirs.Absorbed, other.SessionId],
        };
        foreach (var address in theirs.Addresses)
            next = next.WithAddress(address with { OptedOut = address.OptedOut || next.IsOptedOut(address.Address) });
        await CommitAsync(next);
        GoOn();
    }

    public Task JoinAsync(string sessionId) => StartMovingAsync(sessionId, State);

    /// <summary>Joins the conversation that the code is of: this one goes on there.</summary>
    private async Task<Func<SessionRecord, SessionRecord>> LinkAsync(InboundMessage message, string code)
    {
        if (LinkSecretOf(code) is null || code[..IdLength] == SessionId) return Reply(message, Words.LinkRefused);
        var target = GrainFactory.GetGrain<ISessionGrain>(GrainKeys.Session(code[..IdLength]));
        if (!await target.RedeemLinkCodeAsync(code[IdLength..])) return Reply(message, Words.LinkRefused);
        // The answer moves along.
        await StartMovingAsync(code[..IdLength], Reply(message, Words.Linked)(State) with { Inbox = State.Inbox.RemoveAll(m => IsPartOf(m, message)) });
        return state => state;
    }

    /// <summary>From this write on, events that still come here are sent on. The rest follows in the background, after a crash too.</summary>
    private async Task StartMovingAsync(string sessionId, SessionRecord mine)
    {
        if (sessionId == SessionId || State.MovedTo is not null) return;
        await WakeSoonAsync();
        await CommitAsync(mine.Touched(time.GetUtcNow()) with { MovedTo = sessionId, IsMoving = true });
        GoOn();
    }

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var target = State.MovedTo!;
            foreach (var known in State.Addresses)
                await GrainFactory.GetGrain<IAliasGrain>(GrainKeys.Alias(known.Address)).PointAsync(target);
            // What is being answered or sent ends here; the other session must not do it again.
            while (_isAnswering || _sending) await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            await GrainFactory.GetGrain<ISessionGrain>(GrainKeys.Session(target)).AbsorbAsync(new SessionExport(SessionId, JsonSerializer.Serialize(State)));
            // The row stays for its lifetime, and the secret of a web client with it.
            await CommitAsync(new SessionRecord { CreatedAt = State.CreatedAt, LastActivityAt = time.GetUtcNow(), MovedTo = target, SecretHash = State.SecretHash });
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next wake-up of this session goes on.
            LogMoveFailed(exception, SessionId);
        }
        finally
        {
            _moving = false;
        }
    }

    private static string? LinkSecretOf(string code) =>
        code.Length == 2 * IdLength && code.All(c => c is >= 'a' and <= 'z' or >= '2' and <= '7') ? code[IdLength..] : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: moving to another session failed; it goes on later")]
    private partial void LogMoveFailed(Exception exception, string sessionId);
}
