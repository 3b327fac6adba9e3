using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Fakes.Telegram;

/// <summary>A file stored by the fake.</summary>
/// <param name="Size">The reported size, which may differ from the content's.</param>
internal sealed record TelegramFile(string Id, string UniqueId, byte[] Content, long Size, string Path);

/// <summary>The bots' files. An id is valid for one bot only, as on the real server.</summary>
internal sealed class TelegramFiles
{
    private readonly ConcurrentDictionary<(string Token, string Id), TelegramFile> _files = new();
    private int _count;

    public TelegramFile Add(string token, byte[] content, string folder = "videos", long? size = null)
    {
        var number = Interlocked.Increment(ref _count);
        var unique = Digest(string.Create(CultureInfo.InvariantCulture, $"{number}"), 6);
        var file = new TelegramFile(
            $"BAACAgIAAxkDAAI{Digest($"{token}/{unique}", 39)}", $"AgAD{unique}", content, size ?? content.Length,
            string.Create(CultureInfo.InvariantCulture, $"{folder}/file_{number}"));
        return _files[(token, file.Id)] = file;
    }

    public TelegramFile? Find(string token, string? id) => id is null ? null : _files.GetValueOrDefault((token, id));

    public TelegramFile? FindByPath(string token, string path) =>
        _files.Where(pair => pair.Key.Token == token && pair.Value.Path == path).Select(pair => pair.Value).FirstOrDefault();

    private static string Digest(string of, int bytes) =>
        System.Buffers.Text.Base64Url.EncodeToString(SHA512.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, bytes));
}
