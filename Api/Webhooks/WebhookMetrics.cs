using System.Diagnostics.Metrics;

namespace ObsidianVault.Api.Webhooks;

/// <summary>Counts what webhooks bring: <c>vault.webhook.events</c> by channel, kind and outcome, all from bounded sets.</summary>
internal sealed class WebhookMetrics(IMeterFactory meters)
{
    public const string MeterName = "ObsidianVault";
    public const string CounterName = "vault.webhook.events";

    private readonly Counter<long> _events = meters.Create(MeterName).CreateCounter<long>(
        CounterName, "{event}", "What webhooks brought, by what became of it.");

    public void Count(string channel, string kind, string outcome) =>
        _events.Add(1, new("channel", channel), new("kind", kind), new("outcome", outcome));
}
