using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// Remembers for a few seconds which tokens were valid, so that a request does not ask the session each time. Only valid
/// tokens are remembered, by their hash, and compared in constant time.
/// </summary>
internal sealed class SessionTokens(IClusterClient grains, IOptions<GatewayOptions> options, TimeProvider time)
{
    private const int Capacity = 10_000;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the token was its session's a moment ago.</summary>
    public bool IsRemembered(SessionToken token)
    {
        if (!_known.TryGetValue(token.SessionId, out var known) || known.Until <= time.GetTimestamp()) return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(token, hash);
        return CryptographicOperations.FixedTimeEquals(known.Hash, hash);
    }

    /// <summary>Asks the session whether the token is its own.</summary>
    public async ValueTask<bool> IsValidAsync(SessionToken token)
    {
        if (!await grains.GetGrain<ISessionGrain>(GrainKeys.Session(token.SessionId)).AuthenticateAsync(token.Secret))
        {
            // A wrong secret does not make the right one unknown.
            return false;
        }

        if (options.Value.TokenCache > TimeSpan.Zero)
        {
            // This rarely happens, and forgetting costs one call per session.
            if (_known.Count >= Capacity) _known.Clear();
            var hash = new byte[SHA256.HashSizeInBytes];
            Hash(token, hash);
            _known[token.SessionId] = new Known(hash, time.GetTimestamp()
                + (long)(options.Value.TokenCache.TotalSeconds * time.TimestampFrequency));
        }

        return true;
    }

    private static void Hash(SessionToken token, Span<byte> hash) =>
        SHA256.HashData(MemoryExtensions.AsSpan(Encoding.ASCII.GetBytes(token.Secret)), hash);

    private sealed record Known(byte[] Hash, long Until);
}
