using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Hosting.Objects;

public enum ObjectLinkStatus
{
    Valid,

    /// <summary>Signed by us, but expired.</summary>
    Expired,

    /// <summary>Not signed by us, or altered.</summary>
    Forged,
}

/// <summary>Signs links to objects that the API serves.</summary>
public sealed class ObjectLinkSigner
{
    private const int KeyBytes = 32;
    private readonly byte[][] _keys;
    private readonly TimeProvider _time;

    /// <param name="keys">The first one signs; all are taken.</param>
    private ObjectLinkSigner(byte[][] keys, TimeProvider time) => (_keys, _time) = (keys, time);

    /// <summary>
    /// Uses a random key in a file that only its owner can read; created if missing. Processes that share the file accept each
    /// other's links.
    /// </summary>
    public static ObjectLinkSigner FromFile(string keyFile, TimeProvider time) => new([ReadOrCreate(keyFile)], time);

    /// <summary>Derives the key from a secret that the processes share, or the keys where it is being replaced.</summary>
    public static ObjectLinkSigner FromSecret(string secret, TimeProvider time) =>
        new(
            [.. RotatingSecret.All(secret).Select(one =>
                HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(one), KeyBytes, info: "vault object links"u8.ToArray()))],
            time);

    /// <summary>A path and query, relative to our own base URL.</summary>
    public string CreateLink(string key, TimeSpan lifetime, string downloadName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var expires = (_time.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture,
            $"/objects/{ObjectKey.Check(key)}?expires={expires}&name={Uri.EscapeDataString(downloadName)}"
            + $"&signature={Sign(_keys[0], key, expires, downloadName)}");
    }

    /// <param name="expires">Seconds since 1970, as in the link.</param>
    public ObjectLinkStatus Verify(string key, long expires, string downloadName, string signature)
    {
        var given = Encoding.UTF8.GetBytes(signature);
        var isOurs = _keys.Aggregate(false, (found, with) =>
            CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(with, key, expires, downloadName)), given) | found);
        if (!isOurs) return ObjectLinkStatus.Forged;
        return _time.GetUtcNow().ToUnixTimeSeconds() < expires ? ObjectLinkStatus.Valid : ObjectLinkStatus.Expired;
    }

    private static string Sign(byte[] with, string key, long expires, string downloadName)
    {
        // Neither a key nor a number contains a line feed, so no two links produce the same text.
        var text = string.Create(CultureInfo.InvariantCulture, $"{key}\n{expires}\n{downloadName}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(with, Encoding.UTF8.GetBytes(text)));
    }

    private static byte[] ReadOrCreate(string file)
    {
        if (!File.Exists(file))
        {
            var fresh = $"{file}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
                stream.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(fresh, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process was first, so its key is used.
                File.Delete(fresh);
            }
        }

        var key = File.ReadAllBytes(file);
        return key.Length == KeyBytes
            ? key
            : throw new InvalidDataException($"'{file}' does not contain a key of {KeyBytes} bytes. Delete it to have a new one created.");
    }
}
