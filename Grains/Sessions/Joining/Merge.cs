using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.People;

namespace ObsidianVault.Grains.Sessions.Joining;

/// <summary>How the records of two sessions become those of one conversation.</summary>
internal static class Merge
{
    /// <summary>From this write on, nothing more is answered here; events are still accepted, and move along.</summary>
    public static SessionRecord Moving(SessionRecord state, string target) =>
        state.MovedTo is null ? state with { MovedTo = target, IsMoving = true } : state;

    /// <summary>
    /// What remains of a session that has moved: enough to forward late events and to recognize known ones, for as long as the
    /// other lives.
    /// </summary>
    public static SessionRecord Moved(SessionRecord state) => new()
    {
        CreatedAt = state.CreatedAt,
        LastActivityAt = state.LastActivityAt,
        MovedTo = state.MovedTo,
        SecretHash = state.SecretHash,
        SeenMarks = state.SeenMarks,
        Revision = state.Revision + 1,
    };

    /// <summary>Merges the other session's conversation in. If it was absorbed before, nothing changes.</summary>
    public static SessionRecord Absorb(SessionRecord state, string otherId, SessionRecord theirs, DateTimeOffset now)
    {
        if (state.Absorbed.Contains(otherId)) return state;
        theirs = theirs.Upgraded(now);
        var absorbed = state.Absorbed.AddRange(theirs.Absorbed).Add(otherId);
        var next = state.Begun(now) with
        {
            LastActivityAt = state.LastActivityAt > theirs.LastActivityAt ? state.LastActivityAt : theirs.LastActivityAt,
            Inbox = [.. state.Inbox, .. theirs.Inbox.Where(m => !state.Inbox.Any(o => SessionRecord.IsOne(o, m)))],
            SeenMarks = SeenMarks.Merge(theirs.SeenMarks, state.SeenMarks),
            Outbox = [.. state.Outbox, .. theirs.Outbox.Where(o => state.Outbox.All(s => s.Message.Id != o.Message.Id))],
            Sent = SessionRecord.Last(theirs.Sent.AddRange(state.Sent), SessionRecord.MaxSent),
            Language = state.Language ?? theirs.Language,
            HumanSince = state.HumanSince ?? theirs.HumanSince,
            Absorbed = SessionRecord.Last(absorbed, SessionRecord.MaxAbsorbed),
            AbsorbedLines = state.AbsorbedLines.SetItems(theirs.AbsorbedLines).SetItem(otherId, theirs.Lines),
            Unkept = SessionRecord.Last(state.Unkept.AddRange(theirs.Unkept), SessionRecord.MaxUnkept),
            SameAs = SessionRecord.Last(
                state.SameAs.AddRange(theirs.SameAs.Where(s => state.SameAs.All(n => n.Other != s.Other))), SessionRecord.MaxAddresses),
            HasSentRows = state.HasSentRows || theirs.HasSentRows,
            IsAccount = state.IsAccount || theirs.IsAccount,
            AccountId = state.AccountId ?? theirs.AccountId,
            Chats = state.Chats.AddRange(theirs.Chats),
            Assignee = state.Assignee ?? theirs.Assignee,
            Labels = [.. state.Labels.Union(theirs.Labels).Take(Filing.MaxLabels)],
            Attached = [.. state.Attached.Union(theirs.Attached).Take(SessionRecord.MaxAttached)],
        };
        next = next.WithUnconfirmed(state.Unconfirmed.AddRange(theirs.Unconfirmed));
        next = next.WithHistory([.. state.History.Concat(theirs.History).OrderBy(t => t.At)]);
        foreach (var job in theirs.Jobs) next = next.WithJob(job);
        foreach (var followUp in theirs.FollowUps) next = next.WithFollowUp(followUp);
        foreach (var forgotten in absorbed.Take(absorbed.Length - next.Absorbed.Length))
        {
            next = next.WithFollowUp(new FollowUp(FollowUpKind.ForgetRows, forgotten)) with
            {
                AbsorbedLines = next.AbsorbedLines.Remove(forgotten),
            };
        }

        foreach (var address in theirs.Addresses)
        {
            var ours = next.AddressOf(address.Address);
            next = next.WithAddress(address.WithMarketingOf(ours) with { OptedOut = address.OptedOut || ours.OptedOut });
        }

        foreach (var same in next.SameAs) next = next.Moved(same.Other, same.Primary);
        return next;
    }
}
