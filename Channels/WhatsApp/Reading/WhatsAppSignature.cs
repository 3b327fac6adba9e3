using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Meta's signature of a webhook: HMAC-SHA256 of the exact bytes, keyed with the app's secret.</summary>
public static class WhatsAppSignature
{
    public const string Header = "X-Hub-Signature-256";
    private const string Prefix = "sha256=";

    /// <param name="appSecret">One or, while it is replaced, two; see <see cref="RotatingSecret"/>.</param>
    public static bool IsValid(string? header, ReadOnlySpan<byte> body, string appSecret)
    {
        if (header is null || appSecret.Length == 0 || !header.StartsWith(Prefix, StringComparison.Ordinal)) return false;

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hex = header.AsSpan(Prefix.Length);
        if (hex.Length != 2 * given.Length
            || Convert.FromHexString(hex, given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isValid = false;
        foreach (var secret in RotatingSecret.All(appSecret))
        {
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, expected);
            isValid |= CryptographicOperations.FixedTimeEquals(given, expected);
        }

        return isValid;
    }
}
