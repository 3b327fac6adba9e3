using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Interfaces;

/// <summary>
/// Builds every grain key. Keys carry a prefix that is not hexadecimal: the AdoNet storage provider stores a key
/// that parses as hex as a number, so that "1" and "01" would be one row (dotnet/orleans#9706).
/// </summary>
public static class GrainKeys
{
    public const string SessionPrefix = "session:";
    public const string AliasPrefix = "alias:";
    public const string JobPrefix = "job:";
    public const string StoryboardPrefix = "storyboard:";
    public const string LedgerPrefix = "ledger:";
    public const string WorkStatusPrefix = "work-status:";
    public const string RendererPrefix = "renderer:";
    public const string ExpiryPrefix = "expiry:";
    public const string CompletionPrefix = "answer:";
    public const string LinePrefix = "line:";
    public const string AiHealthPrefix = "ai-health:";
    public const string PulsePrefix = "pulse:";
    public const string PictureClaimPrefix = "picture-claim:";
    public const string ResponsePrefix = "response:";
    public const string WebThreadPrefix = "web-thread:";
    public const string CollectionPrefix = "collection:";
    public const string WritePrefix = "write:";
    public const string AccountPrefix = "account:";
    public const string CallbackPrefix = "callback:";
    public const string CallbackAccountPrefix = "callback-account:";

    public static string Session(string sessionId) => SessionPrefix + Checked(sessionId);

    public static string Alias(ChannelAddress address) =>
        $"{AliasPrefix}{Checked(address.Channel)}:{Checked(address.Account)}:{Checked(address.ExternalId)}";

    public static string Job(string jobId) => JobPrefix + Checked(jobId);

    /// <summary>The scenes of the job's video.</summary>
    public static string Storyboard(string jobId) => StoryboardPrefix + Checked(jobId);

    public static string Ledger(string userId) => LedgerPrefix + Checked(userId);

    public static string Completion(string completionId) => CompletionPrefix + Checked(completionId);

    public static string Response(string responseKey) => ResponsePrefix + Checked(responseKey);

    public static string WebThread(string sessionId) => WebThreadPrefix + Checked(sessionId);

    /// <summary>A knowledge base.</summary>
    public static string Collection(string collectionId) => CollectionPrefix + Checked(collectionId);

    /// <summary>A write that its caller named.</summary>
    public static string Write(string writeId) => WritePrefix + Checked(writeId);

    /// <summary>A person or a program; the same id as its session.</summary>
    public static string Account(string accountId) => AccountPrefix + Checked(accountId);

    /// <summary>What operators and administrators did.</summary>
    public static string Audit() => "audit:any";

    /// <summary>What administrators decided about accounts.</summary>
    public static string AccountDirectory() => "account-directory:cluster";

    /// <summary>The keys that sign cookies.</summary>
    public static string KeyRing() => "key-ring:cluster";

    /// <summary>Telling somebody that the job has ended.</summary>
    public static string Callback(string jobId) => CallbackPrefix + Checked(jobId);

    /// <summary>What signs an account's callbacks.</summary>
    public static string CallbackAccount(string accountId) => CallbackAccountPrefix + Checked(accountId);

    /// <summary>The part of the operators' list that holds the conversation.</summary>
    public static string Desk(string sessionId) => $"desk:{BucketOf(sessionId, Interfaces.Desk.IDeskGrain.Parts)}";

    /// <summary>What operators say often.</summary>
    public static string CannedReplies() => "canned-replies:cluster";

    /// <summary>All ledgers together.</summary>
    public static string Books() => "books:any";

    public static string SealingKey() => "sealing-key:cluster";

    public static string WorkStatus() => WorkStatusPrefix + "any";

    public static string Renderer() => RendererPrefix + "pool";

    /// <summary>One of our accounts on a channel: a bot, or a phone number id.</summary>
    public static string Line(string channel, string account) => $"{LinePrefix}{Checked(channel)}:{Checked(account)}";

    public static string Pulse(uint number) => PulsePrefix + number;

    public static string PictureClaim(string pictureId) => PictureClaimPrefix + Checked(pictureId);

    public static string Expiry(int bucket) => ExpiryPrefix + bucket;

    public static string AiHealth() => AiHealthPrefix + "cluster";

    /// <summary>The expiry bucket, from 0 to <paramref name="buckets"/> - 1, of a grain; the same in every process.</summary>
    public static int BucketOf(string grainKey, int buckets) =>
        (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(grainKey))) % (uint)buckets);

    /// <summary>A random id of 26 lower-case characters, 128 bits of entropy.</summary>
    public static string NewId() => Base32(RandomNumberGenerator.GetBytes(16));

    /// <summary>The same id for the same parts, so that a repeated request refers to the same thing.</summary>
    public static string DerivedId(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Base32(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static string Checked(string part)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(part);
        return part.Length <= 256 ? part : throw new ArgumentException("A grain key part has at most 256 characters.", nameof(part));
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        const string alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        var text = new StringBuilder(26);
        int buffer = 0, bits = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(alphabet[(buffer >> bits) & 31]);
            }
        }

        if (bits > 0) text.Append(alphabet[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }
}
