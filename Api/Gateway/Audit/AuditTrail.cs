using System.Globalization;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Clients;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Audit;
using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Api.Gateway.Audit;

/// <summary>Writes down who did what to whom. What cannot be stored is logged: an answer does not fail for it.</summary>
internal sealed partial class AuditTrail(IClusterClient grains, TimeProvider time, ILogger<AuditTrail> logger)
{
    /// <param name="actor">The account or session, or the operator.</param>
    /// <param name="target">Ids; never what was said, and never a secret.</param>
    public async Task WriteAsync(HttpContext http, string actor, Roles roles, string action, string target, int status)
    {
        var now = time.GetUtcNow();
        var entry = new AuditEntry(
            IdAt(now), now, actor, string.Join(',', RoleClaims.NamesOf(roles)), action,
            target.Length <= AuditEntry.MaxTarget ? target : target[..AuditEntry.MaxTarget], status, ClientAddress.Of(http).Key,
            http.Features.Get<KeyFeature>()?.Key.KeyId, http.TraceIdentifier);
        try
        {
            await grains.GetGrain<IAuditGrain>(GrainKeys.Audit()).AppendAsync(entry);
        }
        catch (Exception exception)
        {
            LogLost(
                Outage.Unexpected(exception), Outage.ReasonOf(exception), entry.Actor, entry.Action, entry.Target, entry.Status,
                entry.Address, entry.RequestId);
        }
    }

    /// <summary>Sorts by its time.</summary>
    private static string IdAt(DateTimeOffset now) =>
        now.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture) + GrainKeys.NewId()[..12];

    [LoggerMessage(LogLevel.Error,
        "Not written down: {Actor} did {Action} to {Target} with the answer {Status} from {Address}, request {RequestId}: {Reason}")]
    private partial void LogLost(
        Exception? exception, string reason, string actor, string action, string target, int status, string address, string requestId);
}
