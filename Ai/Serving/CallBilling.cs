using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Telemetry;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>
/// Bills one call through <see cref="IAiBilling"/>: reserves the worst case first and books every billed attempt at the end.
/// </summary>
internal sealed partial class CallBilling(
    IAiBilling billing,
    AiHealth health,
    AiTopology topology,
    AiTelemetry telemetry,
    TimeProvider time,
    ILogger<CallBilling> logger)
{
    private const int Tries = 3;
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(200);

    /// <param name="isFree">Whether none of the candidates costs anything.</param>
    /// <returns>Null if the call is free.</returns>
    /// <exception cref="AiException">The budget does not cover it.</exception>
    public async Task<AiHold?> ReserveAsync(AiReservation reservation, bool isFree, CancellationToken cancellationToken)
    {
        if (isFree) return null;
        try
        {
            return await billing.ReserveAsync(reservation, cancellationToken);
        }
        catch (Exception exception) when (exception is not AiException && !cancellationToken.IsCancellationRequested)
        {
            // Nothing is spent without a hold. A silo that stops cancels the ledger's calls; nobody has cancelled this one.
            LogNotReserved(exception);
            throw new AiException(AiCause.OwnUnavailable, "The budget could not be read. Try again in a moment.", exception)
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }
    }

    /// <summary>Books the bills and releases the rest, even if the caller has disconnected.</summary>
    /// <returns>Their total cost in US dollars; 0 without a hold.</returns>
    public async Task<decimal> SettleAsync(AiHold? hold, IReadOnlyList<AiBill> bills)
    {
        var costs = bills.Select(bill => billing.Price(bill.Provider, bill.Model, bill.Usage, bill.Images)).ToArray();
        if (hold is not null && await BookAsync(hold, bills) is { } booked) costs = [.. booked];
        for (var i = 0; i < bills.Count; i++)
        {
            telemetry.Cost(bills[i].Provider, bills[i].Model, costs[i]);
            if (topology.Providers.FirstOrDefault(p => p.Name == bills[i].Provider) is { } provider) health.Spent(provider, costs[i]);
        }

        return hold is null ? 0 : costs.Sum();
    }

    private async Task<IReadOnlyList<decimal>?> BookAsync(AiHold hold, IReadOnlyList<AiBill> bills)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (bills.Count > 0) return await billing.SettleAsync(hold, bills);
                await billing.ReleaseAsync(hold);
                return null;
            }
            catch (Exception exception)
            {
                LogNotSettled(exception, hold.RequestId, tries);
                if (tries == Tries)
                {
                    if (bills.Count > 0) telemetry.Unsettled();
                    return null;
                }

                await Task.Delay(s_between * tries, time);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cost of an AI call could not be reserved")]
    private partial void LogNotReserved(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "AI call {RequestId} could not be settled, attempt {Tries}")]
    private partial void LogNotSettled(Exception exception, string requestId, int tries);
}
