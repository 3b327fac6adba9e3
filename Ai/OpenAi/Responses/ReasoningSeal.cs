using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>
/// Seals what a provider wants to have back with a reasoning item, for a client that keeps its conversation itself: AES-GCM, bound to
/// the user. Only this service reads it, and only for the same user.
/// </summary>
/// <param name="key">The cluster's key, 32 bytes.</param>
public sealed class ReasoningSeal(byte[] key)
{
    private const string Version = "ov1.";
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int MaxLength = 4 << 20;

    public string Seal(JsonObject content, string user)
    {
        ArgumentNullException.ThrowIfNull(content);
        var plain = Encoding.UTF8.GetBytes(content.ToJsonString(ResponseJson.Options));
        var sealedBytes = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            sealedBytes.AsSpan(0, NonceLength), plain, sealedBytes.AsSpan(NonceLength, plain.Length),
            sealedBytes.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(user));
        return Version + Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>The content; null if it is somebody else's, was changed, or comes from another service.</summary>
    public JsonObject? Open(string? blob, string user)
    {
        if (blob is null || blob.Length > MaxLength || !blob.StartsWith(Version, StringComparison.Ordinal)) return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(blob.AsSpan(Version.Length));
            if (bytes.Length < NonceLength + TagLength) return null;
            var plain = new byte[bytes.Length - NonceLength - TagLength];
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(
                bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, plain.Length), bytes.AsSpan(NonceLength + plain.Length), plain,
                Encoding.UTF8.GetBytes(user));
            return JsonNode.Parse(plain) as JsonObject;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
