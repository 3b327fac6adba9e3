using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Channels.Formatting;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>Sends through the WhatsApp Cloud API. Every message may be billed, so one answer is one message.</summary>
internal sealed partial class WhatsAppSender(
    GraphClient graph,
    IOptions<WhatsAppOptions> options,
    IObjectStore objects,
    ILogger<WhatsAppSender> logger) : IChannelSender
{
    /// <summary>The largest video that plays inline (developers.facebook.com/docs/whatsapp/cloud-api/reference/media).</summary>
    public static readonly long MaxInlineVideo = WhatsAppMediaKind.Video.MaxBytes();

    public string Channel => ChannelNames.WhatsApp;

    public int MaxTextLength => WhatsAppLimits.Text;

    public IReadOnlyList<StyledText> Format(string markdown)
    {
        var answer = AnswerLayout.Of(ModelMarkdown.Read(markdown), AnswerStyle.WhatsApp);
        var parts = StyledSplitter.Split(answer, MaxTextLength, static part => WhatsAppMarkup.Write(part).Length);
        return [.. parts.Select(part => new StyledText(WhatsAppMarkup.Write(part)))];
    }

    public long? MaxVideoBytes => MaxInlineVideo;

    public bool CanEdit => false;

    public bool EchoesIds => true;

    public double? MessagesPerSecond => options.Value.MessagesPerSecond;

    /// <summary>
    /// One message per 6 seconds to the same person, in bursts of up to 45 borrowed from future quota; a few are left for
    /// the phone app.
    /// </summary>
    public PairPace? PaceTo(ChannelAddress to) => new(TimeSpan.FromSeconds(6), 40);

    /// <summary>The customer service window.</summary>
    public TimeSpan? Window => TimeSpan.FromHours(24);

    public async Task ShowTypingAsync(ChannelAddress to, string? topic, string? messageId, CancellationToken cancellationToken)
    {
        if (messageId is not null) await graph.MarkReadAsync(to.Account, messageId, typing: true, cancellationToken);
    }

    public async Task<Stream?> DownloadAsync(ChannelAddress from, InboundAttachment attachment, CancellationToken cancellationToken) =>
        (await graph.DownloadAsync(
            from.Account, attachment.MediaId, WhatsAppMediaRules.Of(attachment.Kind), attachment.Sha256, cancellationToken)).Content;

    public Task<SendResult> InviteAsync(ChannelAddress to, string id, CancellationToken cancellationToken) =>
        options.Value.ReplyTemplate.Length == 0
            ? Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "WhatsApp:ReplyTemplate is not set"))
            : PostAsync(to, id, _ => Task.FromResult(WhatsAppComposition.To(to, id) with
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
            var accepted = await graph.SendAsync(to.Account, await compose(cancellationToken), cancellationToken);
            return new SendResult(SendOutcome.Sent, accepted?.MessageId) { AlsoKnownAs = OtherIdOf(to, accepted, id) };
        }
        catch (GraphRefusedException refused)
        {
            LogRefused(id, refused.Result.Outcome, refused.Result.Detail);
            return refused.Result;
        }
        catch (JsonException error)
        {
            // A 2xx response that cannot be read still means accepted; a retry would send the message twice.
            LogUnreadable(id, error);
            return new SendResult(SendOutcome.Sent, Detail: "The response could not be read.");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnreachable(id, error.GetType().Name);
            return new SendResult(SendOutcome.Retry, Detail: error.Message) { Blameless = true, NoFile = error is FileNotHadException };
        }
    }

    /// <summary>
    /// Another id of the person whom the message went to, by which two conversations become one; so it must be theirs beyond doubt.
    /// </summary>
    private ChannelAddress? OtherIdOf(ChannelAddress to, WhatsAppAccepted? accepted, string messageId)
    {
        if (accepted?.Contacts is null or [] || to.ExternalId.StartsWith(ChannelAddress.WhatsAppGroup, StringComparison.Ordinal))
            return null;
        var contact = accepted.ContactOf(to.ExternalId);
        var other = contact?.WhatsAppId is { Length: > 0 } number ? number : contact?.UserId;
        if (other == to.ExternalId) return null;
        if (other is { Length: > 0 and <= 256 } && WhatsAppContact.IsOne(to.ExternalId, other)) return to with { ExternalId = other };
        if (other is not null || contact is null) LogOtherRecipient(messageId);
        return null;
    }

    public SendResult FaultOf(int code, string? text) => WhatsAppFaults.Classify(code, text).ToSendResult();

    public Task<SendResult> EditAsync(
        ChannelAddress to, string channelMessageId, string text, ImmutableArray<OutboundButton> buttons,
        CancellationToken cancellationToken) =>
        Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "WhatsApp messages cannot be edited."));

    private async Task<WhatsAppMessage> ComposeAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Media is { ObjectKey: { } fileKey } file)
        {
            await using var content = await OpenAsync(fileKey, cancellationToken)
                ?? throw new GraphRefusedException(
                    new WhatsAppFault(WhatsAppRemedy.NeedsFallback, null, null, $"The object {fileKey} no longer exists."));
            var kind = WhatsAppMediaRules.Of(file.Kind);
            var name = file.FileName ?? Path.GetFileName(fileKey);
            var mediaId = await UploadAsync(message, kind, file.ContentType!, name, content, cancellationToken);
            return WhatsAppComposition.WithFile(message, kind, mediaId, file.Caption, name);
        }

        if (message is { VideoKey: { } key, Template: null } && message.Text.Length <= WhatsAppLimits.Caption)
        {
            // A video too large to play inline is sent as a document; one too large for that as its link, which the text contains.
            await using var video = await OpenAsync(key, cancellationToken);
            if (video is { Length: > 0 } && video.Length <= WhatsAppMediaKind.Document.MaxBytes())
            {
                var kind = video.Length <= MaxInlineVideo ? WhatsAppMediaKind.Video : WhatsAppMediaKind.Document;
                var name = Path.GetFileName(key);
                var mediaId = await UploadAsync(message, kind, "video/mp4", name, video, cancellationToken);
                return WhatsAppComposition.WithFile(message, kind, mediaId, message.Text, name);
            }
        }

        if (message.VideoKey is not null) LogTextOnly(message.Id, message.Text.Length);
        return WhatsAppComposition.Compose(message);
    }

    private async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await objects.OpenAsync(key, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FileNotHadException(error);
        }
    }

    private Task<string?> UploadAsync(
        OutboundMessage message, WhatsAppMediaKind kind, string contentType, string name, Stream content,
        CancellationToken cancellationToken) =>
        graph.UploadAsync(message.To.Account, new WhatsAppUpload(kind, contentType, name, content, content.Length), cancellationToken);

    /// <summary>Our own store did not give the file.</summary>
    private sealed class FileNotHadException(Exception cause) : Exception(cause.Message, cause);

    [LoggerMessage(LogLevel.Warning, "WhatsApp did not accept message {MessageId}: {Outcome}, {Detail}")]
    private partial void LogRefused(string messageId, SendOutcome outcome, string? detail);

    [LoggerMessage(LogLevel.Warning,
        "WhatsApp accepted message {MessageId} and answered with another recipient than was asked for; the two are not joined")]
    private partial void LogOtherRecipient(string messageId);

    [LoggerMessage(LogLevel.Warning, "WhatsApp could not be reached for message {MessageId}: {Error}")]
    private partial void LogUnreachable(string messageId, string error);

    [LoggerMessage(LogLevel.Warning, "WhatsApp accepted message {MessageId}, but its response could not be read")]
    private partial void LogUnreadable(string messageId, Exception error);

    [LoggerMessage(LogLevel.Information, "Message {MessageId} is sent without its video, with {TextLength} characters of text")]
    private partial void LogTextOnly(string messageId, int textLength);
}
