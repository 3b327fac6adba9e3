using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>What the parts of a session share: its record, its background steps, and the services and grains it calls.</summary>
internal interface IConversation
{
    /// <summary>The session's id, which is also the user id of its ledger.</summary>
    string Id { get; }

    /// <summary>The record as it is, or as it is being written. Immutable, so steps outside the turns may read it too.</summary>
    SessionRecord Record { get; }

    ActivationSteps Steps { get; }

    IGrainFactory Grains { get; }

    SessionServices Services { get; }

    /// <summary>When this activation started.</summary>
    DateTimeOffset ActivatedAt { get; }

    /// <summary>Stores the record, in a turn, and notifies the conversation's watchers.</summary>
    Task CommitAsync(SessionRecord next, ConversationChange change);
}

internal static class Conversations
{
    public static ISessionGrain Session(this IConversation conversation, string sessionId) =>
        conversation.Grains.GetGrain<ISessionGrain>(Interfaces.GrainKeys.Session(sessionId));
}
