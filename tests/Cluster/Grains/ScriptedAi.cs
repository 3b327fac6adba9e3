using System.Collections.Concurrent;
using System.Threading.Channels;
using ObsidianVault.Ai;
using ObsidianVault.Delivery;

namespace ObsidianVault.Cluster.Grains;

/// <summary>Writes the same scene for every prompt, and has nothing for "nothing".</summary>
public sealed class ScriptedWriter : IManimCodeWriter
{
    public decimal WorstCase(string prompt) => prompt == "expensive" ? 1_000m : 0.5m;

    public Task<WrittenCode> WriteAsync(string prompt, CancellationToken cancellationToken) => prompt switch
    {
        "nothing" => throw new NoTopicException("There is nothing for this."),
        "broken" => throw new HttpRequestException("down"),
        _ => Task.FromResult(new WrittenCode($"# {prompt}", "A title", "scripted", 100, 0.25m)),
    };
}

public sealed class ScriptedAssistant : IChatAssistant
{
    public decimal WorstCase(IEnumerable<ChatTurn> history) => 0.5m;

    public Task<ChatAnswer> AnswerAsync(IReadOnlyList<ChatTurn> history, CancellationToken cancellationToken) =>
        Task.FromResult(new ChatAnswer($"answer to {history[^1].Text}", "scripted", 10, 0.01m));
}

/// <summary>A channel that keeps what it was given to send.</summary>
public sealed class RecordingSender : IChannelSender
{
    private readonly Channel<OutboundMessage> _sent = System.Threading.Channels.Channel.CreateUnbounded<OutboundMessage>();

    public ConcurrentQueue<SendResult> Faults { get; } = new();

    public string Channel => Channels.Telegram;

    public int MaxTextLength => 4096;

    public bool CanEdit => true;

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (Faults.TryDequeue(out var fault)) return fault;
        await _sent.Writer.WriteAsync(message, cancellationToken);
        return new SendResult(SendOutcome.Sent, "7");
    }

    public Task<SendResult> EditAsync(ChannelAddress to, string channelMessageId, string text, CancellationToken cancellationToken) =>
        Task.FromResult(new SendResult(SendOutcome.Sent));

    public async Task<OutboundMessage> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await _sent.Reader.ReadAsync(patience.Token);
    }

    public bool IsEmpty => !_sent.Reader.TryPeek(out _);
}
