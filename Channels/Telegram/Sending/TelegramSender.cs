using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Channels.Formatting;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Objects;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>
/// Sends the outbox's messages through the Telegram Bot API. Texts are sent without a parse mode, so that none can be
/// rejected for its markup.
/// </summary>
internal sealed partial class TelegramSender(TelegramClient telegram, IObjectStore objects, ILogger<TelegramSender> logger) : IChannelSender
{
    /// <summary>The largest file a bot may upload to the public Bot API (core.telegram.org/bots/api#sending-files).</summary>
    public const long MaxUploadBytes = 50L * 1024 * 1024;

    /// <summary>The largest picture (core.telegram.org/bots/api#sendphoto).</summary>
    public const long MaxPhotoBytes = 10L * 1024 * 1024;

    /// <summary>The longest caption of a video (core.telegram.org/bots/api#sendvideo).</summary>
    public const int MaxCaptionLength = 1024;

    public string Channel => ChannelNames.Telegram;

    public int MaxTextLength => 4096;

    public bool CanEdit => true;

    /// <summary>
    /// A group takes 20 messages a minute. A private chat has no limit worth pacing for until Telegram reports one
    /// (core.telegram.org/bots/faq).
    /// </summary>
    public PairPace? PaceTo(ChannelAddress to) => to.ExternalId.StartsWith('-') ? new PairPace(TimeSpan.FromSeconds(3), 10) : null;

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var (to, topic) = (message.To, message.Topic);
            var sent = await SendOnceAsync(message, to, topic, cancellationToken);
            // The webhook tells the session the new address, but possibly after this message.
            if (sent.MovedTo is { } moved) sent = await SendOnceAsync(message, to = moved, topic, cancellationToken);
            // An answer in the chat's main thread is better than none.
            if (sent.NoTopic && topic is not null) sent = await SendOnceAsync(message, to, null, cancellationToken);
            return new SendResult(sent.Outcome, sent.Value?.MessageId, sent.RetryAfter, sent.Detail)
            {
                Blameless = sent.Blameless,
                Line = sent.Line,
                FileId = sent.Value?.FileId,
            };
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogNoVideo(message.Id, error); // Telegram's errors are results, so this one comes from the object store
            return new SendResult(SendOutcome.Retry, Detail: error.Message) { Blameless = true, NoFile = true };
        }
    }

    // A chat action is shown for 5 seconds.
    public TimeSpan? TypingPeriod => TimeSpan.FromSeconds(4);

    public Task ShowTypingAsync(ChannelAddress to, string? topic, string? messageId, CancellationToken cancellationToken) =>
        telegram.SendActionAsync(to, TelegramAction.Writing, topic, cancellationToken);

    /// <summary>Drafts work in the bot's private chats only, which have positive ids.</summary>
    public bool CanDraft(ChannelAddress to) => to.ExternalId.All(char.IsAsciiDigit);

    public Task ShowDraftAsync(ChannelAddress to, string? topic, long draftId, string text, CancellationToken cancellationToken) =>
        telegram.SendDraftAsync(to, draftId, DraftOf(text), topic, cancellationToken);

    public IReadOnlyList<StyledText> Format(string markdown) => Parts(TelegramText.FromMarkdown(markdown));

    /// <summary>The beginning of the answer, as it will be sent; with no text yet, Telegram shows that we think.</summary>
    private TelegramText DraftOf(string markdown) =>
        Parts(TelegramText.FromMarkdown(markdown, isDraft: true)) is [var first, ..] ? new TelegramText(first) : new TelegramText("");

    private IReadOnlyList<StyledText> Parts(StyledText text) => StyledSplitter.Split(text, MaxTextLength, static part => part.Text.Length);

    public Task AnswerButtonAsync(ChannelAddress to, string callbackId, CancellationToken cancellationToken) =>
        telegram.AnswerCallbackAsync(to.Account, callbackId, cancellationToken: cancellationToken);

    public async Task<Stream?> DownloadAsync(ChannelAddress from, InboundAttachment attachment, CancellationToken cancellationToken)
    {
        var file = TempFile.Create();
        try
        {
            var copied = await telegram.DownloadAsync(from.Account, attachment.MediaId, file, cancellationToken);
            if (copied.Outcome == SendOutcome.Sent)
            {
                file.Position = 0;
                return file;
            }

            if (copied.Outcome == SendOutcome.Retry) throw new IOException($"Telegram did not deliver the file: {copied.Detail}");
            await file.DisposeAsync();
            return null;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public async Task<SendResult> EditAsync(
        ChannelAddress to, string channelMessageId, string text, ImmutableArray<OutboundButton> buttons,
        CancellationToken cancellationToken)
    {
        var edited = await telegram.EditTextAsync(to, channelMessageId, new TelegramText(text), KeyboardOf(buttons), cancellationToken);
        return new SendResult(edited.Outcome, edited.Value?.MessageId, edited.RetryAfter, edited.Detail);
    }

    private async Task<TelegramResult<TelegramSent>> SendOnceAsync(
        OutboundMessage message, ChannelAddress to, string? topic, CancellationToken cancellationToken)
    {
        var text = new TelegramText(message.Text, message.Spans);
        if (message.FileId is { } fileId && message.Text.Length <= MaxCaptionLength)
        {
            var again = await telegram.SendVideoAsync(
                to, fileId, text, KeyboardOf(message.Buttons), message.ReplyToId, topic, cancellationToken);
            // Telegram may have forgotten the file; the text contains the link.
            if (!IsOfFile(again)) return again;
        }

        await using var picture = await OpenPictureAsync(message, cancellationToken);
        if (picture is not null)
        {
            var shown = await telegram.SendPhotoAsync(
                to, picture, Path.GetFileName(message.Media!.ObjectKey!), new TelegramText(message.Media.Caption ?? ""),
                message.ReplyToId, topic, cancellationToken);
            if (!IsOfFile(shown)) return shown;
        }

        await using var video = await OpenVideoAsync(message, cancellationToken);
        return video is null
            ? await telegram.SendTextAsync(to, text, KeyboardOf(message.Buttons), message.ReplyToId, topic, cancellationToken)
            : await telegram.SendVideoAsync(
                to, video, Path.GetFileName(message.VideoKey!), text, KeyboardOf(message.Buttons), message.ReplyToId, topic,
                cancellationToken);
    }

    /// <summary>Whether the file may be what was refused, rather than where it went.</summary>
    private static bool IsOfFile(TelegramResult<TelegramSent> result) =>
        result is { Outcome: SendOutcome.Rejected, MovedTo: null, NoTopic: false };

    private static TelegramKeyboard? KeyboardOf(ImmutableArray<OutboundButton> buttons) =>
        buttons.IsDefaultOrEmpty ? null : new TelegramKeyboard([[.. buttons.Select(b => new TelegramButton(b.Title, b.Payload))]]);

    /// <summary>The picture to send instead of the text, or null if only the text can be sent; it contains the link.</summary>
    private async Task<Stream?> OpenPictureAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Media is not { ObjectKey: { } key, ContentType: "image/png" or "image/jpeg" }) return null;
        var picture = await objects.OpenAsync(key, cancellationToken);
        if (picture is null or { Length: > 0 and <= MaxPhotoBytes }) return picture;
        await picture.DisposeAsync();
        return null;
    }

    /// <summary>The video to attach, or null if only the text can be sent; it contains the link.</summary>
    private async Task<Stream?> OpenVideoAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.VideoKey is not { } key) return null;
        var video = await objects.OpenAsync(key, cancellationToken);
        if (video is { Length: > 0 and <= MaxUploadBytes } && message.Text.Length <= MaxCaptionLength) return video;
        LogTextOnly(message.Id, video?.Length, message.Text.Length);
        if (video is not null) await video.DisposeAsync();
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "The video of message {MessageId} could not be opened")]
    private partial void LogNoVideo(string messageId, Exception error);

    [LoggerMessage(LogLevel.Information,
        "Message {MessageId} is sent without its video: {Bytes} bytes, {TextLength} characters of text")]
    private partial void LogTextOnly(string messageId, long? bytes, int textLength);
}
