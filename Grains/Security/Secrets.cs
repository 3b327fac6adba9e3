using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Grains.Security;

/// <summary>Our bearer secrets and tokens: random, 128 bits, stored only as a hash.</summary>
internal static class Secrets
{
    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the hash belongs to the secret, in constant time; a missing hash matches nothing.</summary>
    public static bool Matches(string? hash, string secret) =>
        hash is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(HashOf(secret)));
}
