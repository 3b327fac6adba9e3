using System.Collections.Immutable;
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

    /// <summary>The longest text above buttons.</summary>
    private const int MaxBodyLength = 1024;

    public string Channel => Channels.WhatsApp;

    public int MaxTextLength => 4096;

    public bool CanEdit => false;

    public bool EchoesIds => true;

    /// <summary>The customer service window.</summary>
    public TimeSpan? Window => TimeSpan.FromHours(24);

    public async Task ShowTypingAsync(ChannelAddress to, string? messageId, CancellationToken cancellationToken)
    {
        if (messageId is not null) await graph.MarkReadAsync(to.Account, messageId, typing: true, cancellationToken);
    }

    public async Task<Stream?> DownloadAsync(ChannelAddress from, InboundAttachment attachment, CancellationToken cancellationToken) =>
        (await graph.DownloadAsync(from.Account, attachment.MediaId, WhatsAppMediaRules.Of(attachment.Kind), attachment.Sha256, cancellationToken)).Content;

    public Task<SendResult> InviteAsync(ChannelAddress to, string id, CancellationToken cancellationToken) => options.Value.ReplyTemplate.Length == 0
        ? Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "WhatsApp:ReplyTemplate is not set"))
        : PostAsync(to, id, _ => Task.FromResult(To(to, id) with
        {
            Template = new WhatsAppTemplate(options.Value.ReplyTemplate, options.Value.ReplyTemplateLanguage),
        }), cancellationToken);

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        PostAsync(message.To, message.Id, token => ComposeAsync(message, token), cancellationToken);

    private async Task<SendResult> PostAsync(
        ChannelAddress to, string id, Func<CancellationToken, Task<WhatsAppMessage>> compose, CancellationToken cancellationToken)
    {
        if (!options.Value.PhoneNumberIds.Contains(to.Account))
            return new SendResult(SendOutcome.Rejected, Detail: $"'{to.Account}' is not one of our WhatsApp phone number ids.");

        try
        {
            var wamid = await graph.SendAsync(to.Account, await compose(cancellationToken), cancellationToken);
            return new SendResult(SendOutcome.Sent, wamid);
        }
        catch (GraphRefusedException refused)
        {
            LogRefused(id, refused.Result.Outcome, refused.Result.Detail);
            return refused.Result;
        }
        catch (JsonException error)
        {
            // A 2xx that we cannot read was accepted all the same; a retry would send the message twice.
            LogUnreadable(id, error);
            return new SendResult(SendOutcome.Sent, Detail: "The answer could not be read.");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnreachable(id, error.GetType().Name);
            return new SendResult(SendOutcome.Retry, Detail: error.Message);
        }
    }

    public Task<SendResult> EditAsync(
        ChannelAddress to, string channelMessageId, string text, ImmutableArray<OutboundButton> buttons, CancellationToken cancellationToken) =>
        Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "WhatsApp messages cannot be edited."));

    private static WhatsAppMessage To(ChannelAddress to, string id)
    {
        var byPhone = to.ExternalId.All(char.IsAsciiDigit);
        return new WhatsAppMessage { To = byPhone ? to.ExternalId : null, Recipient = byPhone ? null : to.ExternalId, CallbackData = id };
    }

    /// <summary>A video that is too large to play inline goes as a document; one that is too large for that goes as its link, which the text holds.</summary>
    private async Task<WhatsAppMessage> ComposeAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var envelope = To(message.To, message.Id) with { Context = message.ReplyToId is { } id ? new WhatsAppReplyTo(id) : null };
        if (message.Template is { } template)
        {
            return envelope with
            {
                Template = template.Parameters.IsEmpty
                    ? new WhatsAppTemplate(template.Name, template.Language)
                    : new WhatsAppTemplate(template.Name, template.Language, WhatsAppComponent.Body([.. template.Parameters.Select(text => new WhatsAppParameter { Text = text })])),
            };
        }

        if (message.Media is { } file)
        {
            var media = new WhatsAppMedia(Link: file.Link, Caption: file.Kind is "audio" or "sticker" ? null : file.Caption, FileName: file.Kind == "document" ? file.FileName : null);
            return file.Kind switch
            {
                "image" => envelope with { Image = media },
                "audio" => envelope with { Audio = media },
                "video" => envelope with { Video = media },
                "sticker" => envelope with { Sticker = media },
                _ => envelope with { Document = media },
            };
        }

        if (message.VideoKey is { } key && message.Text.Length <= MaxCaptionLength)
        {
            await using var video = await objects.OpenAsync(key, cancellationToken);
            if (video is { Length: var size and > 0 } && size <= WhatsAppMediaKind.Document.MaxBytes())
            {
                var kind = size <= MaxVideoBytes ? WhatsAppMediaKind.Video : WhatsAppMediaKind.Document;
                var fileName = Path.GetFileName(key);
                var mediaId = await graph.UploadAsync(message.To.Account, new WhatsAppUpload(kind, "video/mp4", fileName, video, size), cancellationToken);
                return kind == WhatsAppMediaKind.Video
                    ? envelope with { Video = new WhatsAppMedia(mediaId, message.Text) }
                    : envelope with { Document = new WhatsAppMedia(mediaId, message.Text, FileName: fileName) };
            }
        }

        if (message.VideoKey is not null) LogTextOnly(message.Id, message.Text.Length);
        return message.Buttons.IsDefaultOrEmpty || message.Text.Length > MaxBodyLength
            ? envelope with { Text = new WhatsAppText(message.Text) }
            : envelope with { Interactive = WhatsAppInteractive.WithButtons(message.Text, [.. message.Buttons.Select(b => new WhatsAppChoice(b.Payload, b.Title))]) };
    }

    [LoggerMessage(LogLevel.Warning, "WhatsApp did not take message {MessageId}: {Outcome}, {Detail}")]
    private partial void LogRefused(string messageId, SendOutcome outcome, string? detail);

    [LoggerMessage(LogLevel.Warning, "WhatsApp could not be reached for message {MessageId}: {Error}")]
    private partial void LogUnreachable(string messageId, string error);

    [LoggerMessage(LogLevel.Warning, "WhatsApp took message {MessageId} but its answer could not be read")]
    private partial void LogUnreadable(string messageId, Exception error);

    [LoggerMessage(LogLevel.Information, "Message {MessageId} goes without its video, with {TextLength} characters of text")]
    private partial void LogTextOnly(string messageId, int textLength);
}
