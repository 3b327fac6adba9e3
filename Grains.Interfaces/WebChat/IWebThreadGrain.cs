using System.Collections.Immutable;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.WebChat;

/// <summary>
/// What a person of the web chat sees: the messages of one session, numbered, and the answer that is being written. To the session it
/// is what Telegram's servers are to a Telegram chat. Key: <see cref="GrainKeys.WebThread"/>.
/// </summary>
[Alias("vault.IWebThreadGrain")]
public interface IWebThreadGrain : IGrainWithStringKey
{
    /// <summary>Stores a message, once by its id, and gives it the next number.</summary>
    /// <returns>The message as it is stored, which is the first one with that id.</returns>
    [Alias("Append")]
    Task<WebMessage> AppendAsync(WebMessage message);

    /// <summary>Shows an answer that is being written, until a message of ours is appended. It is kept in memory only.</summary>
    [Alias("Draft")]
    Task DraftAsync(WebDraft draft);

    /// <summary>What is new; waits for it, at most as long as given and at most 20 seconds.</summary>
    /// <param name="after">The number of the last message that was seen; 0 for none.</param>
    /// <param name="revision">The <see cref="WebNews.Revision"/> that was seen last; 0 for none.</param>
    [Alias("Watch"), AlwaysInterleave]
    Task<WebNews> WatchAsync(long after, long revision, TimeSpan wait);

    /// <summary>The newest messages before a number, oldest first.</summary>
    /// <param name="before">Exclusive.</param>
    /// <param name="limit">1 to 100.</param>
    [Alias("Read"), AlwaysInterleave]
    Task<ImmutableArray<WebMessage>> ReadAsync(long before, int limit);
}

/// <summary>One message of the web chat.</summary>
[GenerateSerializer, Immutable, Alias("vault.WebMessage")]
public sealed record WebMessage
{
    /// <summary>Its number, from 1; given when it is stored.</summary>
    [Id(0)] public long Sequence { get; init; }

    /// <summary>Unique in its session: made by the person's client, or our outbox id.</summary>
    [Id(1)] public required string Id { get; init; }

    /// <summary>Whether the person wrote it; otherwise we did.</summary>
    [Id(2)] public required bool IsTheirs { get; init; }

    /// <summary>Markdown; at most <see cref="WebLimits.MaxText"/> characters.</summary>
    [Id(3)] public required string Text { get; init; }

    [Id(4)] public required DateTimeOffset At { get; init; }

    /// <summary>The job that it is about, or null.</summary>
    [Id(5)] public string? JobId { get; init; }

    /// <summary>The object key of a picture, or null.</summary>
    [Id(6)] public string? PictureKey { get; init; }

    /// <summary>The channel on which it was said; null for the page itself.</summary>
    [Id(7)] public string? Via { get; init; }
}

/// <summary>An answer that is being written.</summary>
/// <param name="Id">The same for all drafts of one answer.</param>
/// <param name="Text">All of its Markdown so far; empty while there is none yet.</param>
[GenerateSerializer, Immutable, Alias("vault.WebDraft")]
public sealed record WebDraft([property: Id(0)] string Id, [property: Id(1)] string Text);

/// <param name="Messages">The messages after the one that was seen, oldest first, at most 100.</param>
/// <param name="Draft">The answer that is being written, or null.</param>
/// <param name="Revision">Numbers the drafts, to ask for the next one. It starts anew with each activation.</param>
[GenerateSerializer, Immutable, Alias("vault.WebNews")]
public sealed record WebNews(
    [property: Id(0)] ImmutableArray<WebMessage> Messages, [property: Id(1)] WebDraft? Draft, [property: Id(2)] long Revision);

/// <summary>The bounds of the web chat.</summary>
public static class WebLimits
{
    /// <summary>The longest message, in UTF-16 units.</summary>
    public const int MaxText = 65_536;

    /// <summary>How many messages one read returns.</summary>
    public const int MaxRead = 100;

    /// <summary>How many messages of a session are kept.</summary>
    public const int MaxMessages = 10_000;

    /// <summary>Our side of every address of the web chat.</summary>
    public const string Account = "page";
}
