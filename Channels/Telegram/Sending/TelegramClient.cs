using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Delivery;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>
/// What we do through the Bot API, as one call each. No method throws for what Telegram answers; each is cancelled only by
/// its token. Nothing is retried here: who calls knows the order of the conversation and remembers over a restart.
/// </summary>
public sealed partial class TelegramClient(IHttpClientFactory http, IOptions<TelegramOptions> options, TimeProvider time, ILogger<TelegramClient> logger)
{
    internal const string HttpClientName = "telegram";

    /// <summary>Sends a text of 1-4,096 UTF-16 units.</summary>
    public Task<TelegramResult<TelegramSent>> SendTextAsync(
        ChannelAddress to, TelegramText text, TelegramKeyboard? keyboard = null, string? replyToId = null, CancellationToken cancellationToken = default) =>
        InChatAsync(to, keyboard, async (bot, chat) => TelegramWire.Sent(await bot.SendMessage(
            chat,
            text.Text,
            replyParameters: TelegramWire.Reply(replyToId),
            replyMarkup: TelegramWire.Markup(keyboard),
            entities: TelegramWire.Entities(text),
            cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Uploads and sends a video of at most 50 MB, with a caption of at most 1,024 UTF-16 units.</summary>
    public Task<TelegramResult<TelegramSent>> SendVideoAsync(
        ChannelAddress to, Stream video, string fileName, TelegramText caption, TelegramKeyboard? keyboard = null, string? replyToId = null, CancellationToken cancellationToken = default) =>
        SendVideoAsync(to, InputFile.FromStream(video, fileName), caption, keyboard, replyToId, cancellationToken);

    /// <summary>Sends a video that the same bot sent or got before, by the <see cref="TelegramSent.FileId"/>: no upload, no limit of size.</summary>
    public Task<TelegramResult<TelegramSent>> SendVideoAsync(
        ChannelAddress to, string fileId, TelegramText caption, TelegramKeyboard? keyboard = null, string? replyToId = null, CancellationToken cancellationToken = default) =>
        SendVideoAsync(to, InputFile.FromFileId(fileId), caption, keyboard, replyToId, cancellationToken);

    /// <summary>Uploads and sends a picture of at most 10 MB, width and height together at most 10,000 pixels, with a caption of at most 1,024 UTF-16 units.</summary>
    public Task<TelegramResult<TelegramSent>> SendPhotoAsync(
        ChannelAddress to, Stream picture, string fileName, TelegramText caption, string? replyToId = null, CancellationToken cancellationToken = default) =>
        InChatAsync(to, null, async (bot, chat) => TelegramWire.Sent(await bot.SendPhoto(
            chat,
            InputFile.FromStream(picture, fileName),
            caption: caption.Text,
            replyParameters: TelegramWire.Reply(replyToId),
            captionEntities: TelegramWire.Entities(caption),
            cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Replaces text and buttons of a message of ours; without a keyboard, the buttons go away.</summary>
    public Task<TelegramResult<TelegramSent>> EditTextAsync(
        ChannelAddress to, string messageId, TelegramText text, TelegramKeyboard? keyboard = null, CancellationToken cancellationToken = default) =>
        int.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? InChatAsync(to, keyboard, async (bot, chat) => TelegramWire.Sent(await bot.EditMessageText(
                chat,
                id,
                text.Text,
                replyMarkup: TelegramWire.Markup(keyboard),
                entities: TelegramWire.Entities(text),
                cancellationToken: cancellationToken)), cancellationToken, unchanged: new TelegramSent(messageId))
            : Task.FromResult(Rejected<TelegramSent>("The message id is not a Telegram message id."));

    /// <summary>
    /// Shows a text that is still being written, in private chats, for 30 s; an empty text shows "Thinking…". Same
    /// <paramref name="draftId"/>, same draft. It ends with <see cref="SendTextAsync"/>.
    /// </summary>
    /// <param name="draftId">Not 0.</param>
    public Task<TelegramResult<TelegramDone>> SendDraftAsync(
        ChannelAddress to, long draftId, TelegramText text, CancellationToken cancellationToken = default) =>
        InChatAsync(to, null, async (bot, chat) =>
        {
            await bot.SendMessageDraft(chat.Identifier!.Value, draftId, text.Text, entities: TelegramWire.Entities(text), cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    /// <summary>Shows for 5 s that we are busy: writing, or with a video.</summary>
    public Task<TelegramResult<TelegramDone>> SendActionAsync(ChannelAddress to, TelegramAction action, CancellationToken cancellationToken = default) =>
        InChatAsync(to, null, async (bot, chat) =>
        {
            await bot.SendChatAction(chat, TelegramWire.Action(action), cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    /// <summary>Answers a pressed button, which else goes on waiting; up to 150 s after the press. A text shows for a moment, 200 characters at most.</summary>
    /// <param name="account">The bot's name in the settings.</param>
    /// <param name="callbackId"><see cref="InboundMessage.CallbackId"/>.</param>
    public Task<TelegramResult<TelegramDone>> AnswerCallbackAsync(
        string account, string callbackId, string? text = null, CancellationToken cancellationToken = default) =>
        CallAsync(account, async (bot, _) =>
        {
            await bot.AnswerCallbackQuery(callbackId, text is null ? null : TelegramText.WellFormed(text), cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    /// <summary>Who the bot is to Telegram.</summary>
    internal Task<TelegramResult<User>> GetMeAsync(string account, CancellationToken cancellationToken) =>
        CallAsync(account, (bot, _) => bot.GetMe(cancellationToken), cancellationToken);

    /// <summary>Sets the menu of commands that people of one language see.</summary>
    internal Task<TelegramResult<TelegramDone>> SetMenuAsync(string account, TelegramMenu menu, CancellationToken cancellationToken) =>
        CallAsync(account, async (bot, _) =>
        {
            await bot.SetMyCommands(menu.Commands.Select(command => new BotCommand(command.Name, command.Description)), languageCode: menu.Language, cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    /// <summary>Tells Telegram where to post the bot's updates, and which; see <see cref="TelegramOptions.WebhookUrl"/>.</summary>
    internal Task<TelegramResult<TelegramDone>> SetWebhookAsync(string account, CancellationToken cancellationToken) =>
        CallAsync(account, async (bot, settings) =>
        {
            await bot.SetWebhook(
                $"{options.Value.WebhookUrl!.TrimEnd('/')}/{settings.Name}",
                maxConnections: options.Value.WebhookMaxConnections,
                allowedUpdates: TelegramWire.Updates,
                secretToken: settings.WebhookSecret,
                cancellationToken: cancellationToken);
            return TelegramDone.Instance;
        }, cancellationToken);

    private Task<TelegramResult<TelegramSent>> SendVideoAsync(
        ChannelAddress to, InputFile video, TelegramText caption, TelegramKeyboard? keyboard, string? replyToId, CancellationToken cancellationToken) =>
        InChatAsync(to, keyboard, async (bot, chat) => TelegramWire.Sent(await bot.SendVideo(
            chat,
            video,
            caption: caption.Text,
            replyParameters: TelegramWire.Reply(replyToId),
            replyMarkup: TelegramWire.Markup(keyboard),
            captionEntities: TelegramWire.Entities(caption),
            supportsStreaming: true,
            cancellationToken: cancellationToken)), cancellationToken);

    private async Task<TelegramResult<T>> InChatAsync<T>(
        ChannelAddress to, TelegramKeyboard? keyboard, Func<TelegramBotClient, ChatId, Task<T>> call, CancellationToken cancellationToken, T? unchanged = null)
        where T : class
    {
        if (!long.TryParse(to.ExternalId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat))
            return Rejected<T>("The address is not a Telegram chat id.");
        if (keyboard?.Fault() is { } fault) return Rejected<T>(fault);

        return await CallAsync(to.Account, (bot, _) => call(bot, new ChatId(chat)), cancellationToken, unchanged);
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
            // "Not modified" is what we wanted: the message already shows this text.
            if (fault.Outcome != SendOutcome.Sent) LogRefused(settings.Name, fault.Outcome, fault.Detail);
            return new TelegramResult<T>(fault.Outcome, fault.Outcome == SendOutcome.Sent ? unchanged : null)
            {
                RetryAfter = fault.RetryAfter,
                Detail = fault.Detail,
                Blameless = fault.Blameless,
                Line = fault.Line,
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

    [LoggerMessage(LogLevel.Warning, "Telegram bot {Bot} was refused: {Outcome}, {Detail}")]
    private partial void LogRefused(string bot, SendOutcome outcome, string detail);
}
