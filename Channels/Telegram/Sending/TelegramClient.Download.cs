using Telegram.Bot;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>The result of copying a file that a person sent.</summary>
/// <param name="Size">In bytes, as counted while copying.</param>
public sealed record TelegramDownload(long Size);

public sealed partial class TelegramClient
{
    /// <summary>The largest file a bot may download from the public Bot API (core.telegram.org/bots/api#getfile).</summary>
    public const long MaxDownloadBytes = 20L * 1024 * 1024;

    private static readonly TelegramDownload s_tooLarge = new(-1);

    /// <summary>
    /// Copies a file that a person sent, at most <see cref="MaxDownloadBytes"/> and within <see cref="TelegramOptions.Timeout"/>.
    /// If that fails, <paramref name="destination"/> may contain part of it.
    /// </summary>
    /// <param name="account">The bot's name in the settings; a file id is valid for one bot only.</param>
    /// <param name="fileId"><see cref="InboundAttachment.MediaId"/>.</param>
    public async Task<TelegramResult<TelegramDownload>> DownloadAsync(
        string account, string fileId, Stream destination, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(options.Value.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var result = await CallAsync(account, async (bot, settings) =>
        {
            var file = await bot.GetFile(fileId, stop.Token);
            if (file.FileSize > MaxDownloadBytes) return s_tooLarge;
            var path = file.FilePath ?? throw new InvalidDataException("Telegram returned no path for the file.");
            return await CopyAsync(settings.Token, path, destination, stop.Token);
        }, cancellationToken);
        return ReferenceEquals(result.Value, s_tooLarge)
            ? Rejected<TelegramDownload>($"The file is larger than {MaxDownloadBytes} bytes.")
            : result;
    }

    private async Task<TelegramDownload> CopyAsync(string token, string path, Stream destination, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(HttpClientName);
        var address = $"{options.Value.ApiBaseUrl.TrimEnd('/')}/file/bot{token}/{path.TrimStart('/')}";
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        if (response.Content.Headers.ContentLength > MaxDownloadBytes) return s_tooLarge;

        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        var size = 0L;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if ((size += read) > MaxDownloadBytes) return s_tooLarge;
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return new TelegramDownload(size);
    }
}
