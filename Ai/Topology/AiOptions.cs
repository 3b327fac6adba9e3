using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Ai.Topology;

/// <summary>
/// Section <c>Ai</c>. The key of one of the seven providers is enough: the built-in routes use every provider with a key.
/// Without any, the offline catalogue answers.
/// </summary>
public sealed class AiOptions
{
    public const string Section = "Ai";

    /// <summary>
    /// The short form for a single endpoint with the OpenAI protocol, such as <c>http://127.0.0.1:11434/v1</c>. Empty but with a
    /// key: OpenAI's own.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>The dialect of the short form's endpoint, as in <see cref="AiEndpointOptions.Dialect"/>.</summary>
    public string Dialect { get; set; } = "";

    /// <summary>The API key of the short form.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The model of the short form, as named by the endpoint and the price table.</summary>
    [Required]
    public string Model { get; set; } = "gpt-4o-mini";

    /// <summary>Whether the model of the short form accepts pictures. Default: no.</summary>
    public bool Vision { get; set; }

    /// <summary>The seven providers; each is used if it has a key.</summary>
    public AiProvidersOptions Providers { get; set; } = new();

    /// <summary>Further endpoints: a second account, a replica, your own server.</summary>
    public IList<AiEndpointOptions> Endpoints { get; set; } = [];

    /// <summary>Models that are not built in, or that have other limits than the built-in ones.</summary>
    public IList<AiModelOptions> Models { get; set; } = [];

    /// <summary>Routes that replace the built-in ones, one per class.</summary>
    public IList<AiRouteOptions> Routes { get; set; } = [];

    /// <summary>The output limit if the caller sets none. Default 8,000 tokens, 256 to 100,000.</summary>
    [Range(256, 100_000)]
    public int MaxOutputTokens { get; set; } = 8_000;

    /// <summary>
    /// How long a chat answer may take over all attempts, or a stream until an answer begins: until a provider accepts the request.
    /// Default 60 seconds, 1 second to 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ChatDeadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long writing a scene may take, over all attempts. Default 3 minutes, 1 second to 20 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:20:00")]
    public TimeSpan CodeDeadline { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// The prompts for scenes: 2, or 1 for the short ones of before, without a plan, a critic and the class Lesson. Default 2.
    /// </summary>
    [AllowedValues("1", "2", ErrorMessage = "Ai:Prompts takes 1 or 2.")]
    public string Prompts { get; set; } = "2";

    /// <summary>
    /// How long the plan of a scene may take before its code is written without one, over all attempts. Default 20 seconds, 0 to 2
    /// minutes; with 0 no scene is planned.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan PlanDeadline { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a model that sees may look at a finished video before it is delivered as it is, over all attempts. Default 30 seconds,
    /// 0 to 5 minutes; with 0 nobody looks.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ReviewDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream may take in total, once its answer has begun. Default 10 minutes, 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StreamDeadline { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The maximum number of attempts per call, whatever the route. Default 4, 1 to 20.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 4;

    /// <summary>How often the same provider is retried after all others have failed. Default 1, 0 to 5.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 1;

    /// <summary>
    /// How long an attempt may be silent, not a stream, if another provider could answer instead; never more than 60 % of the remaining
    /// time. Default 2 minutes, 0.1 second to 20 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:20:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a stream may take to its first byte, which may be a comment, if another provider could answer instead. Default
    /// 20 seconds, 0.1 second to 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a stream may be silent before its first token: a model may think in silence. Any byte ends the silence. Default
    /// 2 minutes, 0.1 second to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a stream may be silent after its first token. Any byte ends the silence. Default 1 minute, 0.1 second to 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a call waits for its turn at a provider if another one could take it; otherwise it waits as long as an answer may begin
    /// in time. Default 10 seconds, 0 to 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan QueueWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether another provider answers if one rejects our key or does not have the model. Default: no, so that the operator
    /// notices; either way the key is not used for a minute.
    /// </summary>
    public bool FallbackWhenDenied { get; set; }

    /// <summary>Whether no provider is configured at all.</summary>
    public bool IsOffline =>
        ApiKey.Length == 0 && BaseUrl.Length == 0 && Endpoints.Count == 0 && Providers.All().All(p => p.Options.ApiKey.Length == 0);
}
