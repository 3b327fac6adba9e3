using System.Diagnostics;
using System.Diagnostics.Metrics;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Telemetry;

/// <summary>
/// Metrics and spans that follow the OpenTelemetry semantic conventions for generative AI, plus some that those do not cover.
/// Users are never a label.
/// </summary>
internal sealed class AiTelemetry : IDisposable
{
    public const string Name = "ObsidianVault.Ai";

    private static readonly double[] s_seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly long[] s_tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    private readonly ActivitySource _spans = new(Name);
    private readonly Meter _meter;
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstChunk;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _cache;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _ends;
    private readonly Counter<long> _unsettled;

    public AiTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _tokens = _meter.CreateHistogram(
            "gen_ai.client.token.usage", "{token}", "Tokens of one attempt.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = s_tokens });
        _duration = _meter.CreateHistogram(
            "gen_ai.client.operation.duration", "s", "Duration of one attempt.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
        _firstChunk = _meter.CreateHistogram(
            "gen_ai.client.operation.time_to_first_chunk", "s", "Time to the first token of a streamed attempt.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
        _fallbacks = _meter.CreateCounter<long>(
            "vault.ai.fallbacks", "{attempt}", "Failed attempts after which another one was allowed, by cause.");
        _cache = _meter.CreateCounter<long>(
            "vault.ai.cache.requests", "{call}", "Calls that the cache could answer, by result: hit, joined or miss.");
        _cost = _meter.CreateCounter<double>("vault.ai.cost", "USD", "Cost of attempts, by provider and model.");
        _ends = _meter.CreateCounter<long>("vault.ai.calls", "{call}", "Calls by class and result: ok, or the cause of failure.");
        _unsettled = _meter.CreateCounter<long>(
            "vault.ai.unsettled", "{call}", "Calls whose cost could not be booked; alert when it is not zero.");
    }

    /// <summary>A span around one attempt.</summary>
    public Activity? Start(string operation, AiTarget target)
    {
        var span = _spans.StartActivity($"{operation} {target.Model.Id}", ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", operation)
            .SetTag("gen_ai.provider.name", ConventionalName(target))
            .SetTag("gen_ai.request.model", target.Model.Id);
        return span;
    }

    public void Ended(Activity? span, string operation, AiTarget target, TimeSpan duration, AiUsage? usage, AiCause? cause)
    {
        var tags = Tags(operation, target);
        if (cause is { } error)
        {
            tags.Add("error.type", error.Code());
            span?.SetStatus(ActivityStatusCode.Error, error.Code()).SetTag("error.type", error.Code());
        }

        _duration.Record(duration.TotalSeconds, tags);
        if (usage is null) return;
        span?.SetTag("gen_ai.usage.input_tokens", usage.Input).SetTag("gen_ai.usage.output_tokens", usage.Output);
        RecordTokens("input", usage.Input);
        RecordTokens("output", usage.Output);

        void RecordTokens(string type, long count)
        {
            var typed = Tags(operation, target);
            typed.Add("gen_ai.token.type", type);
            _tokens.Record(count, typed);
        }
    }

    public void FirstChunk(AiTarget target, TimeSpan after) => _firstChunk.Record(after.TotalSeconds, Tags("chat", target));

    public void FellBack(AiTarget target, AiCause cause) =>
        _fallbacks.Add(
            1,
            new("gen_ai.provider.name", ConventionalName(target)),
            new("gen_ai.request.model", target.Model.Id),
            new("error.type", cause.Code()));

    /// <param name="result">hit, joined or miss.</param>
    public void Cache(string @class, string result) => _cache.Add(1, new("vault.ai.class", @class), new("result", result));

    public void Cost(string provider, string model, decimal amount) =>
        _cost.Add((double)amount, new("gen_ai.provider.name", provider), new("gen_ai.request.model", model));

    /// <param name="class">One of the known classes only, so that the set of labels is bounded.</param>
    public void Called(string @class, AiCause? cause) =>
        _ends.Add(1, new("vault.ai.class", @class), new("result", cause?.Code() ?? "ok"));

    public void Unsettled() => _unsettled.Add(1);

    public void Dispose()
    {
        _spans.Dispose();
        _meter.Dispose();
    }

    private static TagList Tags(string operation, AiTarget target) => new()
    {
        { "gen_ai.operation.name", operation },
        { "gen_ai.provider.name", ConventionalName(target) },
        { "gen_ai.request.model", target.Model.Id },
    };

    /// <summary>The well-known values of gen_ai.provider.name; other providers keep their own name.</summary>
    private static string ConventionalName(AiTarget target) => target.Provider.Kind switch
    {
        AiProviderKind.OpenAi => "openai",
        AiProviderKind.Anthropic => "anthropic",
        AiProviderKind.Gemini => "gcp.gemini",
        AiProviderKind.DeepSeek => "deepseek",
        AiProviderKind.Groq => "groq",
        _ => target.Provider.Name,
    };
}
