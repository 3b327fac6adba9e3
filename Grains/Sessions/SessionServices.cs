using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.Wording;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Grains.Sessions;

/// <summary>What the parts of every session on a silo use.</summary>
public sealed class SessionServices(
    IChatAssistant assistant,
    IServiceProvider services,
    IObjectStore objects,
    IEnumerable<IChannelSender> senders,
    AnswerStarts starts,
    MessageMetrics metrics,
    FinishingSteps finishing,
    LateReceipts late,
    IOptions<SessionOptions> options,
    IOptions<LifetimeOptions> lifetimes,
    IOptions<ExpiryOptions> expiry,
    IOptions<PatienceOptions> patience,
    IOptions<AnswerOptions> noteOptions,
    IOptions<KnowledgeOptions> knowledgeLimits,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly Dictionary<string, IChannelSender> _senders = senders.DistinctBy(s => s.Channel).ToDictionary(s => s.Channel);

    public IChatAssistant Assistant => assistant;

    // Most messages need none of these.
    public IAnswers Answers => services.GetRequiredService<IAnswers>();

    public ISceneNotes SceneNotes => services.GetRequiredService<ISceneNotes>();

    public ISearch Search => services.GetRequiredService<ISearch>();

    public IKnowledgeStore Knowledge => services.GetRequiredService<IKnowledgeStore>();

    public AnswerOptions NoteOptions => noteOptions.Value;

    public KnowledgeOptions KnowledgeLimits => knowledgeLimits.Value;

    public IObjectStore Objects => objects;

    public AnswerStarts Starts => starts;

    public MessageMetrics Metrics => metrics;

    public FinishingSteps Finishing => finishing;

    public LateReceipts Late => late;

    public SessionOptions Options => options.Value;

    public LifetimeOptions Lifetimes => lifetimes.Value;

    public ExpiryOptions Expiry => expiry.Value;

    /// <summary>How long an outage of ours may last before a person is told.</summary>
    public TimeSpan Failover => patience.Value.Failover;

    public CancellationToken HostStopping => host.ApplicationStopping;

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The channel of the address, or null if it is not configured.</summary>
    public IChannelSender? SenderOf(ChannelAddress address) => _senders.GetValueOrDefault(address.Channel);

    public ILogger LoggerOf<T>() => loggers.CreateLogger<T>();

    /// <summary>Adds the message to the outbox, in as many parts as its channel needs.</summary>
    internal SessionRecord Enqueue(SessionRecord state, OutboundMessage message, OutboxKind kind) =>
        state.Enqueue(message, kind, SenderOf(message.To)?.MaxTextLength ?? 4096, Now).WithCopy(message, Now);

    /// <summary>Adds an answer that a model wrote, in the channel's own formatting.</summary>
    internal SessionRecord EnqueueAnswer(SessionRecord state, OutboundMessage message) =>
        SenderOf(message.To)?.Format(message.Text) is { Count: > 0 } parts
            ? state.Enqueue(message, OutboxKind.Reply, parts, Now).WithCopy(message, Now)
            : Enqueue(state, message, OutboxKind.Reply);

    internal string UrlOf(string path) => Options.PublicUrl.TrimEnd('/') + path;

    internal static Texts WordsOf(SessionRecord state) => Texts.Of(state.Language);
}
