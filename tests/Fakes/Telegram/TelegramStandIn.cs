using System.Globalization;

namespace ObsidianVault.Fakes;

/// <summary>Stands in for the Telegram Bot API.</summary>
public sealed class TelegramStandIn : StandInServer<TelegramRequest>
{
    private int _lastMessageId;

    public static async Task<TelegramStandIn> StartNewAsync(int port = 0)
    {
        var standIn = new TelegramStandIn();
        await standIn.StartAsync(port);
        return standIn;
    }

    protected override void Map(WebApplication app) => app.Map("/bot{token}/{method}", AnswerAsync);

    protected override IResult ErrorAnswer(Fault.Error error) =>
        Results.Json(new { ok = false, error_code = error.Status, description = error.Message }, statusCode: error.Status);

    protected override IResult TooManyAnswer(Fault.TooManyRequests fault) =>
        Results.Json(
            new
            {
                ok = false,
                error_code = 429,
                description = $"Too Many Requests: retry after {fault.RetryAfterSeconds}",
                parameters = new { retry_after = fault.RetryAfterSeconds },
            },
            statusCode: 429);

    private async Task<IResult> AnswerAsync(HttpContext context, string token, string method)
    {
        var fields = await TelegramFields.ReadAsync(context.Request);
        var request = Describe(token, method, fields);
        return await HandleAsync(context, request, () => Results.Json(new { ok = true, result = ResultOf(request) }));
    }

    private static TelegramRequest Describe(string token, string method, TelegramFields fields)
    {
        TelegramRequest request = method.ToUpperInvariant() switch
        {
            "SENDMESSAGE" => new TelegramMessageSent(token, fields["text"] ?? "", fields["parse_mode"]),
            "EDITMESSAGETEXT" => new TelegramMessageEdited(token, (int)fields.Integer("message_id"), fields["text"] ?? ""),
            "SENDVIDEO" => new TelegramVideoSent(
                token, fields["caption"], fields["supports_streaming"] is "true" or "True", fields.FileName, fields.File),
            _ => new TelegramOther(token, method, fields.All),
        };
        return request with { ChatId = fields.Integer("chat_id") };
    }

    private object ResultOf(TelegramRequest request) => request switch
    {
        TelegramMessageSent sent => Message(Interlocked.Increment(ref _lastMessageId), sent.ChatId, text: sent.Text),
        TelegramMessageEdited edited => Message(edited.MessageId, edited.ChatId, text: edited.Text),
        TelegramVideoSent video => Message(Interlocked.Increment(ref _lastMessageId), video.ChatId, video: video),
        TelegramOther { Method: var method } when string.Equals(method, "getMe", StringComparison.OrdinalIgnoreCase) =>
            new { id = BotId(request.Token), is_bot = true, first_name = "Stand-in", username = "stand_in_bot" },
        _ => true,
    };

    private static Dictionary<string, object> Message(int id, long chatId, string? text = null, TelegramVideoSent? video = null)
    {
        var message = new Dictionary<string, object>
        {
            ["message_id"] = id,
            ["date"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["chat"] = new { id = chatId, type = "private" },
        };
        if (text is not null) message["text"] = text;
        if (video is null) return message;

        var fileId = $"stand-in-{id}";
        message["video"] = new { file_id = fileId, file_unique_id = fileId, width = 1280, height = 720, duration = 1, file_size = video.Video.Length };
        if (video.Caption is not null) message["caption"] = video.Caption;
        return message;
    }

    private static long BotId(string token) =>
        long.TryParse(token.Split(':')[0], CultureInfo.InvariantCulture, out var id) ? id : 1;
}
