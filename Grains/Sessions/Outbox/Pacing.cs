using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>Sends no faster than the channel allows for the account, which all conversations share, and for the person.</summary>
internal sealed partial class Pacing(IConversation conversation)
{
    /// <summary>More messages than any channel allows at once.</summary>
    private const int LongestBurst = 64;

    /// <summary>The places that the line gave to messages, by outbox id; and when to ask a closed line again, by address.</summary>
    private readonly Dictionary<string, (DateTimeOffset At, bool Probe)> _places = [];
    private readonly Dictionary<ChannelAddress, DateTimeOffset> _closed = [];

    /// <summary>When messages went to an address, oldest first. The header remembers fewer than the longest burst.</summary>
    private readonly Dictionary<ChannelAddress, ImmutableArray<DateTimeOffset>> _went = conversation.Record.Sent
        .Where(s => s.ChannelMessageId is not null)
        .GroupBy(s => s.To)
        .ToDictionary(g => g.Key, g => g.Select(s => s.At).ToImmutableArray());

    private readonly SessionServices _services = conversation.Services;
    private readonly ILogger _logger = conversation.Services.LoggerOf<Pacing>();

    /// <summary>When the message's turn comes, as far as is known.</summary>
    public DateTimeOffset NextTurn(OutboxItem item)
    {
        var to = item.Message.To;
        if (_places.TryGetValue(item.Message.Id, out var place)) return place.At;
        var turn = _closed.GetValueOrDefault(to);
        var pair = _services.SenderOf(to)?.PaceTo(to) is { } pace
            ? pace.NextAt(_went.GetValueOrDefault(to, []))
            : default;
        return turn > pair ? turn : pair;
    }

    public bool HasPlace(OutboxItem item) => _places.ContainsKey(item.Message.Id);

    /// <summary>Whether the message is the probe of a stopped line.</summary>
    public bool IsProbe(OutboxItem item) => _places.GetValueOrDefault(item.Message.Id).Probe;

    /// <summary>Asks the line for the message's place. Safe outside the turns.</summary>
    public async Task<LinePass> AskAsync(OutboxItem item, IChannelSender sender)
    {
        try
        {
            return await LineOf(item.Message.To).ReserveAsync(sender.MessagesPerSecond, item.Kind == OutboxKind.Campaign);
        }
        catch (Exception exception) when (!_services.HostStopping.IsCancellationRequested)
        {
            // The pace is a courtesy: the channel itself says when it is too much.
            LogNoLine(exception, conversation.Id);
            return new LinePass(true, TimeSpan.Zero);
        }
    }

    /// <summary>Notes when the message's turn comes, or when to ask again.</summary>
    public void Note(OutboxItem item, LinePass pass)
    {
        if (pass.Granted) _places[item.Message.Id] = (_services.Now + pass.Wait, pass.Probe);
        else _closed[item.Message.To] = _services.Now + pass.Wait;
    }

    /// <summary>The message was tried: its place is used up.</summary>
    public void Leave(OutboxItem item) => _places.Remove(item.Message.Id);

    /// <summary>The channel accepted a message to the address.</summary>
    public void Went(ChannelAddress to) => _went[to] = SessionRecord.Last(_went.GetValueOrDefault(to, []).Add(_services.Now), LongestBurst);

    /// <summary>Nothing is waiting any more.</summary>
    public void Clear()
    {
        _places.Clear();
        _closed.Clear();
    }

    /// <summary>Reports what the answer says about the whole account. A probe that the channel judged shows that the line works.</summary>
    public void Tell(ChannelAddress to, SendResult result, bool probe)
    {
        if (result.Line == LineFault.None && !(probe && result.Outcome != SendOutcome.Retry)) return;
        conversation.Steps.Fire(async _ =>
        {
            try
            {
                await LineOf(to).ReportAsync(result.Line, result.RetryAfter, result.Detail);
            }
            catch (Exception exception) when (!_services.HostStopping.IsCancellationRequested)
            {
                LogNoLine(exception, conversation.Id);
            }
        });
    }

    private ILineGrain LineOf(ChannelAddress address) =>
        conversation.Grains.GetGrain<ILineGrain>(GrainKeys.Line(address.Channel, address.Account));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: the line could not be asked")]
    private partial void LogNoLine(Exception exception, string sessionId);
}
