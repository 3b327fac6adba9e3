using System.Text.Json;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Outbox;

namespace ObsidianVault.Grains.Sessions.Joining;

/// <summary>
/// Makes two sessions one: because a person sent a link code, or because a channel reported that two of its identities are
/// the same person. The session with the greater id moves, in three writes. <b>Moving</b>: nothing new starts here, running
/// steps are recorded, and events are still accepted. <b>Sealed</b>: the record no longer changes and is handed over; handing
/// it over twice changes nothing. <b>Moved</b>: late events are checked against those seen here and forwarded. So no event is
/// answered twice, none overtakes an older one, and no write is lost. Calls that a turn waits for only go from the greater id
/// to the smaller one, so two sessions never wait for each other.
/// </summary>
internal sealed partial class Joining(IConversation conversation, Sending sending)
{
    private const string Step = "move";

    /// <summary>How often to look the two sessions up again because one of them moved meanwhile.</summary>
    private const int MaxMoves = 10;
    private readonly ILogger _logger = conversation.Services.LoggerOf<Joining>();

    public bool IsAway => conversation.Record.MovedTo is not null;

    /// <summary>
    /// The session that this one became part of. Null if it is not moving, or is still moving; events received here are handed
    /// over first.
    /// </summary>
    public async Task<ISessionGrain?> ElsewhereAsync()
    {
        if (conversation.Record.IsSealed) await HandOverAsync();
        var state = conversation.Record;
        return state is { MovedTo: { } target, IsMoving: false } ? conversation.Session(target) : null;
    }

    /// <summary>Joins the session with another one, outside the turns of both: each is asked to move in a turn of its own.</summary>
    public async Task<string> JoinAsync(string sessionId)
    {
        for (var attempt = 0; attempt < MaxMoves; attempt++)
        {
            var ours = conversation.Record.MovedTo is { } target ? await conversation.Session(target).EndAsync() : conversation.Id;
            var theirs = sessionId == conversation.Id ? ours : await conversation.Session(sessionId).EndAsync();
            if (ours == theirs) return ours;
            // Only ever to a smaller id: however many sessions join at the same moment, no two forward each other's events forever.
            var (smaller, greater) = string.CompareOrdinal(ours, theirs) < 0 ? (ours, theirs) : (theirs, ours);
            if (await conversation.Session(greater).MoveAsync(smaller)) return smaller;
        }

        throw new SessionBusyException();
    }

    /// <summary>The record with the other session merged in; the same record if that was done before.</summary>
    public SessionRecord Absorb(SessionExport other) => Merge.Absorb(
        conversation.Record, other.SessionId, JsonSerializer.Deserialize<SessionRecord>(other.State)!, conversation.Services.Now);

    /// <summary>Starts to become part of another session, in a turn of this one.</summary>
    /// <returns>False if this session moves, or has moved, to a different one.</returns>
    public async Task<bool> MoveAsync(string target)
    {
        if (conversation.Record.MovedTo is { } other && other != target) return false;
        if (conversation.Record.MovedTo is null)
            await conversation.CommitAsync(
                Merge.Moving(conversation.Record, target).Begun(conversation.Services.Now), ConversationChange.Settings);
        if (conversation.Record.IsMoving && conversation.Steps.IsIdle)
        {
            try
            {
                await HandOverAsync();
            }
            catch (Exception exception) when (!conversation.Services.HostStopping.IsCancellationRequested)
            {
                // It moves all the same, in a step.
                LogLater(exception, conversation.Id);
            }
        }

        return true;
    }

    /// <summary>Continues a move, once the running answer or send has ended.</summary>
    public void GoOn()
    {
        if (!conversation.Record.IsMoving || !conversation.Steps.IsIdle) return;
        conversation.Steps.Start(Step, _ => Task.FromResult<Func<Task>?>(HandOverAsync));
    }

    private async Task HandOverAsync()
    {
        var state = conversation.Record;
        if (!state.IsMoving) return;
        if (!state.IsSealed)
            await conversation.CommitAsync(state = sending.Handed(state) with { IsSealed = true }, ConversationChange.Settings);
        await conversation.Session(state.MovedTo!).AbsorbAsync(new SessionExport(conversation.Id, JsonSerializer.Serialize(state)));
        // One person has one budget, whichever way they come in.
        await conversation.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(conversation.Id)).JoinAsync(state.MovedTo!);
        var addresses = state.Addresses.Select(a => a.Address)
            .Concat(state.SameAs.SelectMany(s => new[] { s.Other, s.Primary }))
            .Concat(state.Outbox.Select(o => o.Message.To))
            .Concat(state.Sent.Select(s => s.To));
        foreach (var address in addresses.Distinct())
            await conversation.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(address)).PointAsync(state.MovedTo!);
        await conversation.CommitAsync(Merge.Moved(state), ConversationChange.Settings);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: moving to another session failed; it will be retried")]
    private partial void LogLater(Exception exception, string sessionId);
}
