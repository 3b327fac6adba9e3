using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Lines;

/// <summary>Keeps the pace of one account on a channel, for all conversations of the cluster.</summary>
[GrainType("line")]
public sealed partial class LineGrain(TimeProvider time, ILogger<LineGrain> logger) : Grain, ILineGrain
{
    private readonly LinePace _pace = new();

    private string Name => this.GetPrimaryKeyString()[GrainKeys.LinePrefix.Length..];

    public Task<LinePass> ReserveAsync(double? messagesPerSecond, bool campaign) =>
        Task.FromResult(_pace.Reserve(time.GetUtcNow(), messagesPerSecond, campaign));

    public Task ReportAsync(LineFault fault, TimeSpan? wait, string? detail)
    {
        var changed = _pace.Report(time.GetUtcNow(), fault, wait, detail);
        if (fault == LineFault.Stopped && changed) LogStopped(Name, detail);
        else if (changed) LogGoesAgain(Name);
        else if (fault is LineFault.TooFast or LineFault.Spam) LogSlow(Name, fault, detail);
        return Task.CompletedTask;
    }

    public Task<LineStatus> GetAsync() => Task.FromResult(_pace.StatusAt(time.GetUtcNow()));

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing is sent from {Line} until this is fixed: {Detail}. Its messages wait")]
    private partial void LogStopped(string line, string? detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line} is sending again")]
    private partial void LogGoesAgain(string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line} is slowing down: {Fault} ({Detail})")]
    private partial void LogSlow(string line, LineFault fault, string? detail);
}
