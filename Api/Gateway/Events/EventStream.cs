using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Api.Gateway.Events;

/// <summary>
/// Answers with server-sent events. Each leaves at once; while there is none, a comment keeps proxies from closing the
/// connection. It ends when the events end or the client leaves.
/// </summary>
/// <param name="events">Makes the events, until they end or the token is cancelled.</param>
/// <param name="isResumable">Whether a client goes on elsewhere after the host stopped; others are let end.</param>
internal sealed class EventStream(Func<CancellationToken, IAsyncEnumerable<ServerEvent>> events, bool isResumable = false)
    : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    public const string MediaType = "text/event-stream";

    /// <summary>How long a browser waits before it connects again, in milliseconds.</summary>
    private static ReadOnlySpan<byte> Retry => "retry: 2000\n\n"u8;

    public int? StatusCode => StatusCodes.Status200OK;

    public string ContentType => MediaType;

    /// <summary>Sets the headers of a stream of events, and turns off what would hold the events back.</summary>
    public static void Begin(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var heartbeat = services.GetRequiredService<IOptions<GatewayOptions>>().Value.Heartbeat;
        var time = services.GetRequiredService<TimeProvider>();
        var stopping = isResumable ? services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping : CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);

        var output = httpContext.Response.BodyWriter;
        await using var alive = new KeepAlive(httpContext, heartbeat, time);
        try
        {
            await alive.EnterAsync();
            alive.Begin();
            output.Write(Retry);
            await output.FlushAsync(end.Token);
            alive.Leave();
            await foreach (var item in events(end.Token))
            {
                await alive.EnterAsync();
                Write(output, item, json);
                await output.FlushAsync(end.Token);
                alive.Leave();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client left, or comes back to another host and resumes there.
        }
    }

    private static void Write(IBufferWriter<byte> output, ServerEvent item, JsonSerializerOptions json)
    {
        if (item.Id is { } id) Write(output, $"id: {id}\n");
        Write(output, $"event: {item.Type}\ndata: ");
        output.Write(JsonSerializer.SerializeToUtf8Bytes(item.Data, item.Data.GetType(), json));
        output.Write("\n\n"u8);
    }

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
