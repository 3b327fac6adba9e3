using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Delivery;
using Telegram.Bot;
using Telegram.Bot.Types;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>
/// Our Bot API calls, one method each. No method throws because of an error from Telegram; a call is cancelled only by its
/// token. Nothing is retried here: the caller knows the order of the conversation and keeps it across restarts.
/// </summary>
public sealed partial class TelegramClient(
    IHttpClientFactory http, IOptions<TelegramOptions> options, TimeProvider time, ILogger<TelegramClient> logger)
{
    internal const string HttpClientName = "telegram";

    /// <summary>Sends a text of 1-4,096 UTF-16 units.</summary>
    public Task<TelegramResult<TelegramSent>> SendTextAsync(
        ChannelAddress to, TelegramText text, TelegramKeyboard? keyboard = null, string? replyToId = null, string? topic = null,
        CancellationToken cancellationToken = default) =>
        InChatAsync(to, topic, keyboard, async (bot, place) => TelegramWire.Sent(await bot.SendMessage(
            place.Chat,
            text.Text,
            messageThreadId: place.Thread,
            directMessagesTopicId: place.DirectTopic,
            businessConnectionId: place.Connection,
            replyParameters: TelegramWire.Reply(replyToId),
            replyMarkup: TelegramWire.Markup(keyboard),
            entities: TelegramWire.Entities(text),
            cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Uploads and sends a video of at most 50 MB, with a caption of at most 1,024 UTF-16 units.</summary>
    public Task<TelegramResult<TelegramSent>> SendVideoAsync(
        ChannelAddress to, Stream video, string fileName, TelegramText caption, TelegramKeyboard? keyboard = null, string? replyToId = null,
        string? topic = null, CancellationToken cancellationToken = default) =>
        SendVideoAsync(to, InputFile.FromStream(video, fileName), caption, keyboard, replyToId, topic, cancellationToken);

    /// <summary>
    /// Sends a video that the same bot sent or received before, by its <see cref="TelegramSent.FileId"/>: no upload, no size limit.
    /// </summary>
    public Task<TelegramResult<TelegramSent>> SendVideoAsync(
        ChannelAddress to, string fileId, TelegramText caption, TelegramKeyboard? keyboard = null, string? replyToId = null,
        string? topic = null, CancellationToken cancellationToken = default) =>
        SendVideoAsync(to, InputFile.FromFileId(fileId), caption, keyboard, replyToId, topic, cancellationToken);

    /// <summary>
    /// Uploads and sends a picture of at most 10 MB, with width plus height at most 10,000 pixels and a caption of at most
    /// 1,024 UTF-16 units.
    /// </summary>
    public Task<TelegramResult<TelegramSent>> SendPhotoAsync(
        ChannelAddress to, Stream picture, string fileName, TelegramText caption, string? replyToId = null, string? topic = null,
        CancellationToken cancellationToken = default) =>
        InChatAsync(to, topic, null, async (bot, place) => TelegramWire.Sent(await bot.SendPhoto(
            place.Chat,
            InputFile.FromStream(picture, fileName),
            messageThreadId: place.Thread,
            directMessagesTopicId: place.DirectTopic,
            businessConnectionId: place.Connection,
            caption: caption.Text,
            replyParameters: TelegramWire.Reply(replyToId),
            captionEntities: TelegramWire.Entities(caption),
            cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Replaces the text and buttons of one of our messages; without a keyboard, the buttons are removed.</summary>
    public Task<TelegramResult<TelegramSent>> EditTextAsync(
        ChannelAddress to, string messageId, TelegramText text, TelegramKeyboard? keyboard = null,
        CancellationToken cancellationToken = default) =>
        int.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? InChatAsync(to, null, keyboard, async (bot, place) => TelegramWire.Sent(await bot.EditMessageText(
                place.Chat,
                id,
                text.Text,
                businessConnectionId: place.Connection,
                replyMarkup: TelegramWire.Markup(keyboard),
                entities: TelegramWire.Entities(text),
                cancellationToken: cancellationToken)), cancellationToken, unchanged: new TelegramSent(messageId))
            : Task.FromResult(Rejected<TelegramSent>("The message id is not a Telegram message id."));

    /// <summary>
    /// Shows a text that is still being written, for 30 s and in private chats only; an empty text shows "Thinking…". Calls
    /// with the same <paramref name="draftId"/> update the same draft. <see cref="SendTextAsync"/> ends it.
    /// </summary>
    /// <param name="draftId">Must not be 0.</param>
    public Task<TelegramResult<TelegramDone>> SendDraftAsync(
        ChannelAddress to, long draftId, TelegramText text, string? topic = null, CancellationToken cancellationToken = default) =>
        InChatAsync(to, topic, null, async (bot, place) =>
        {
            await bot.SendMessageDraft(
                place.Chat,
                draftId,
                text.Text,
                messageThreadId: place.Thread,
                entities: TelegramWire.Entities(text),
                cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    /// <summary>Shows for 5 s that we are typing or preparing a video.</summary>
    public Task<TelegramResult<TelegramDone>> SendActionAsync(
        ChannelAddress to, TelegramAction action, string? topic = null, CancellationToken cancellationToken = default) =>
        InChatAsync(to, topic, null, async (bot, place) =>
        {
            await bot.SendChatAction(place.Chat, TelegramWire.Action(action), place.Thread, place.Connection, cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    /// <summary>
    /// Acknowledges a pressed button, which otherwise keeps showing a spinner; possible for 150 s after the press. A text of at
    /// most 200 characters is shown briefly.
    /// </summary>
    /// <param name="account">The bot's name in the settings.</param>
    /// <param name="callbackId"><see cref="InboundMessage.CallbackId"/>.</param>
    public Task<TelegramResult<TelegramDone>> AnswerCallbackAsync(
        string account, string callbackId, string? text = null, CancellationToken cancellationToken = default) =>
        CallAsync(account, async (bot, _) =>
        {
            await bot.AnswerCallbackQuery(
                callbackId, text is null ? null : TelegramText.WellFormed(text), cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    /// <summary>Telegram's record of the bot.</summary>
    internal Task<TelegramResult<User>> GetMeAsync(string account, CancellationToken cancellationToken) =>
        CallAsync(account, (bot, _) => bot.GetMe(cancellationToken), cancellationToken);

    /// <summary>Sets the command menu for people of one language.</summary>
    internal Task<TelegramResult<TelegramDone>> SetMenuAsync(string account, TelegramMenu menu, CancellationToken cancellationToken) =>
        CallAsync(account, async (bot, _) =>
        {
            await bot.SetMyCommands(
                menu.Commands.Select(command => new BotCommand(command.Name, command.Description)),
                languageCode: menu.Language, cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    /// <summary>Tells Telegram where to post the bot's updates, and which ones; see <see cref="TelegramOptions.WebhookUrl"/>.</summary>
    internal Task<TelegramResult<TelegramDone>> SetWebhookAsync(string account, CancellationToken cancellationToken) =>
        CallAsync(account, async (bot, settings) =>
        {
            await bot.SetWebhook(
                $"{options.Value.WebhookUrl!.TrimEnd('/')}/{settings.Name}",
                maxConnections: options.Value.WebhookMaxConnections,
                allowedUpdates: TelegramWire.Updates,
                secretToken: RotatingSecret.Newest(settings.WebhookSecret),
                cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    private Task<TelegramResult<TelegramSent>> SendVideoAsync(
        ChannelAddress to, InputFile video, TelegramText caption, TelegramKeyboard? keyboard, string? replyToId, string? topic,
        CancellationToken cancellationToken) =>
        InChatAsync(to, topic, keyboard, async (bot, place) => TelegramWire.Sent(await bot.SendVideo(
            place.Chat,
            video,
            messageThreadId: place.Thread,
            directMessagesTopicId: place.DirectTopic,
            businessConnectionId: place.Connection,
            caption: caption.Text,
            replyParameters: TelegramWire.Reply(replyToId),
            replyMarkup: TelegramWire.Markup(keyboard),
            captionEntities: TelegramWire.Entities(caption),
            supportsStreaming: true,
            cancellationToken: cancellationToken)), cancellationToken);

    private async Task<TelegramResult<T>> InChatAsync<T>(
        ChannelAddress to, string? topic, TelegramKeyboard? keyboard, Func<TelegramBotClient, TelegramPlace, Task<T>> call,
        CancellationToken cancellationToken, T? unchanged = null)
        where T : class
    {
        if (TelegramPlace.Of(to, topic) is not { } place) return Rejected<T>("The address is not a Telegram chat id.");
        if (keyboard?.Fault() is { } fault) return Rejected<T>(fault);

        return await CallAsync(to.Account, (bot, _) => call(bot, place), cancellationToken, unchanged);
    }

    private async Task<TelegramResult<T>> CallAsync<T>(
        string account, Func<TelegramBotClient, TelegramBotOptions, Task<T>> call, CancellationToken cancellationToken, T? unchanged = null)
        where T : class
    {
        if (options.Value.Find(account) is not { } settings) return Rejected<T>($"No Telegram bot is named '{account}'.");
        try
        {
            return new TelegramResult<T>(SendOutcome.Sent, await call(ClientOf(settings), settings));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            var fault = TelegramFaults.Classify(error, settings.Token);
            // "Not modified" counts as success: the message already shows this text.
            if (fault.Outcome != SendOutcome.Sent) LogRefused(settings.Name, fault.Outcome, fault.Detail);
            return new TelegramResult<T>(fault.Outcome, fault.Outcome == SendOutcome.Sent ? unchanged : null)
            {
                RetryAfter = fault.RetryAfter,
                Detail = fault.Detail,
                Blameless = fault.Blameless,
                Line = fault.Line,
                NoTopic = fault.NoTopic,
                MovedTo = fault.NewChatId is { } moved
                    ? new ChannelAddress(ChannelNames.Telegram, account, moved.ToString(CultureInfo.InvariantCulture))
                    : null,
            };
        }
    }

    private TelegramBotClient ClientOf(TelegramBotOptions settings) =>
        new(new TelegramBotClientOptions(settings.Token, options.Value.ApiBaseUrl.TrimEnd('/')) { RetryCount = 0, RetryThreshold = 0 },
            http.CreateClient(HttpClientName));

    private static TelegramResult<T> Rejected<T>(string why)
        where T : class => new(SendOutcome.Rejected) { Detail = why };

    [LoggerMessage(LogLevel.Warning, "A call for Telegram bot {Bot} failed: {Outcome}, {Detail}")]
    private partial void LogRefused(string bot, SendOutcome outcome, string detail);
}
