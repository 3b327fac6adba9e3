using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;
using ObsidianVault.Grains.Interfaces.Callbacks;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.WebChat;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Grains.Sessions.People;

/// <summary>
/// Erases what is a person's: first what only the record leads to, then the record, in the write that also notes what other grains must
/// still erase. Repeated after a crash, it goes on.
/// </summary>
internal sealed partial class Forgetting(IConversation conversation, ConversationThread thread, Reply reply)
{
    /// <summary>What a person adds to /forget to confirm it, in any language.</summary>
    public const string Confirmation = "everything";

    /// <summary>/forget: asks first, and erases when it is confirmed.</summary>
    public async Task<Answer> AnswerAsync(
        SessionRecord state, InboundMessage message, string argument, CancellationToken cancellationToken)
    {
        var words = SessionServices.WordsOf(state);
        // Everybody in a group could do it to one of them.
        if (message.InGroup) return reply.To(message, words.ForgetAlone);
        if (argument != Confirmation) return reply.To(message, words.ForgetFormat.Replace("{0}", Confirmation, StringComparison.Ordinal));
        // In a chat of an account it is the account that is erased, with all its chats.
        if (state.AccountId is { } account) await conversation.Session(account).EraseAsync();
        await EraseAsync(state, cancellationToken);
        var said = reply.To(message, words.Forgotten);
        return new Answer(next => said(Forgotten(next, message.From)));
    }

    /// <summary>Erases the files and the collections of the conversation.</summary>
    public async Task EraseAsync(SessionRecord state, CancellationToken cancellationToken)
    {
        var services = conversation.Services;
        var lines = await thread.AllAsync(state, cancellationToken);
        var keys = lines.Select(line => line.Text).Concat(await WebTextsAsync(state, cancellationToken))
            .SelectMany(text => text.Split('\n').Where(part => FileKey().IsMatch(part)));
        foreach (var key in keys.Distinct()) await services.Objects.DeleteAsync(key, cancellationToken);

        var reader = state.ReaderOf(conversation.Id);
        foreach (var collection in await services.Knowledge.ListCollectionsAsync(reader, cancellationToken))
        {
            if (reader.People.Contains(collection.Owner))
                await conversation.Grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(collection.Id)).EraseAsync(reader);
        }
    }

    /// <summary>
    /// The record of somebody who has never been here, but for what must stay: that they want to hear nothing, where an answer goes, and
    /// what is still to be erased elsewhere.
    /// </summary>
    /// <param name="asks">Where an answer goes; null for nowhere.</param>
    public SessionRecord Forgotten(SessionRecord state, ChannelAddress? asks)
    {
        var next = new SessionRecord
        {
            CreatedAt = state.CreatedAt,
            LastActivityAt = state.LastActivityAt,
            Inbox = state.Inbox,
            SeenMarks = state.SeenMarks,
            Addresses = [.. state.Addresses.Where(known => known.Forbids || known.Address == asks)],
            Language = state.Language,
            Revision = state.Revision,
            // Numbers of lines are not used twice.
            Lines = state.Lines + state.History.Length,
        };
        foreach (var chat in state.Chats) next = next.WithFollowUp(new FollowUp(FollowUpKind.EraseChat, chat.SessionId));
        foreach (var job in state.Jobs) next = next.WithFollowUp(new FollowUp(FollowUpKind.EraseJob, job.JobId));
        // An identity that wants to hear nothing stays where that is known.
        foreach (var known in state.Addresses.Where(known => !known.Forbids))
            next = next.WithFollowUp(new FollowUp(FollowUpKind.Unlink, conversation.Id, known.Address));
        foreach (var id in state.Absorbed.Add(conversation.Id)) next = next.WithFollowUp(new FollowUp(FollowUpKind.Erase, id));
        return next;
    }

    /// <summary>Erases what is kept under one session's id elsewhere: rows, single charges, callbacks, account, keys.</summary>
    public async Task FollowUpAsync(string sessionId, CancellationToken cancellationToken)
    {
        var grains = conversation.Grains;
        await thread.DeleteAsync([sessionId], cancellationToken);
        await grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(sessionId)).EraseEntriesAsync();
        var callbacks = grains.GetGrain<ICallbackAccountGrain>(GrainKeys.CallbackAccount(sessionId));
        foreach (var job in await callbacks.GetJobsAsync())
            await grains.GetGrain<ICallbackGrain>(GrainKeys.Callback(job)).EraseAsync();
        await callbacks.EraseAsync();
        await grains.GetGrain<IAccountGrain>(GrainKeys.Account(sessionId)).EraseAsync();
        if (sessionId != conversation.Id) await conversation.Session(sessionId).EndMovedAsync(conversation.Id);
    }

    public async Task FollowUpJobAsync(string jobId)
    {
        var job = conversation.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId));
        await job.CancelAsync();
        await job.DeleteAsync();
    }

    private async Task<List<string>> WebTextsAsync(SessionRecord state, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        foreach (var id in state.Absorbed.Add(conversation.Id))
        {
            var web = conversation.Grains.GetGrain<IWebThreadGrain>(GrainKeys.WebThread(id));
            for (var before = long.MaxValue; ;)
            {
                var page = await web.ReadAsync(before, WebLimits.MaxRead);
                keys.AddRange(page.Select(message => message.PictureKey).OfType<string>());
                if (page.Length < WebLimits.MaxRead) break;
                before = page[0].Sequence;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return keys;
    }

    [GeneratedRegex(@"\A(images|documents)/[\w.-]{1,100}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileKey();
}
