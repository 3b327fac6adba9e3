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

    private static ReadOnlySpan<byte> KeepAlive => ": keep-alive\n\n"u8;

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

        Begin(httpContext);
        var output = httpContext.Response.BodyWriter;
        output.Write(Retry);
        var source = events(end.Token).GetAsyncEnumerator(end.Token);
        var next = Task.FromResult(false);
        try
        {
            await output.FlushAsync(end.Token);
            while (true)
            {
                next = source.MoveNextAsync().AsTask();
                while (!await IsDoneWithinAsync(next, heartbeat, time, end.Token))
                {
                    output.Write(KeepAlive);
                    await output.FlushAsync(end.Token);
                }

                if (!await next) break;
                Write(output, source.Current, json);
                await output.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client left, or comes back to another host and resumes there.
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await source.DisposeAsync();
        }
    }

    private static async Task<bool> IsDoneWithinAsync(Task task, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        if (task.IsCompleted) return true;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(task, Task.Delay(wait, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == task;
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
