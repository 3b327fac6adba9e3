using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Api.Gateway;

/// <summary>What every request to the Api is held to. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// The largest JSON body under <c>/api</c>, in bytes. Default 4 MiB, 64 KiB to 64 MiB. The OpenAI-compatible API and
    /// uploads have limits of their own.
    /// </summary>
    [Range(65_536, 67_108_864)]
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long a client may take to send a body. Default 1 minute, 1 second to 10 minutes; uploaded files have five
    /// times as long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BodyTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a token that was valid is accepted without asking its session again. Default 10 seconds, 0 to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan TokenCache { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many event streams of jobs this process serves at once. Default 2,000, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MaxWatchers { get; set; } = 2_000;

    /// <summary>How many event streams one session may hold open on this process. Default 50, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxWatchersPerSession { get; set; } = 50;

    /// <summary>
    /// How often an event stream reads the job's state, beside the news that it gets at once. Default 5 seconds, 1 second to
    /// 1 minute. News is best effort: this is how long a watcher is behind when a silo dies.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long an event stream is silent before a comment is sent to keep it open. Default 15 seconds, 1 second to 2
    /// minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Addresses, or ranges such as 10.0.0.0/8, of the proxies in front of this service. Their <c>X-Forwarded-For</c> says where a
    /// request comes from, and <c>X-Forwarded-Proto</c> whether it came by https. Default: none.
    /// </summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>
    /// Host names under which people reach this service, beside those of <c>Sessions:PublicUrl</c> and <c>Telegram:WebhookUrl</c>.
    /// Addresses and names without a public domain, such as localhost or api, are always taken; any other name gets 421. Default: none.
    /// </summary>
    public List<string> Hosts { get; set; } = [];

    /// <summary>
    /// Origins, such as https://app.example, whose pages may call this service from a browser. Default: none but our own.
    /// </summary>
    public List<string> Origins { get; set; } = [];

    /// <summary>
    /// A port of its own, by HTTP on every address of the machine, for <c>/metrics</c>, <c>/api/v1/operator</c> and
    /// <c>/api/v1/admin</c>, which are then on no other. Never publish it. Default 0: none; metrics are for this machine and
    /// for the operator's key. 0 to 65,535.
    /// </summary>
    [Range(0, 65_535)]
    public int InternalPort { get; set; }
}
