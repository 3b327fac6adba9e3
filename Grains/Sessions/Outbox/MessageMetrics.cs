using System.Diagnostics.Metrics;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>
/// Counts outgoing messages: <c>vault.messages.sent</c> by channel and outcome, and <c>vault.messages.billed</c> by channel and
/// the channel's price category. People are never a label.
/// </summary>
public sealed class MessageMetrics
{
    private readonly Counter<long> _sent;
    private readonly Counter<long> _billed;

    public MessageMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("ObsidianVault.Messages");
        _sent = meter.CreateCounter<long>("vault.messages.sent", "{message}", "Sends to a channel, by outcome.");
        _billed = meter.CreateCounter<long>("vault.messages.billed", "{message}", "Messages that the channel bills.");
    }

    internal void Sent(string channel, SendOutcome outcome) =>
        _sent.Add(1, new("channel", channel), new("outcome", outcome.ToString().ToLowerInvariant()));

    /// <param name="category">The channel's category; an unknown one counts as other.</param>
    internal void Billed(string channel, string? category) =>
        _billed.Add(1, new("channel", channel), new("category", IsKnown(category) ? category : "other"));

    private static bool IsKnown(string? category) => category is
        "service"
        or "utility"
        or "marketing"
        or "marketing_lite"
        or "authentication"
        or "authentication-international"
        or "referral_conversion";
}
