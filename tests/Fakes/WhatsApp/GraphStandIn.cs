using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes.WhatsApp;

/// <summary>A fake of the WhatsApp part of Meta's Graph API: messages, read marks, uploads and downloads.</summary>
public sealed class GraphStandIn : StandInServer<GraphRequest>
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Fault.Error>> _refusals = new();
    private int _last;

    /// <summary>The files that people sent, by media id.</summary>
    public ConcurrentDictionary<string, GraphMedia> Media { get; } = new();

    /// <summary>The contact with which a message to a person is accepted, by phone number or user id.</summary>
    public ConcurrentDictionary<string, JsonNode> Contacts { get; } = new();

    /// <summary>The delay before a message is accepted; read marks and files are answered immediately.</summary>
    public TimeSpan DelayMessages { get; set; }

    /// <summary>Answers the next messages to one person, by phone number or user id, with an error; others are accepted.</summary>
    public void Refuse(string person, int status, int code, int times = 1)
    {
        var refusals = _refusals.GetOrAdd(person, _ => new());
        for (var i = 0; i < times; i++) refusals.Enqueue(new Fault.Error(status, "Refused for this person.", code));
    }

    public static async Task<GraphStandIn> StartNewAsync(int port = 0)
    {
        var standIn = new GraphStandIn();
        await standIn.StartAsync(port);
        return standIn;
    }

    protected override void Map(WebApplication app)
    {
        app.MapPost("/{version}/{phoneNumberId}/messages", SendAsync);
        app.MapPost("/{version}/{phoneNumberId}/media", UploadAsync);
        app.MapGet("/{version}/{mediaId}", LookUpAsync);
        app.MapGet("/{version}/{mediaId}/content", FetchAsync);
    }

    protected override IResult ErrorAnswer(Fault.Error error) =>
        Results.Json(
            new
            {
                error = new
                {
                    message = $"(#{error.Code}) {error.Message}",
                    type = "OAuthException",
                    code = error.Code ?? 1,
                    error_data = new { messaging_product = "whatsapp", details = error.Message },
                    fbtrace_id = "stand-in",
                },
            },
            statusCode: error.Status);

    protected override IResult TooManyAnswer(Fault.TooManyRequests fault) => new WithRetryAfter(
        fault.RetryAfterSeconds, ErrorAnswer(new Fault.Error(429, "Cloud API message throughput has been reached.", 130429)));

    private async Task<IResult> SendAsync(HttpContext context, string version, string phoneNumberId)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        if ((string?)body["status"] == "read")
        {
            var mark = new GraphReadMark(version, phoneNumberId, context.Request.Headers.Authorization, body);
            return await HandleAsync(context, mark, () => Results.Json(new { success = true }));
        }

        var request = new GraphMessage(version, phoneNumberId, context.Request.Headers.Authorization, body);
        var answer = await HandleAsync(context, request, () => Answer(request));
        await Task.Delay(DelayMessages, context.RequestAborted);
        return answer;
    }

    private IResult Answer(GraphMessage request)
    {
        var person = request.To ?? request.Recipient ?? "";
        if (_refusals.TryGetValue(person, out var refusals) && refusals.TryDequeue(out var refusal)) return ErrorAnswer(refusal);

        object contact = Contacts.GetValueOrDefault(person) is { } known ? known.DeepClone()
            : request.To is null ? new { input = person, user_id = person } : new { input = person, wa_id = person };
        return Results.Json(new
        {
            messaging_product = "whatsapp",
            contacts = new[] { contact },
            messages = new[] { new { id = $"wamid.STANDIN{NextId()}", message_status = "accepted" } },
        });
    }

    private async Task<IResult> UploadAsync(HttpContext context, string version, string phoneNumberId)
    {
        var form = await context.Request.ReadFormAsync();
        using var content = new MemoryStream();
        if (form.Files.GetFile("file") is { } file) await file.CopyToAsync(content);
        var request = new GraphUpload(
            version, phoneNumberId, context.Request.Headers.Authorization, $"media-{NextId()}",
            form["messaging_product"], form.Files.GetFile("file")?.ContentType, content.ToArray())
        {
            FileName = form.Files.GetFile("file")?.FileName,
        };
        return await HandleAsync(context, request, () => Results.Json(new { id = request.MediaId }));
    }

    private async Task<IResult> LookUpAsync(HttpContext context, string version, string mediaId)
    {
        var request = new GraphMediaLookup(
            version, context.Request.Query["phone_number_id"].ToString(), context.Request.Headers.Authorization, mediaId);
        return await HandleAsync(context, request, () => Media.TryGetValue(mediaId, out var media)
            ? Results.Json(new
            {
                messaging_product = "whatsapp",
                url = media.Url ?? $"{BaseUrl}/{version}/{mediaId}/content?ext={NextId()}",
                mime_type = media.MimeType,
                sha256 = media.Sha256,
                file_size = media.FileSize,
                id = mediaId,
            })
            : ErrorAnswer(new Fault.Error(400, "Unsupported get request. The object does not exist.", 100)));
    }

    private async Task<IResult> FetchAsync(HttpContext context, string version, string mediaId)
    {
        var request = new GraphMediaFetch(version, "", context.Request.Headers.Authorization, mediaId);
        return await HandleAsync(context, request, () =>
        {
            if (!Media.TryGetValue(mediaId, out var media)) return Results.NotFound();
            if (media.FetchAnswers.TryDequeue(out var status)) return Results.StatusCode(status);
            return media.Chunked
                ? Results.Stream(body => body.WriteAsync(media.Content).AsTask(), media.MimeType)
                : Results.Bytes(media.Content, media.MimeType);
        });
    }

    private string NextId() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    private sealed class WithRetryAfter(int seconds, IResult inner) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return inner.ExecuteAsync(httpContext);
        }
    }
}
