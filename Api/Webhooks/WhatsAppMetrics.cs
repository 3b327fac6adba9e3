using System.Diagnostics.Metrics;

namespace ObsidianVault.Webhooks;

/// <summary>Counts what webhooks bring: <c>vault.webhook.events</c> by channel, kind and outcome, all from bounded sets.</summary>
internal sealed class WhatsAppMetrics(IMeterFactory meters)
{
    public const string MeterName = "ObsidianVault.Webhooks";
    public const string CounterName = "vault.webhook.events";

    // A factory gives the same meter for the same name, and a meter the same counter.
    private readonly Counter<long> _events = meters.Create(MeterName).CreateCounter<long>(
        CounterName, "{event}", "What webhooks brought, by what became of it.");

    public void Count(string kind, string outcome, long count = 1) =>
        _events.Add(count, new("channel", Channels.WhatsApp), new("kind", kind), new("outcome", outcome));
}

/// <summary>What became of an event: the values of the tag "outcome".</summary>
internal static class WhatsAppOutcomes
{
    public const string Stored = "stored";

    /// <summary>The write failed; Meta is asked to send the webhook again.</summary>
    public const string NotStored = "not_stored";

    /// <summary>Acknowledged and left, as it is nothing that a session acts on.</summary>
    public const string Ignored = "ignored";

    /// <summary>Acknowledged and left, as it is about a phone number that is not in WhatsApp:PhoneNumberIds.</summary>
    public const string NotOurs = "not_ours";

    /// <summary>Acknowledged and left, as it says not what happened, or to whom.</summary>
    public const string Malformed = "malformed";
}
