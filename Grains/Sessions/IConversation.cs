using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>What the parts of a session share: its record, its background steps, and whom it talks to.</summary>
internal interface IConversation
{
    /// <summary>The session's id, which is also the user of its ledger.</summary>
    string Id { get; }

    /// <summary>As it is, or as it is being written. Immutable, so that steps outside the turns may read it too.</summary>
    SessionRecord Record { get; }

    ActivationSteps Steps { get; }

    IGrainFactory Grains { get; }

    SessionServices Services { get; }

    /// <summary>Since when this activation lives.</summary>
    DateTimeOffset ActivatedAt { get; }

    /// <summary>Stores the record, in a turn, and tells whoever watches the conversation.</summary>
    Task CommitAsync(SessionRecord next, ConversationChange change);
}

internal static class Conversations
{
    public static ISessionGrain Session(this IConversation conversation, string sessionId) =>
        conversation.Grains.GetGrain<ISessionGrain>(Interfaces.GrainKeys.Session(sessionId));
}
