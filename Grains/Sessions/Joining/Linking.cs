using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Inbox;

namespace ObsidianVault.Grains.Sessions.Joining;

/// <summary>/link: joins the conversation that made the code with this one.</summary>
internal sealed class Linking(IConversation conversation, Reply reply)
{
    public async Task<Answer> LinkAsync(SessionRecord state, InboundMessage message, string argument)
    {
        var words = SessionServices.WordsOf(state);
        if (!LinkCode.IsOne(argument)) return reply.To(message, words.LinkRefused);
        var code = new LinkCode(argument);
        // Answered once more after a crash: they are joined already.
        if (state.Absorbed.Contains(code.SessionId)) return reply.To(message, words.Linked);
        if (code.SessionId == conversation.Id || code.SessionId == state.AccountId) return reply.To(message, words.LinkRefused);
        var target = conversation.Session(code.SessionId);
        if (!await target.RedeemLinkCodeAsync(code.Secret, conversation.Id)) return reply.To(message, words.LinkRefused);

        var said = reply.To(message, words.Linked);
        if (state.AccountId is { } account)
        {
            // A person links themselves, and not one of their chats.
            await conversation.Session(account).JoinAsync(code.SessionId);
            return said;
        }

        var end = await target.EndAsync();
        // The session with the greater id becomes part of the other. Where this one moves, the answer moves along.
        if (string.CompareOrdinal(end, conversation.Id) < 0) return new Answer(next => Merge.Moving(said(next), end));
        if (end != conversation.Id) await target.JoinAsync(conversation.Id);
        return said;
    }
}
