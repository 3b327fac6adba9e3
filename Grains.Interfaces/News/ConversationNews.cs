namespace ObsidianVault.Grains.Interfaces.News;

/// <summary>Something in a conversation has changed.</summary>
/// <param name="Sequence">The number of the conversation's stored state, from 1; grows with every change.</param>
/// <param name="What">What changed.</param>
[GenerateSerializer, Immutable, Alias("vault.ConversationNews")]
public sealed record ConversationNews(
    [property: Id(0)] string SessionId,
    [property: Id(1)] long Sequence,
    [property: Id(2)] ConversationChange What);

[GenerateSerializer, Alias("vault.ConversationChange")]
public enum ConversationChange
{
    /// <summary>A person wrote.</summary>
    Received,
    /// <summary>One of our messages was queued.</summary>
    Answered,
    /// <summary>One of our messages was sent, or its delivery status changed.</summary>
    Sent,
    /// <summary>A job of the conversation changed.</summary>
    Job,
    /// <summary>Who answers, consent, language or addresses changed.</summary>
    Settings,
}
