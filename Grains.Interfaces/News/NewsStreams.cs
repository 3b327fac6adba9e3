namespace ObsidianVault.Grains.Interfaces.News;

/// <summary>
/// The Orleans streams on which grains publish changes. Delivery is best effort and in order. Every item carries the number
/// of the state it describes; a follower that misses an item reads the state and continues from its number.
/// </summary>
public static class NewsStreams
{
    /// <summary>The stream provider, on silos and clients.</summary>
    public const string Provider = "news";

    /// <summary>Namespace of <see cref="JobNews"/>; the stream's key is the job's id.</summary>
    public const string Jobs = "job-news";

    /// <summary>
    /// Namespace of <see cref="JobNews"/> for the session that follows the jobs; the stream's key is the session's grain key.
    /// </summary>
    public const string SessionJobs = "session-job-news";

    /// <summary>
    /// Namespace of <see cref="JobNews"/> for the storyboard that the scene jobs belong to; the stream's key is the
    /// storyboard's grain key.
    /// </summary>
    public const string SceneJobs = "scene-job-news";

    /// <summary>Namespace of <see cref="ConversationNews"/>; the stream's key is the session's id.</summary>
    public const string Conversations = "conversation-news";

    /// <summary>Namespace of <see cref="CollectionNews"/>; the stream's key is the collection's id.</summary>
    public const string Collections = "collection-news";

    /// <summary>Namespace and only key of <see cref="DeskNews"/>: all conversations, for the operators who watch.</summary>
    public const string Desk = "desk-news";
}
