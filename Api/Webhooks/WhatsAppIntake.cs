using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.WhatsApp;
using ObsidianVault.Channels.WhatsApp.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Webhooks;

/// <summary>Stores what a webhook says about our phone numbers, and counts all that it says.</summary>
internal sealed partial class WhatsAppIntake(
    SessionRouter router, WhatsAppOptions options, WebhookMetrics metrics, TimeProvider time, ILogger logger)
{
    /// <summary>
    /// How many events go to the sessions at once. A webhook with more is stored whole, in as many steps as it needs: Meta
    /// would only send it again, as large as before.
    /// </summary>
    public const int MaxEventsAtOnce = 500;

    /// <summary>How many notices of one webhook are logged. All are counted.</summary>
    public const int MaxNotices = 20;

    private int _notices;

    /// <returns>
    /// False where not everything was stored. The steps after a failed one wait for the second delivery, so that each
    /// person's events stay in order; it stores again only what is new.
    /// </returns>
    public async Task<bool> TakeAsync(JsonElement payload)
    {
        var ours = new List<ChannelEvent>();
        var others = 0;
        foreach (var happened in WhatsAppPayload.Read(payload, time.GetUtcNow(), Leave))
        {
            if (options.PhoneNumberIds.Contains(happened.From.Account))
            {
                ours.Add(happened);
                continue;
            }

            others++;
            metrics.Count(ChannelNames.WhatsApp, WhatsAppKinds.Of(happened), WhatsAppOutcomes.NotOurs);
        }

        if (others > 0) LogOtherNumber(others);

        var stored = true;
        foreach (var step in ours.Chunk(MaxEventsAtOnce))
        {
            stored = stored && await router.StoreAsync(step);
            foreach (var happened in step)
                metrics.Count(ChannelNames.WhatsApp, WhatsAppKinds.Of(happened), stored ? WhatsAppOutcomes.Stored
                    : WhatsAppOutcomes.NotStored);
        }

        return stored;
    }

    private void Leave(WhatsAppLeft left)
    {
        metrics.Count(ChannelNames.WhatsApp, left.Kind, left.Outcome);
        if (left.Note is { } note && _notices++ < MaxNotices) LogNotice(note);
    }

    [LoggerMessage(LogLevel.Warning,
        "{Count} WhatsApp events were about phone numbers that are not in WhatsApp:PhoneNumberIds; they were left")]
    private partial void LogOtherNumber(int count);

    [LoggerMessage(LogLevel.Information, "WhatsApp says: {Notice}")]
    private partial void LogNotice(string notice);
}
