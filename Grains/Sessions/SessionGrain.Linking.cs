using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

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
        if (Elsewhere is { } further)
        {
            await further.AbsorbAsync(other);
            return;
        }

        if (State.Absorbed.Contains(other.SessionId) || other.SessionId == SessionId) return;
        var theirs = JsonSerializer.Deserialize<SessionRecord>(other.State)!;
        await WakeSoonAsync();
        if (State.MovedTo is not null)
        {
            await AbsorbAsync(other);
            return;
        }

        var next = State.Touched(time.GetUtcNow()) with
        {
            Inbox = State.Inbox.AddRange(theirs.Inbox),
            Seen = SessionRecord.Last(theirs.Seen.AddRange(State.Seen), SessionRecord.MaxSeen),
            History = SessionRecord.Thread([.. State.History.Concat(theirs.History).OrderBy(t => t.At)]),
            Outbox = State.Outbox.AddRange(theirs.Outbox),
            Jobs = SessionRecord.Last(theirs.Jobs.AddRange(State.Jobs), SessionRecord.MaxJobs),
            Sent = SessionRecord.Last(theirs.Sent.AddRange(State.Sent), SessionRecord.MaxSent),
            Language = State.Language ?? theirs.Language,
            HumanSince = State.HumanSince ?? theirs.HumanSince,
            Absorbed = [.. State.Absorbed, .. theirs.Absorbed, other.SessionId],
        };
        next = next with
        {
            Unkept = SessionRecord.Last(next.Unkept.AddRange(theirs.Unkept), SessionRecord.MaxUnkept),
            Unconfirmed = SessionRecord.Last(next.Unconfirmed.AddRange(theirs.Unconfirmed), SessionRecord.MaxUnconfirmed),
            SameAs = SessionRecord.Last(next.SameAs.AddRange(theirs.SameAs.Where(s => next.SameAs.All(n => n.Other != s.Other))), SessionRecord.MaxAddresses),
        };
        foreach (var address in theirs.Addresses)
            next = next.WithAddress(address with { OptedOut = address.OptedOut || next.IsOptedOut(address.Address) });
        foreach (var same in next.SameAs) next = next.Moved(same.Other, same.Primary);
        await CommitAsync(next);
        GoOn();
    }

    public Task<string> EndAsync() => Elsewhere?.EndAsync() ?? Task.FromResult(SessionId);

    /// <summary>
    /// Of two sessions the one with the greater id becomes part of the other. So a session only ever moves to a smaller id,
    /// and however many join at the same moment, no two send each other's events on for ever.
    /// </summary>
    public async Task<string> JoinAsync(string sessionId)
    {
        if (Elsewhere is { } further) return await further.JoinAsync(sessionId);
        var end = sessionId == SessionId ? SessionId : await GrainFactory.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)).EndAsync();
        if (end == SessionId) return SessionId;
        if (string.CompareOrdinal(end, SessionId) > 0) return await GrainFactory.GetGrain<ISessionGrain>(GrainKeys.Session(end)).JoinAsync(SessionId);
        return await TryMoveToAsync(end, state => state) ? end : await JoinAsync(sessionId);
    }

    /// <summary>Joins the conversation that the code is of with this one.</summary>
    private async Task<Func<SessionRecord, SessionRecord>> LinkAsync(InboundMessage message, string code)
    {
        if (LinkSecretOf(code) is null || code[..IdLength] == SessionId) return Reply(message, Words.LinkRefused);
        var target = GrainFactory.GetGrain<ISessionGrain>(GrainKeys.Session(code[..IdLength]));
        if (!await target.RedeemLinkCodeAsync(code[IdLength..])) return Reply(message, Words.LinkRefused);
        var end = await target.EndAsync();
        // Where this session moves, the answer moves along.
        if (string.CompareOrdinal(end, SessionId) < 0
            && await TryMoveToAsync(end, state => Reply(message, Words.Linked)(state) with { Inbox = state.Inbox.RemoveAll(m => IsOne(m, message)) })) return state => state;
        await JoinAsync(end);
        return Reply(message, Words.Linked);
    }

    /// <summary>From this write on, events that still come here are sent on. The rest follows in the background, after a crash too.</summary>
    /// <returns>False where the session has moved already.</returns>
    private async Task<bool> TryMoveToAsync(string sessionId, Func<SessionRecord, SessionRecord> change)
    {
        await WakeSoonAsync();
        // What came in meanwhile is in the state, and moves along.
        if (State.MovedTo is not null) return false;
        await CommitAsync(change(State).Touched(time.GetUtcNow()) with { MovedTo = sessionId, IsMoving = true });
        GoOn();
        return true;
    }

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var target = State.MovedTo!;
            foreach (var address in State.Addresses.Select(a => a.Address).Concat(State.SameAs.SelectMany(s => new[] { s.Other, s.Primary })).Distinct())
                await GrainFactory.GetGrain<IAliasGrain>(GrainKeys.Alias(address)).PointAsync(target);
            // What is being answered or sent ends here; the other session must not do it again.
            while (_isAnswering || _sending || _keeping) await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
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
