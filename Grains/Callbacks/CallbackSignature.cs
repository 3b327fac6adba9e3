using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Grains.Callbacks;

/// <summary>Signatures of Standard Webhooks: HMAC-SHA256 over id, time and body.</summary>
internal static class CallbackSignature
{
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <param name="secret">From <see cref="NewSecret"/>.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    public static string Of(string secret, string id, string timestamp, string body) => "v1," + Convert.ToBase64String(
        HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
}
