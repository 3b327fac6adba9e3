using System.Text;
using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes.Providers;

/// <summary>
/// A fake AI provider with selectable faults: the OpenAI protocol under <c>/v1</c>, Anthropic's at
/// <c>/v1/messages</c>. No model runs.
/// </summary>
public sealed class ProviderStandIn : StandInServer<ProviderRequest>
{
    private int _last;
    private int _running;
    private int _most;

    /// <summary>How to reply to the next calls.</summary>
    public Func<ProviderRequest, ProviderReply> Reply { get; set; } = _ => new ProviderReply();

    /// <summary>The number of calls.</summary>
    public int Hits => Requests.Items.Count;

    /// <summary>The highest number of concurrent calls.</summary>
    public int MostAtOnce => Volatile.Read(ref _most);

    public static async Task<ProviderStandIn> StartNewAsync(int port = 0)
    {
        var standIn = new ProviderStandIn();
        await standIn.StartAsync(port);
        return standIn;
    }

    /// <summary>Uses these replies in order, and then the last one repeatedly.</summary>
    public ProviderStandIn Script(params ProviderReply[] replies)
    {
        var next = 0;
        Reply = _ => replies[Math.Min(Interlocked.Increment(ref next), replies.Length) - 1];
        return this;
    }

    protected override void Map(WebApplication app)
    {
        app.MapPost("/v1/chat/completions", context => AnswerAsync(context, new OpenAiWire()));
        app.MapPost("/v1/messages", context => AnswerAsync(context, new AnthropicWire()));
        app.MapPost("/v1/embeddings", EmbedAsync);
    }

    protected override IResult ErrorAnswer(Fault.Error error) =>
        Results.Json(new { error = new { message = error.Message, type = "stand_in", code = error.Status } }, statusCode: error.Status);

    protected override IResult TooManyAnswer(Fault.TooManyRequests fault) => ErrorAnswer(new Fault.Error(429, "Rate limit reached."));

    private async Task AnswerAsync(HttpContext context, ProviderWire wire)
    {
        var request = await ReadAsync(context);
        Raise(ref _most, Interlocked.Increment(ref _running));
        try
        {
            if (await RefusedAsync(context, request) is not { } reply) return;
            var id = $"standin-{Interlocked.Increment(ref _last)}";
            if (!request.IsStream)
            {
                await WriteAsync(context, wire.Whole(reply, request, id), "application/json");
                request.Served();
                return;
            }

            await StreamAsync(context, wire, reply, request, id);
            if (reply.End == StreamEnd.Clean) request.Served();
        }
        catch (OperationCanceledException)
        {
            request.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task EmbedAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        if (await RefusedAsync(context, request) is not { } reply) return;
        var inputs = request.Body["input"] as JsonArray ?? [request.Body["input"]?.DeepClone()];
        // OpenAI's SDK requests the vectors in base64.
        var isBase64 = (string?)request.Body["encoding_format"] == "base64";
        string[] texts = [.. inputs.Select(input => (string?)input ?? "")];
        var vectors = reply.Vectors?.Invoke(texts) ?? texts.Select((text, i) => (float[])[text.Length, i, 1]);
        var data = vectors.Select((vector, i) =>
        {
            JsonNode embedding = isBase64
                ? Convert.ToBase64String(vector.SelectMany(BitConverter.GetBytes).ToArray())
                : new JsonArray([.. vector.Select(v => (JsonNode)v)]);
            return (JsonNode)new JsonObject { ["object"] = "embedding", ["index"] = i, ["embedding"] = embedding };
        }).ToArray();
        var answer = new JsonObject { ["object"] = "list", ["model"] = request.Model, ["data"] = new JsonArray(data) };
        if (reply.Usage is { } usage) answer["usage"] = JsonNode.Parse(usage);
        await WriteAsync(context, answer.ToJsonString(), "application/json");
    }

    private async Task<ProviderRequest> ReadAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var key = context.Request.Headers["x-api-key"].FirstOrDefault()
            ?? context.Request.Headers.Authorization.FirstOrDefault()?.Replace("Bearer ", "", StringComparison.Ordinal);
        var request = new ProviderRequest(context.Request.Path, key, body);
        context.RequestAborted.Register(request.Abort);
        Requests.Add(request);
        return request;
    }

    /// <summary>Waits, then either answers with the error and returns null, or returns the reply to send.</summary>
    private async Task<ProviderReply?> RefusedAsync(HttpContext context, ProviderRequest request)
    {
        var reply = Reply(request);
        await reply.Gate.WaitAsync(context.RequestAborted);
        if (reply.Delay != TimeSpan.Zero) await Task.Delay(reply.Delay, context.RequestAborted);
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
        if (reply.Status == 200 && reply.Body is null) return reply;
        context.Response.StatusCode = reply.Status;
        await WriteAsync(context, reply.Body ?? "", reply.ContentType);
        return null;
    }

    private static async Task StreamAsync(HttpContext context, ProviderWire wire, ProviderReply reply, ProviderRequest request, string id)
    {
        context.Response.ContentType = "text/event-stream";
        // Announces more than is sent, so that the connection closes within the body. Aborting would also lose what was sent.
        if (reply.End == StreamEnd.Cut) context.Response.ContentLength = 10_000_000;
        var sent = 0;
        foreach (var piece in wire.Opening(reply, request, id)) await EventAsync(piece);
        foreach (var word in ProviderWire.Words(reply.Text))
        {
            if (sent >= reply.EndAfter) break;
            for (var i = 0; sent == reply.SignsAfter && i < reply.Signs; i++)
            {
                await EventAsync(reply.Sign);
                await Task.Delay(reply.Pace, context.RequestAborted);
            }

            if (reply.Hold is { } hold && hold.After == sent) await hold.Gate.WaitAsync(context.RequestAborted);
            if (reply.Pace > TimeSpan.Zero && sent > 0) await Task.Delay(reply.Pace, context.RequestAborted);
            await EventAsync(wire.Piece(word, reply, request, id));
            request.CountSent();
            sent++;
        }

        switch (reply.End)
        {
            case StreamEnd.Event:
                await EventAsync($"data: {reply.Event}\n\n");
                break;
            case StreamEnd.Stall:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                break;
            case StreamEnd.Clean:
                foreach (var piece in wire.Closing(reply, request, id)) await EventAsync(piece);
                break;
            default:
                break;
        }

        async Task EventAsync(string text)
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static Task WriteAsync(HttpContext context, string body, string contentType)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static void Raise(ref int most, int value)
    {
        for (var old = most; value > old; old = most) Interlocked.CompareExchange(ref most, value, old);
    }
}
