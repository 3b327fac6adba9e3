using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes.Telegram;

/// <summary>
/// A fake Telegram Bot API: answers and rejects like the real server in the methods that this project's bots call; every
/// other method is recorded and answered with <c>true</c>.
/// </summary>
public sealed class TelegramStandIn : StandInServer<TelegramRequest>
{
    private const long MaxDownloadBytes = 20L * 1024 * 1024;
    private const int MaxPhotoBytes = 10 * 1024 * 1024;

    private readonly TelegramFiles _files = new();
    private readonly ConcurrentDictionary<(string Token, long Chat, int Message), string> _shown = new();
    private readonly ConcurrentDictionary<long, long> _upgraded = new();
    private readonly ConcurrentDictionary<long, string> _gone = new();
    private readonly ConcurrentDictionary<(long Chat, long Thread), string> _goneTopics = new();
    private int _lastMessageId;

    /// <summary>The username that <c>getMe</c> returns, without "@".</summary>
    public string Username { get; set; } = "stand_in_bot";

    public static async Task<TelegramStandIn> StartNewAsync(int port = 0)
    {
        var standIn = new TelegramStandIn();
        await standIn.StartAsync(port);
        return standIn;
    }

    /// <summary>Adds a file that a person sent; returns its file id for the bot with this token.</summary>
    /// <param name="claimedSize">The size that <c>getFile</c> reports, if it is to differ from the true one.</param>
    public string AddFile(string token, byte[] content, long? claimedSize = null) =>
        _files.Add(token, content, "documents", claimedSize).Id;

    /// <summary>Turns the group into a supergroup; calls with its old id are rejected and told the new one.</summary>
    public void Upgrade(long group, long supergroup) => _upgraded[group] = supergroup;

    /// <summary>The person blocks the bots, or is unreachable for another reason in the real server's wording.</summary>
    public void Block(long chat, string why = "Forbidden: bot was blocked by the user") => _gone[chat] = why;

    /// <summary>The topic cannot be written to any more.</summary>
    public void CloseTopic(long chat, long thread, string why = "message thread not found") => _goneTopics[(chat, thread)] = why;

    protected override void Map(WebApplication app)
    {
        app.Map("/bot{token}/{method}", AnswerAsync);
        app.MapGet("/file/bot{token}/{**path}", (string token, string path) =>
            _files.FindByPath(token, path) is { } file ? Results.Bytes(file.Content) : TelegramRefusal404());
    }

    protected override IResult ErrorAnswer(Fault.Error error) => new TelegramRefusal(error.Status, error.Message).Answer();

    protected override IResult TooManyAnswer(Fault.TooManyRequests fault) =>
        TelegramJson.Of(
            new
            {
                ok = false,
                error_code = 429,
                description = $"Too Many Requests: retry after {fault.RetryAfterSeconds}",
                parameters = new { retry_after = fault.RetryAfterSeconds },
            },
            429);

    private static IResult TelegramRefusal404() => new TelegramRefusal(404, "Not Found").Answer();

    private async Task<IResult> AnswerAsync(HttpContext context, string token, string method)
    {
        var fields = await TelegramFields.ReadAsync(context.Request);
        var request = Describe(token, method, fields);
        return await HandleAsync(
            context,
            request,
            () => Refuse(request, fields)?.Answer() ?? TelegramJson.Of(new { ok = true, result = ResultOf(request, fields) }));
    }

    private static TelegramRequest Describe(string token, string method, TelegramFields fields)
    {
        TelegramRequest request = method.ToUpperInvariant() switch
        {
            "SENDMESSAGE" => new TelegramMessageSent(token, fields["text"] ?? "", fields["parse_mode"])
            {
                ReplyParameters = fields["reply_parameters"],
                Entities = fields["entities"],
            },
            "EDITMESSAGETEXT" => new TelegramMessageEdited(token, (int)fields.Integer("message_id"), fields["text"] ?? "")
            {
                Entities = fields["entities"],
            },
            "SENDVIDEO" => new TelegramVideoSent(
                token, fields["caption"], fields["supports_streaming"] is "true" or "True", fields.FileName, fields.File)
            {
                FileId = fields.FileName is null ? fields["video"] : null,
                ReplyParameters = fields["reply_parameters"],
                Entities = fields["caption_entities"],
            },
            "SENDPHOTO" => new TelegramPhotoSent(token, fields["caption"], fields.FileName, fields.File)
            {
                ReplyParameters = fields["reply_parameters"],
                Entities = fields["caption_entities"],
            },
            _ => new TelegramOther(token, method, fields.All),
        };
        return request with
        {
            ChatId = fields.Integer("chat_id"),
            Thread = fields["message_thread_id"] is null ? null : fields.Integer("message_thread_id"),
            DirectTopic = fields["direct_messages_topic_id"] is null ? null : fields.Integer("direct_messages_topic_id"),
            Connection = fields["business_connection_id"],
            ReplyMarkup = fields["reply_markup"],
        };
    }

    private TelegramRefusal? Refuse(TelegramRequest request, TelegramFields fields)
    {
        if (_upgraded.TryGetValue(request.ChatId, out var supergroup))
            return new TelegramRefusal(400, "Bad Request: group chat was upgraded to a supergroup chat", supergroup);
        if (_gone.TryGetValue(request.ChatId, out var why)) return new TelegramRefusal(403, why);
        if (request.Thread is { } thread && _goneTopics.TryGetValue((request.ChatId, thread), out var closed))
            return TelegramRefusal.BadRequest(closed);
        if (TelegramRules.Fault(request, fields) is { } fault) return TelegramRefusal.BadRequest(fault);

        return request switch
        {
            TelegramVideoSent { FileName: null, FileId: null } => TelegramRefusal.BadRequest("there is no video in the request"),
            TelegramPhotoSent { FileName: null } => TelegramRefusal.BadRequest("there is no photo in the request"),
            TelegramPhotoSent { Photo.Length: 0 } => TelegramRefusal.BadRequest("file must be non-empty"),
            TelegramPhotoSent { Photo.Length: > MaxPhotoBytes } => TelegramRefusal.BadRequest("PHOTO_INVALID_DIMENSIONS"),
            TelegramVideoSent { FileId: { } id } when _files.Find(request.Token, id) is null =>
                TelegramRefusal.BadRequest("wrong file_id or the file is temporarily unavailable"),
            TelegramMessageEdited edited
                when _shown.GetValueOrDefault((edited.Token, edited.ChatId, edited.MessageId)) == Shown(edited, edited.Text) =>
                TelegramRefusal.BadRequest(
                    "message is not modified: specified new message content and reply markup are exactly the same as "
                    + "a current content and reply markup of the message"),
            TelegramOther other when Is(other, "getFile") => _files.Find(other.Token, fields["file_id"]) switch
            {
                null => TelegramRefusal.BadRequest("invalid file_id"),
                { Size: > MaxDownloadBytes } => TelegramRefusal.BadRequest("file is too big"),
                _ => null,
            },
            _ => null,
        };
    }

    private object ResultOf(TelegramRequest request, TelegramFields fields) => request switch
    {
        TelegramMessageSent sent => Message(request, Interlocked.Increment(ref _lastMessageId), sent.Text),
        TelegramMessageEdited edited => Message(request, edited.MessageId, edited.Text),
        TelegramVideoSent video => VideoMessage(video),
        TelegramPhotoSent photo => PhotoMessage(photo),
        TelegramOther other when Is(other, "getMe") =>
            new { id = BotId(request.Token), is_bot = true, first_name = "Stand-in", username = Username },
        TelegramOther other when Is(other, "getFile") => FileOf(_files.Find(request.Token, fields["file_id"])!),
        _ => true,
    };

    private Dictionary<string, object> Message(TelegramRequest request, int id, string? text)
    {
        var message = new Dictionary<string, object>
        {
            ["message_id"] = id,
            ["from"] = new { id = BotId(request.Token), is_bot = true, first_name = "Stand-in", username = Username },
            ["date"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["chat"] = new { id = request.ChatId, type = request.ChatId > 0 ? "private" : "supergroup" },
        };
        if (text is not null) message["text"] = text;
        if (text is not null && request.Entities is not null) message["entities"] = JsonNode.Parse(request.Entities)!;
        if (request.ReplyMarkup is not null) message["reply_markup"] = JsonNode.Parse(request.ReplyMarkup)!;
        if (request is TelegramMessageEdited) message["edit_date"] = message["date"];
        if (text is not null) _shown[(request.Token, request.ChatId, id)] = Shown(request, text);
        return message;
    }

    private Dictionary<string, object> VideoMessage(TelegramVideoSent video)
    {
        var file = _files.Find(video.Token, video.FileId) ?? _files.Add(video.Token, video.Video);
        var message = Message(video, Interlocked.Increment(ref _lastMessageId), null);
        message["video"] = new
        {
            file_id = file.Id,
            file_unique_id = file.UniqueId,
            width = 1280,
            height = 720,
            duration = 1,
            mime_type = "video/mp4",
            file_size = file.Size,
        };
        if (video.Caption is not null) message["caption"] = video.Caption;
        if (video.Entities is not null) message["caption_entities"] = JsonNode.Parse(video.Entities)!;
        return message;
    }

    private Dictionary<string, object> PhotoMessage(TelegramPhotoSent photo)
    {
        var file = _files.Add(photo.Token, photo.Photo);
        var message = Message(photo, Interlocked.Increment(ref _lastMessageId), null);
        message["photo"] = new object[]
        {
            new { file_id = file.Id, file_unique_id = file.UniqueId, width = 1280, height = 720, file_size = file.Size },
        };
        if (photo.Caption is not null) message["caption"] = photo.Caption;
        if (photo.Entities is not null) message["caption_entities"] = JsonNode.Parse(photo.Entities)!;
        return message;
    }

    private static object FileOf(TelegramFile file) =>
        new { file_id = file.Id, file_unique_id = file.UniqueId, file_size = file.Size, file_path = file.Path };

    private static string Shown(TelegramRequest request, string text) => $"{text}\n{request.Entities}\n{request.ReplyMarkup}";

    private static bool Is(TelegramOther request, string method) =>
        string.Equals(request.Method, method, StringComparison.OrdinalIgnoreCase);

    private static long BotId(string token) =>
        long.TryParse(token.Split(':')[0], CultureInfo.InvariantCulture, out var id) ? id : 1;
}
