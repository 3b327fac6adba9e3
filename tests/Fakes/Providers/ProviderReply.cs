namespace ObsidianVault.Fakes.Providers;

/// <summary>What a fake provider does with one call: an answer by default, or one of the faults.</summary>
public sealed record ProviderReply
{
    /// <summary>The answer. In a stream, each word is one piece.</summary>
    public string Text { get; init; } = "This is a stand-in. No model has read your message.";

    /// <summary>OpenAI's finish reason: stop, length, content_filter, tool_calls; null omits it.</summary>
    public string? Finish { get; init; } = "stop";

    /// <summary>The usage as JSON, in the provider's own format; null sends none.</summary>
    public string? Usage { get; init; } = """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}""";

    /// <summary>Whether every piece of a stream carries the usage, as with Gemini.</summary>
    public bool UsageInEveryPiece { get; init; }

    /// <summary>The message's <c>tool_calls</c> as JSON.</summary>
    public string? ToolCalls { get; init; }

    /// <summary>The function whose call a stream is: the words of the text are the pieces of its arguments.</summary>
    public string? Call { get; init; }

    /// <summary>What has to happen after this number of pieces of a stream, before the next one.</summary>
    public (int After, Task Gate)? Hold { get; init; }

    /// <summary>An error instead of an answer: its status, body and headers.</summary>
    public int Status { get; init; } = 200;

    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The time until the status line.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What has to happen before the status line is sent.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>The time between pieces.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>Bytes without content that come within a stream, and how often; each takes the time of a piece.</summary>
    public string Sign { get; init; } = "";

    public int Signs { get; init; }

    /// <summary>The number of pieces after which they come.</summary>
    public int SignsAfter { get; init; }

    /// <summary>How the stream ends.</summary>
    public StreamEnd End { get; init; } = StreamEnd.Clean;

    /// <summary>The number of pieces after which it ends this way.</summary>
    public int EndAfter { get; init; } = int.MaxValue;

    /// <summary>The <c>data:</c> of the last event with <see cref="StreamEnd.Event"/>.</summary>
    public string Event { get; init; } = "";

    /// <summary>The embeddings for the texts; null for ones that say how long each text is.</summary>
    public Func<IReadOnlyList<string>, IEnumerable<float[]>>? Vectors { get; init; }

    public static ProviderReply Error(
        int status, string body, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        new() { Status = status, Body = body, ContentType = contentType, Headers = headers.ToDictionary(h => h.Name, h => h.Value) };

    /// <summary>Never answers; waits until the caller disconnects.</summary>
    public static ProviderReply Hang { get; } = new() { Delay = Timeout.InfiniteTimeSpan };
}

/// <summary>How a stream ends.</summary>
public enum StreamEnd
{
    /// <summary>With a finish reason, the usage and <c>[DONE]</c>.</summary>
    Clean,

    /// <summary>The connection breaks.</summary>
    Cut,

    /// <summary>The body ends properly, without a finish reason.</summary>
    Eof,

    /// <summary>One more event, as given, and then the end of the body.</summary>
    Event,

    /// <summary>Nothing more is sent, but the connection stays open.</summary>
    Stall,
}
