namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>What became of an event, in the counter <c>vault.webhook.events</c>.</summary>
public static class WhatsAppOutcomes
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
