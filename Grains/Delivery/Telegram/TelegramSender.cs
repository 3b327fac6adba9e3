using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Storage;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace ObsidianVault.Delivery.Telegram;

/// <summary>Sends through the Telegram Bot API. Texts go as they are, without a parse mode, so that no text can be refused for its markup.</summary>
internal sealed partial class TelegramSender(
    IHttpClientFactory http,
    IOptions<TelegramOptions> options,
    IObjectStore objects,
    ILogger<TelegramSender> logger) : IChannelSender
{
    public const string HttpClientName = "telegram";

    /// <summary>What a bot may upload to the public Bot API (core.telegram.org/bots/api#sending-files).</summary>
    public const long MaxUploadBytes = 50L * 1024 * 1024;

    /// <summary>The longest caption of a video (core.telegram.org/bots/api#sendvideo).</summary>
    public const int MaxCaptionLength = 1024;

    public string Channel => Channels.Telegram;

    public int MaxTextLength => 4096;

    public bool CanEdit => true;

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        CallAsync(message.To, async (bot, chat) =>
        {
            await using var video = await OpenVideoAsync(message, cancellationToken);
            var sent = video is null
                ? await bot.SendMessage(chat, message.Text, cancellationToken: cancellationToken)
                : await bot.SendVideo(
                    chat,
                    InputFile.FromStream(video, Path.GetFileName(message.VideoKey)),
                    caption: message.Text,
                    supportsStreaming: true,
                    cancellationToken: cancellationToken);
            return new SendResult(SendOutcome.Sent, sent.Id.ToString(CultureInfo.InvariantCulture));
        }, cancellationToken);

    public Task<SendResult> EditAsync(ChannelAddress to, string channelMessageId, string text, CancellationToken cancellationToken)
    {
        if (!int.TryParse(channelMessageId, CultureInfo.InvariantCulture, out var messageId))
            return Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "The message id is not a Telegram message id."));

        return CallAsync(to, async (bot, chat) =>
        {
            await bot.EditMessageText(chat, messageId, text, cancellationToken: cancellationToken);
            return new SendResult(SendOutcome.Sent, channelMessageId);
        }, cancellationToken);
    }

    private async Task<SendResult> CallAsync(
        ChannelAddress to, Func<TelegramBotClient, ChatId, Task<SendResult>> call, CancellationToken cancellationToken)
    {
        if (options.Value.Find(to.Account) is not { } settings)
            return new SendResult(SendOutcome.Rejected, Detail: $"No Telegram bot is named '{to.Account}'.");
        if (!long.TryParse(to.ExternalId, CultureInfo.InvariantCulture, out var chatId))
            return new SendResult(SendOutcome.Rejected, Detail: "The address is not a Telegram chat id.");

        try
        {
            return await call(ClientOf(settings), new ChatId(chatId));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            var result = TelegramFaults.Classify(error, settings.Token);
            // "Not modified" is what we wanted: the message already shows this text.
            if (result.Outcome != SendOutcome.Sent) LogRefused(settings.Name, result.Outcome, result.Detail);
            return result;
        }
    }

    // The outbox owns all retries: it remembers them over a restart, and knows the order of the conversation.
    private TelegramBotClient ClientOf(TelegramBotOptions settings) =>
        new(new TelegramBotClientOptions(settings.Token, options.Value.ApiBaseUrl.TrimEnd('/')) { RetryCount = 0, RetryThreshold = 0 },
            http.CreateClient(HttpClientName));

    /// <summary>The video to attach, or null where the text alone must do; the text holds the link.</summary>
    private async Task<Stream?> OpenVideoAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.VideoKey is not { } key) return null;
        var size = await objects.GetSizeAsync(key, cancellationToken);
        if (size is null or 0 or > MaxUploadBytes || message.Text.Length > MaxCaptionLength)
        {
            LogTextOnly(message.Id, size, message.Text.Length);
            return null;
        }

        return await objects.OpenAsync(key, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Telegram bot {Bot} could not send: {Outcome}, {Detail}")]
    private partial void LogRefused(string bot, SendOutcome outcome, string? detail);

    [LoggerMessage(LogLevel.Information, "Message {MessageId} goes without its video: {Bytes} bytes, {TextLength} characters of text")]
    private partial void LogTextOnly(string messageId, long? bytes, int textLength);
}
