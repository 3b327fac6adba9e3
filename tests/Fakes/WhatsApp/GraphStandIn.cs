using System.Globalization;
using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes;

/// <summary>Stands in for Meta's Graph API, as far as WhatsApp sending goes.</summary>
public sealed class GraphStandIn : StandInServer<GraphRequest>
{
    private int _last;

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
        var request = new GraphMessage(version, phoneNumberId, context.Request.Headers.Authorization, body);
        return await HandleAsync(context, request, () => Results.Json(new
        {
            messaging_product = "whatsapp",
            contacts = new[] { new { input = request.To, wa_id = request.To } },
            messages = new[] { new { id = $"wamid.STANDIN{NextId()}", message_status = "accepted" } },
        }));
    }

    private async Task<IResult> UploadAsync(HttpContext context, string version, string phoneNumberId)
    {
        var form = await context.Request.ReadFormAsync();
        using var content = new MemoryStream();
        if (form.Files.GetFile("file") is { } file) await file.CopyToAsync(content);
        var request = new GraphUpload(
            version, phoneNumberId, context.Request.Headers.Authorization, $"media-{NextId()}",
            form["messaging_product"], form.Files.GetFile("file")?.ContentType, content.ToArray());
        return await HandleAsync(context, request, () => Results.Json(new { id = request.MediaId }));
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
