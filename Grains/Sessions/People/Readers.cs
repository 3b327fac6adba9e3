using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions.People;

/// <summary>Who a conversation's person is to the knowledge base. The one place that turns a chat into a <see cref="Reader"/>.</summary>
internal static class Readers
{
    /// <summary>All ids of the conversation: its addresses, the other ids that stand for them, and the sessions it is made of.</summary>
    public static Reader ReaderOf(this SessionRecord state, string sessionId) => Reader.Of(
    [
        .. state.Addresses.Select(known => PersonId.OfAddress(known.Address))
            .Concat(state.SameAs.SelectMany(same => new[] { PersonId.OfAddress(same.Primary), PersonId.OfAddress(same.Other) }))
            .Append(PersonId.OfSession(sessionId))
            .Concat(state.Absorbed.Select(PersonId.OfSession))
            .Distinct(),
    ]) with { Payer = sessionId };

    /// <summary>
    /// Who asks with this message. In a group everybody reads the answer, so only what belongs to the group is read for it, even
    /// where the group's conversation is joined with a person's.
    /// </summary>
    public static async Task<Reader> ReaderAsync(this IConversation conversation, SessionRecord state, InboundMessage message) =>
        message.InGroup
            ? Reader.Of(PersonId.OfAddress(message.From)) with { Payer = conversation.Id }
            : await conversation.ReaderAsync(state);

    /// <summary>Who asks in this conversation. In a chat of an account it is the account's person, whose own the first id is.</summary>
    public static async Task<Reader> ReaderAsync(this IConversation conversation, SessionRecord state)
    {
        var own = state.ReaderOf(conversation.Id);
        if (state.AccountId is not { } account) return own;
        var person = await conversation.Session(account).GetReaderAsync();
        return person with { People = [.. person.People.Union(own.People)] };
    }
}
