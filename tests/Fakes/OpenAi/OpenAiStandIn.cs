using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes.OpenAi;

/// <summary>
/// A fake AI with the OpenAI protocol, which answers word by word if a stream is requested. Its replies are scripted: no model
/// runs.
/// </summary>
public sealed class OpenAiStandIn : StandInServer<OpenAiRequest>
{
    private readonly ConcurrentQueue<string> _script = new();
    private int _last;

    /// <summary>The reply once the script has ended.</summary>
    public Func<OpenAiRequest, string> Otherwise { get; set; } = _ => "This is a stand-in. No model has read your message.";

    public static async Task<OpenAiStandIn> StartNewAsync(int port = 0)
    {
        var standIn = new OpenAiStandIn();
        await standIn.StartAsync(port);
        return standIn;
    }

    /// <summary>Adds the replies to the script: each is used once, in order.</summary>
    public OpenAiStandIn Script(params ReadOnlySpan<string> replies)
    {
        foreach (var reply in replies) _script.Enqueue(reply);
        return this;
    }

    protected override void Map(WebApplication app) => app.MapPost("/v1/chat/completions", (Delegate)CompleteAsync);

    protected override IResult ErrorAnswer(Fault.Error error) =>
        Results.Json(new { error = new { message = error.Message, type = "stand_in", code = error.Status } }, statusCode: error.Status);

    protected override IResult TooManyAnswer(Fault.TooManyRequests fault) =>
        ErrorAnswer(new Fault.Error(429, $"Rate limit reached. Try again in {fault.RetryAfterSeconds}s."));

    private async Task<IResult> CompleteAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var request = new OpenAiRequest(context.Request.Headers.Authorization, body);
        return await HandleAsync(context, request, () => Complete(request));
    }

    private IResult Complete(OpenAiRequest request)
    {
        var reply = _script.TryDequeue(out var scripted) ? scripted : Otherwise(request);
        // About four characters per token, so that callers that track costs have numbers to work with.
        var (input, output) = (request.Body.ToJsonString().Length / 4, (reply.Length + 3) / 4);
        if ((bool?)request.Body["stream"] == true)
            return Results.Text(Stream(request.Model ?? "stand-in", reply, input, output), "text/event-stream");
        return Results.Json(new
        {
            id = $"chatcmpl-standin{Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture)}",
            @object = "chat.completion",
            created = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            model = request.Model ?? "stand-in",
            choices = new[] { new { index = 0, message = new { role = "assistant", content = reply }, finish_reason = "stop" } },
            usage = new { prompt_tokens = input, completion_tokens = output, total_tokens = input + output },
        });
    }

    /// <summary>The events of a streamed answer: its words, its end and its usage.</summary>
    private string Stream(string model, string reply, int input, int output)
    {
        var id = $"chatcmpl-standin{Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture)}";
        var words = reply.Split(' ').Select((word, i) => Chunk(new { role = "assistant", content = i == 0 ? word : " " + word }, null));
        var usage = new
        {
            id,
            @object = "chat.completion.chunk",
            created = 0,
            model,
            choices = Array.Empty<object>(),
            usage = new { prompt_tokens = input, completion_tokens = output, total_tokens = input + output },
        };
        return string.Concat(words.Append(Chunk(new { }, "stop")).Append(Event(usage)).Append("data: [DONE]\n\n"));

        string Chunk(object delta, string? end) =>
            Event(new
            {
                id,
                @object = "chat.completion.chunk",
                created = 0,
                model,
                choices = new[] { new { index = 0, delta, finish_reason = end } },
            });

        static string Event(object data) => $"data: {JsonSerializer.Serialize(data)}\n\n";
    }
}
