using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Security;

namespace ObsidianVault.Grains.Sessions.Joining;

/// <summary>
/// A single-use code that joins another conversation with the one that made it: that session's id and a secret, of which only
/// the hash is stored.
/// </summary>
/// <param name="Text">The whole code.</param>
internal sealed record LinkCode(string Text)
{
    private const int IdLength = 26;

    public string SessionId => Text[..IdLength];

    public string Secret => Text[IdLength..];

    public static LinkCode New(string sessionId) => new(sessionId + GrainKeys.NewId());

    public static bool IsOne(string text) => text.Length == 2 * IdLength && text.All(c => c is >= 'a' and <= 'z' or >= '2' and <= '7');

    /// <summary>Only the latest code counts.</summary>
    public SessionRecord Keep(SessionRecord state, DateTimeOffset until) =>
        state with { LinkHash = Secrets.HashOf(Secret), LinkExpiresAt = until };
}

/// <summary>The newest link code that was used. For the session that used it, it stays valid.</summary>
/// <param name="Hash">SHA-256 of its secret, hexadecimal.</param>
/// <param name="By">The session that used it.</param>
[GenerateSerializer, Immutable, Alias("vault.UsedLink")]
public sealed record UsedLink([property: Id(0)] string Hash, [property: Id(1)] string By);
