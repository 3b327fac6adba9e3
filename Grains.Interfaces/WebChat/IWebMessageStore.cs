using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.WebChat;

/// <summary>
/// The messages of the web chat as rows, beside the rows of the conversation and deleted with them. Every method may throw while the
/// database is unreachable.
/// </summary>
public interface IWebMessageStore
{
    /// <summary>
    /// Stores the message under its number, unless one with its id is there; deletes those beyond <see cref="WebLimits.MaxMessages"/>.
    /// </summary>
    /// <returns>The message that is there under the id.</returns>
    Task<WebMessage> AppendAsync(string sessionId, WebMessage message, CancellationToken cancellationToken);

    /// <summary>The number of the newest message; 0 if there is none.</summary>
    Task<long> LastAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>The oldest messages after the number, oldest first.</summary>
    /// <param name="limit">1 to <see cref="WebLimits.MaxRead"/>.</param>
    Task<ImmutableArray<WebMessage>> ReadAfterAsync(string sessionId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The newest messages before the number, oldest first.</summary>
    /// <param name="limit">1 to <see cref="WebLimits.MaxRead"/>.</param>
    Task<ImmutableArray<WebMessage>> ReadBeforeAsync(string sessionId, long before, int limit, CancellationToken cancellationToken);
}
