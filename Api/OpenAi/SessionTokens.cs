using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Http;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.OpenAi;

/// <summary>
/// Knows for a few seconds which tokens were good, so that a call does not ask the session each time. Only good tokens
/// are remembered, by their hash, and compared in constant time.
/// </summary>
internal sealed class SessionTokens(IClusterClient grains, IOptions<OpenAiLimits> limits, TimeProvider time)
{
    private const int Capacity = 10_000;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The session of the token, or null where it is not a good one.</summary>
    public ValueTask<string?> FindAsync(string authorization)
    {
        if (OwnerFilter.Parse(authorization) is not var (sessionId, secret)) return new((string?)null);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryExtensions.AsSpan(Encoding.ASCII.GetBytes(secret)), hash);
        if (_known.TryGetValue(sessionId, out var known) && known.Until > time.GetTimestamp() && CryptographicOperations.FixedTimeEquals(known.Hash, hash))
            return new(sessionId);
        return AskAsync(sessionId, secret, hash.ToArray());
    }

    private async ValueTask<string?> AskAsync(string sessionId, string secret, byte[] hash)
    {
        if (!await grains.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)).AuthenticateAsync(secret))
        {
            _known.TryRemove(sessionId, out _);
            return null;
        }

        if (limits.Value.TokenCache > TimeSpan.Zero)
        {
            // Full is rare, and to forget is cheap.
            if (_known.Count >= Capacity) _known.Clear();
            _known[sessionId] = new Known(hash, time.GetTimestamp() + (long)(limits.Value.TokenCache.TotalSeconds * time.TimestampFrequency));
        }

        return sessionId;
    }

    private sealed record Known(byte[] Hash, long Until);
}
