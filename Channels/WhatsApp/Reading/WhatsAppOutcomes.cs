namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>The outcome of an event, as tagged in the counter <c>vault.webhook.events</c>.</summary>
public static class WhatsAppOutcomes
{
    public const string Stored = "stored";

    /// <summary>The write failed; Meta is asked to send the webhook again.</summary>
    public const string NotStored = "not_stored";

    /// <summary>Acknowledged and ignored: no session acts on it.</summary>
    public const string Ignored = "ignored";

    /// <summary>Acknowledged and ignored: it is about a phone number that is not in WhatsApp:PhoneNumberIds.</summary>
    public const string NotOurs = "not_ours";

    /// <summary>Acknowledged and ignored: it does not say what happened, or to whom.</summary>
    public const string Malformed = "malformed";
}
