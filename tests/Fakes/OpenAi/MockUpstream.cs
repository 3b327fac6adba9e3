using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace ObsidianVault.Fakes.OpenAi;

/// <summary>
/// An AI endpoint for benchmarks: it speaks the OpenAI protocol, always answers immediately with the same text, whole or in
/// chunks, and costs next to nothing itself. No model runs.
/// </summary>
public static class MockUpstream
{
    public const int Chunks = 20;

    private const string Words = "The derivative of a function tells how fast it changes at a point. ";
    private static readonly byte[] s_answer = Encoding.UTF8.GetBytes(
        $$$"""
        {"id":"chatcmpl-mock","object":"chat.completion","created":1760000000,"model":"gpt-4o-mini","choices":[{"index":0,"message":
        {"role":"assistant","content":"{{{string.Concat(Enumerable.Repeat(Words, 5))}}}"},"logprobs":null,"finish_reason":"stop"}],
        "usage":{"prompt_tokens":120,"completion_tokens":70,"total_tokens":190}}
        """);

    private static readonly byte[][] s_chunks =
    [
        .. Enumerable.Range(0, Chunks).Select(n =>
            Chunk($$"""{"index":0,"delta":{"content":"token {{n}} "},"logprobs":null,"finish_reason":null}""")),
        Chunk("""{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}"""),
        Encoding.UTF8.GetBytes(
            """data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1760000000,"model":"gpt-4o-mini","choices":[],"""
            + "\"usage\":{\"prompt_tokens\":120,\"completion_tokens\":40,\"total_tokens\":160}}\n\ndata: [DONE]\n\n"),
    ];

    /// <summary>Runs until it is stopped; <c>GET /hits</c> returns the number of calls.</summary>
    public static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        var hits = 0L;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.MapGet("/hits", () => Volatile.Read(ref hits).ToString(CultureInfo.InvariantCulture));
        app.MapPost("/v1/chat/completions", async http =>
        {
            Interlocked.Increment(ref hits);
            await (await IsStreamAsync(http) ? StreamAsync(http) : AnswerAsync(http));
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task<bool> IsStreamAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.End);
            return body.AsSpan().IndexOf("\"stream\":true"u8) >= 0 || body.AsSpan().IndexOf("\"stream\": true"u8) >= 0;
        }
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = s_answer.Length;
        return http.Response.Body.WriteAsync(s_answer).AsTask();
    }

    /// <summary>Sends each chunk separately.</summary>
    private static async Task StreamAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var chunk in s_chunks)
        {
            await http.Response.Body.WriteAsync(chunk);
            await http.Response.Body.FlushAsync();
        }
    }

    private static byte[] Chunk(string choice) => Encoding.UTF8.GetBytes(
        "data: {\"id\":\"chatcmpl-mock\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"gpt-4o-mini\","
        + $"\"choices\":[{choice}]}}\n\n");
}
