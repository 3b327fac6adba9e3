using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>Sends no faster than the channel allows the account, which all conversations share, and the person.</summary>
public sealed partial class SessionGrain
{
    /// <summary>The places that the line gave to messages, by outbox id; and when a closed line may be asked again, by address.</summary>
    private readonly Dictionary<string, (DateTimeOffset At, bool Probe)> _places = [];
    private readonly Dictionary<ChannelAddress, DateTimeOffset> _closed = [];

    /// <summary>When the message's turn comes, as far as it is known.</summary>
    private DateTimeOffset NextTurn(OutboxItem item)
    {
        var to = item.Message.To;
        if (_places.TryGetValue(item.Message.Id, out var place)) return place.At;
        var turn = _closed.GetValueOrDefault(to);
        return SenderOf(to)?.PaceTo(to) is { } pace
            ? Latest(turn, pace.NextAt(State.Sent.Where(s => s.To == to && s.ChannelMessageId is not null).Select(s => s.At)))
            : turn;
    }

    /// <summary>Whether the message goes now; else its turn, or the time to ask again, is noted.</summary>
    private async Task<bool> HasTurnAsync(OutboxItem item, IChannelSender sender)
    {
        if (_places.ContainsKey(item.Message.Id)) return true;
        var (to, now) = (item.Message.To, time.GetUtcNow());
        try
        {
            var pass = await LineOf(to).ReserveAsync(sender.MessagesPerSecond, item.Kind == OutboxKind.Campaign);
            if (pass.Granted) _places[item.Message.Id] = (now + pass.Wait, pass.Probe);
            else _closed[to] = now + pass.Wait;
            return pass is { Granted: true, Wait.Ticks: <= 0 };
        }
        catch (Exception exception) when (!host.ApplicationStopping.IsCancellationRequested)
        {
            // The pace is a courtesy: the channel itself says when it is too much.
            LogNoLine(exception, SessionId);
            _places[item.Message.Id] = (now, false);
            return true;
        }
    }

    /// <summary>Passes on what the answer says of the whole account.</summary>
    private async Task TellLineAsync(OutboxItem item, SendResult result)
    {
        _places.Remove(item.Message.Id, out var place);
        // A message that tried a stopped line, and that the channel judged: the line works.
        if (result.Line == LineFault.None && !(place.Probe && result.Outcome != SendOutcome.Retry)) return;
        await ReportLineAsync(item.Message.To, result);
    }

    /// <summary>A receipt of a failure may say something of the whole account too.</summary>
    private async Task TellLineAsync(DeliveryReceipt failed)
    {
        if (failed.ErrorCode is not { } code || SenderOf(failed.From)?.FaultOf(code, failed.ErrorText) is not { Line: not LineFault.None } fault) return;
        await ReportLineAsync(failed.From, fault);
    }

    private async Task ReportLineAsync(ChannelAddress to, SendResult result)
    {
        try
        {
            await LineOf(to).ReportAsync(result.Line, result.RetryAfter, result.Detail);
        }
        catch (Exception exception) when (!host.ApplicationStopping.IsCancellationRequested)
        {
            LogNoLine(exception, SessionId);
        }
    }

    private ILineGrain LineOf(ChannelAddress address) => GrainFactory.GetGrain<ILineGrain>(GrainKeys.Line(address.Channel, address.Account));

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: the line could not be asked")]
    private partial void LogNoLine(Exception exception, string sessionId);
}
