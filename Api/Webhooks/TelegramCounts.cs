using System.Diagnostics.Metrics;

namespace ObsidianVault.Webhooks;

/// <summary>Counts what the webhook gets and what becomes of it.</summary>
internal static class TelegramCounts
{
    private static readonly Meter s_meter = new("ObsidianVault");

    private static readonly Counter<long> s_events = s_meter.CreateCounter<long>(
        "vault.webhook.events", "{event}", "What webhooks brought, by what became of it.");

    public static void Add(TelegramReading reading, string outcome) => s_events.Add(
        1, new("channel", Channels.Telegram), new("kind", reading.Kind), new("outcome", outcome));
}
