using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Storage;

namespace ObsidianVault.Delivery.WhatsApp;

/// <summary>Sends through the WhatsApp Cloud API. Every message may be billed, so one answer is one message.</summary>
internal sealed partial class WhatsAppSender(
    GraphClient graph,
    IOptions<WhatsAppOptions> options,
    IObjectStore objects,
    ILogger<WhatsAppSender> logger) : IChannelSender
{
    /// <summary>The largest video that plays inline (developers.facebook.com/docs/whatsapp/cloud-api/reference/media).</summary>
    public const long MaxVideoBytes = 16L * 1024 * 1024;

    /// <summary>The longest caption.</summary>
    public const int MaxCaptionLength = 1024;

    public string Channel => Channels.WhatsApp;

    public int MaxTextLength => 4096;

    public bool CanEdit => false;

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (!options.Value.PhoneNumberIds.Contains(message.To.Account))
            return new SendResult(SendOutcome.Rejected, Detail: $"'{message.To.Account}' is not one of our WhatsApp phone number ids.");

        try
        {
            var mediaId = await UploadAsync(message, cancellationToken);
            var id = await graph.SendAsync(message.To.Account, Compose(message, mediaId), cancellationToken);
            return new SendResult(SendOutcome.Sent, id);
        }
        catch (GraphRefusedException refused)
        {
            LogRefused(message.Id, refused.Result.Outcome, refused.Result.Detail);
            return refused.Result;
        }
        catch (JsonException error)
        {
            // A 2xx that we cannot read was accepted all the same; a retry would send the message twice.
            LogUnreadable(message.Id, error);
            return new SendResult(SendOutcome.Sent, Detail: "The answer could not be read.");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnreachable(message.Id, error.GetType().Name);
            return new SendResult(SendOutcome.Retry, Detail: error.Message);
        }
    }

    public Task<SendResult> EditAsync(ChannelAddress to, string channelMessageId, string text, CancellationToken cancellationToken) =>
        Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "WhatsApp messages cannot be edited."));

    private static WhatsAppMessage Compose(OutboundMessage message, string? mediaId)
    {
        var byPhone = message.To.ExternalId.All(char.IsAsciiDigit);
        return new WhatsAppMessage
        {
            To = byPhone ? message.To.ExternalId : null,
            Recipient = byPhone ? null : message.To.ExternalId,
            Text = mediaId is null ? new WhatsAppText(message.Text) : null,
            Video = mediaId is null ? null : new WhatsAppMedia(mediaId, message.Text),
            CallbackData = message.Id,
        };
    }

    /// <summary>The media id of the uploaded video, or null where the text alone must do; the text holds the link.</summary>
    private async Task<string?> UploadAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.VideoKey is not { } key) return null;
        var size = await objects.GetSizeAsync(key, cancellationToken);
        if (size is null or 0 or > MaxVideoBytes || message.Text.Length > MaxCaptionLength)
        {
            LogTextOnly(message.Id, size, message.Text.Length);
            return null;
        }

        await using var video = await objects.OpenAsync(key, cancellationToken);
        if (video is null) return null;

        var upload = new WhatsAppUpload(WhatsAppMediaKind.Video, "video/mp4", Path.GetFileName(key), video, size.Value);
        return await graph.UploadAsync(message.To.Account, upload, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "WhatsApp did not take message {MessageId}: {Outcome}, {Detail}")]
    private partial void LogRefused(string messageId, SendOutcome outcome, string? detail);

    [LoggerMessage(LogLevel.Warning, "WhatsApp could not be reached for message {MessageId}: {Error}")]
    private partial void LogUnreachable(string messageId, string error);

    [LoggerMessage(LogLevel.Warning, "WhatsApp took message {MessageId} but its answer could not be read")]
    private partial void LogUnreadable(string messageId, Exception error);

    [LoggerMessage(LogLevel.Information, "Message {MessageId} goes without its video: {Bytes} bytes, {TextLength} characters of text")]
    private partial void LogTextOnly(string messageId, long? bytes, int textLength);
}
