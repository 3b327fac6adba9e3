namespace ObsidianVault.Channels.WhatsApp;

/// <summary>
/// Settings of the WhatsApp Cloud API channel, section <c>WhatsApp</c>. Without any secrets and numbers the channel is off.
/// </summary>
public sealed class WhatsAppOptions
{
    public const string Section = "WhatsApp";

    /// <summary>The base URL of the Graph API.</summary>
    public string GraphBaseUrl { get; set; } = "https://graph.facebook.com";

    /// <summary>The Graph API version, such as <c>v26.0</c>. Meta retires versions about two years after their release.</summary>
    public string ApiVersion { get; set; } = "v26.0";

    /// <summary>The access token of the system user that sends.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>
    /// The secret with which Meta signs webhooks, 32 characters as Meta gives it; fewer than 12 are refused. There is one per Meta app,
    /// not one per number.
    /// </summary>
    public string AppSecret { get; set; } = "";

    /// <summary>The token that Meta must repeat when it verifies the webhook URL: at least 8 characters of your choice.</summary>
    public string VerifyToken { get; set; } = "";

    /// <summary>The ids of our phone numbers. Messages to other numbers of the same app are acknowledged and ignored.</summary>
    public List<string> PhoneNumberIds { get; set; } = [];

    /// <summary>
    /// The number that people write to, with its country code and digits alone: what links and QR codes of the page lead to. Default:
    /// empty, no such links.
    /// </summary>
    public string PublicNumber { get; set; } = "";

    /// <summary>
    /// The approved template, without parameters, that asks a person to write again when an answer comes after the customer
    /// service window has closed. Empty: the answer is held without notice.
    /// </summary>
    public string ReplyTemplate { get; set; } = "";

    /// <summary>The language of <see cref="ReplyTemplate"/>, as approved.</summary>
    public string ReplyTemplateLanguage { get; set; } = "en";

    /// <summary>
    /// How many messages per second one phone number may send: 1 to 1,000. The default of 70 leaves room within the 80 in and
    /// out that Meta initially allows. Use 15 for a number that the Business app also uses, more for an upgraded number.
    /// </summary>
    public double MessagesPerSecond { get; set; } = 70;

    /// <summary>How long one request may take, including a video upload: 1 s to 10 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Whether the channel has any settings.</summary>
    public bool IsOn => AccessToken.Length > 0 || AppSecret.Length > 0 || VerifyToken.Length > 0 || PhoneNumberIds.Count > 0;
}
