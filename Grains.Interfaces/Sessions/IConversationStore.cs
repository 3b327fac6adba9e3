using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Interfaces.Sessions;

/// <summary>
/// The older part of every conversation as rows, stored beside the grain storage (SQLite or PostgreSQL): the lines of the
/// thread, by their numbers, and our messages that left the outbox, by their outbox ids. A session appends what no longer fits
/// its header; appending the same again changes nothing. Every method may throw while the database is unreachable.
/// </summary>
public interface IConversationStore
{
    /// <summary>How many lines of one session are kept; <see cref="AppendAsync"/> deletes older ones.</summary>
    const int MaxLines = 10_000;

    /// <summary>How long sent messages are kept, by the time they were sent; <see cref="AppendAsync"/> deletes older ones.</summary>
    static readonly TimeSpan SentLifetime = TimeSpan.FromDays(90);

    /// <summary>
    /// Stores the lines under the numbers from <paramref name="first"/> on, and the sent messages; existing rows with the same
    /// number or id are replaced.
    /// </summary>
    Task AppendAsync(
        string sessionId,
        long first,
        ImmutableArray<ChatTurn> lines,
        ImmutableArray<SentMessage> sent,
        CancellationToken cancellationToken);

    /// <summary>The newest lines of these sessions as one thread, oldest first.</summary>
    /// <param name="limit">How many at most, 1 to <see cref="MaxLines"/>.</param>
    Task<ImmutableArray<ChatTurn>> ReadLinesAsync(ImmutableArray<ThreadRows> threads, int limit, CancellationToken cancellationToken);

    /// <summary>The newest sent messages of these sessions, oldest first.</summary>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    Task<ImmutableArray<SentMessage>> ReadSentAsync(ImmutableArray<string> sessionIds, int limit, CancellationToken cancellationToken);

    /// <summary>The sent message with the outbox id, or else with the channel's id from that account; null if there is none.</summary>
    Task<SentMessage?> FindSentAsync(
        ImmutableArray<string> sessionIds,
        string? outboxId,
        ChannelAddress address,
        string? channelMessageId,
        CancellationToken cancellationToken);

    /// <summary>The newest line with this <see cref="ChatTurn.Quotable"/>; null if there is none.</summary>
    Task<ChatTurn?> FindLineAsync(ImmutableArray<string> sessionIds, string quotable, CancellationToken cancellationToken);

    /// <summary>Deletes all rows of these sessions.</summary>
    Task DeleteAsync(ImmutableArray<string> sessionIds, CancellationToken cancellationToken);
}

/// <summary>Rows of one session: its lines below a number. A line is a row before its session's header knows; it is then in both.</summary>
public readonly record struct ThreadRows(string SessionId, long Before = long.MaxValue);
