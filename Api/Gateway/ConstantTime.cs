using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Gateway;

internal static class ConstantTime
{
    /// <summary>Whether the texts are equal, in a time that tells neither where they differ nor how long the secret is.</summary>
    public static bool Equals(string given, string secret) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the text is one of the values of a <see cref="RotatingSecret"/>; never where the setting is empty.</summary>
    public static bool EqualsAny(string given, string setting) =>
        RotatingSecret.All(setting).Aggregate(false, (found, secret) => Equals(given, secret) | found);
}
