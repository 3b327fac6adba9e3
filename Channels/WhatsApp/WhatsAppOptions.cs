namespace ObsidianVault.Channels.WhatsApp;

/// <summary>Settings of the WhatsApp Cloud API channel, section <c>WhatsApp</c>. Without any of the secrets and numbers the channel is off.</summary>
public sealed class WhatsAppOptions
{
    public const string Section = "WhatsApp";

    /// <summary>The Graph API's address.</summary>
    public string GraphBaseUrl { get; set; } = "https://graph.facebook.com";

    /// <summary>The Graph API's version, such as <c>v26.0</c>. Meta retires versions about two years after their release.</summary>
    public string ApiVersion { get; set; } = "v26.0";

    /// <summary>The system user's token that sends.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>The Meta app's secret, with which Meta signs webhooks. One an app, not one a number.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>The word that Meta must repeat when it verifies the webhook address.</summary>
    public string VerifyToken { get; set; } = "";

    /// <summary>The ids of our phone numbers. Messages to other numbers of the same app are acknowledged and left.</summary>
    public List<string> PhoneNumberIds { get; set; } = [];

    /// <summary>
    /// The approved template, without parameters, that asks a person to write again when an answer comes too late for the
    /// customer service window. Empty: the answer waits silently.
    /// </summary>
    public string ReplyTemplate { get; set; } = "";

    /// <summary>The language of <see cref="ReplyTemplate"/>, as approved.</summary>
    public string ReplyTemplateLanguage { get; set; } = "en";

    /// <summary>
    /// How many messages a second one phone number may send: 1 to 1,000. Default 70, of the 80 in and out that Meta gives a
    /// number at first; 15 for a number that the Business app uses too, more where Meta upgraded the number.
    /// </summary>
    public double MessagesPerSecond { get; set; } = 70;

    /// <summary>How long one request may take, a video upload included: 1 s to 10 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Whether the channel has any settings.</summary>
    public bool IsOn => AccessToken.Length > 0 || AppSecret.Length > 0 || VerifyToken.Length > 0 || PhoneNumberIds.Count > 0;
}
