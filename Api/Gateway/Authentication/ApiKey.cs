using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// A program's key, <c>ovk_live_{account}{number}_{secret}{checksum}</c>: the secret has 30 characters of base 62, which is 178 bits, and
/// the checksum tells a key from chance without asking anybody, as scanners of leaked keys do.
/// </summary>
/// <param name="AccountId">The account that it belongs to.</param>
/// <param name="KeyId">Names the key within the account.</param>
/// <param name="Secret">Known to its owner alone.</param>
internal readonly record struct ApiKey(string AccountId, string KeyId, string Secret)
{
    public const string Prefix = "ovk_live_";
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int AccountLength = 26;
    private const int KeyIdLength = 8;
    private const int SecretLength = 30;
    private const int ChecksumLength = 6;

    public static ApiKey New(string accountId) => new(
        accountId, RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz234567", KeyIdLength),
        RandomNumberGenerator.GetString(Base62, SecretLength));

    public override string ToString() => Body + Checksum(Body);

    /// <summary>What is stored of the secret.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Secret)));

    private string Body => $"{Prefix}{AccountId}{KeyId}_{Secret}";

    public static bool IsOne(string credential) => credential.StartsWith(Prefix, StringComparison.Ordinal);

    public static ApiKey? Parse(string credential)
    {
        const int IdEnd = AccountLength + KeyIdLength;
        if (!IsOne(credential) || credential.Length != Prefix.Length + IdEnd + 1 + SecretLength + ChecksumLength) return null;
        var rest = credential[Prefix.Length..];
        if (rest[IdEnd] != '_' || !rest.Remove(IdEnd, 1).All(char.IsAsciiLetterOrDigit)) return null;
        var key = new ApiKey(rest[..AccountLength], rest[AccountLength..IdEnd], rest.Substring(IdEnd + 1, SecretLength));
        return key.ToString() == credential ? key : null;
    }

    private static string Checksum(string body)
    {
        var hash = BitConverter.ToUInt64(SHA256.HashData(Encoding.ASCII.GetBytes(body)));
        return string.Create(ChecksumLength, hash, static (text, left) =>
        {
            foreach (ref var c in text)
            {
                c = Base62[(int)(left % 62)];
                left /= 62;
            }
        });
    }
}
