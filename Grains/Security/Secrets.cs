using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Grains.Security;

/// <summary>Bearer secrets and tokens of ours: random, of 128 bits, kept as a hash alone.</summary>
internal static class Secrets
{
    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the hash is the secret's, in constant time; a missing hash is nobody's.</summary>
    public static bool Matches(string? hash, string secret) =>
        hash is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(HashOf(secret)));
}
