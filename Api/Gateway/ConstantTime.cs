using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Api.Gateway;

internal static class ConstantTime
{
    /// <summary>Whether the texts are equal, in a time that tells neither where they differ nor how long the secret is.</summary>
    public static bool Equals(string given, string secret) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
