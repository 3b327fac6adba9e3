namespace ObsidianVault.Channels.Telegram;

/// <summary>Settings of the Telegram channel, section <c>Telegram</c>. Without bots the channel is off.</summary>
public sealed class TelegramOptions
{
    public const string Section = "Telegram";

    /// <summary>The bots we run. The first one also serves the plain webhook path.</summary>
    public List<TelegramBotOptions> Bots { get; set; } = [];

    /// <summary>The Bot API, or your own Bot API server. The bot's token is part of the path of each request to it.</summary>
    public string ApiBaseUrl { get; set; } = "https://api.telegram.org";

    /// <summary>How long one request may take, including a video upload: 1 s to 10 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Whether this process registers each bot's command menu and, with <see cref="WebhookUrl"/>, its webhook with Telegram at
    /// startup. One process per cluster is enough; more do no harm.
    /// </summary>
    public bool SetUpBots { get; set; } = true;

    /// <summary>
    /// The public https URL of our <c>/webhook/telegram</c>. Each bot's webhook is set to this URL, a slash and the bot's
    /// <see cref="TelegramBotOptions.Name"/>. If null, the operator registers the webhooks.
    /// </summary>
    public string? WebhookUrl { get; set; }

    /// <summary>How many updates per bot Telegram may post concurrently: 1 to 100.</summary>
    public int WebhookMaxConnections { get; set; } = 40;

    /// <summary>The bot of this name, or null.</summary>
    public TelegramBotOptions? Find(string name) =>
        Bots.Find(bot => string.Equals(bot.Name, name, StringComparison.Ordinal));
}

/// <summary>One bot.</summary>
public sealed class TelegramBotOptions
{
    /// <summary>
    /// Our name for the bot, 1-64 characters of <c>A-Za-z0-9_-</c>; part of the webhook path and of every address, so it must
    /// not change while the bot is in use. Default: "bot" and the number before the token's colon, which stays when the token is
    /// replaced.
    /// </summary>
    public string Name
    {
        get => field.Length > 0 ? field : DefaultName(Token);
        set => field = value ?? "";
    } = "";

    /// <summary>The token from BotFather: digits, a colon and the secret part.</summary>
    public string Token { get; set; } = "";

    /// <summary>
    /// The bot's Telegram username, used to recognize in groups what is addressed to it: 4-32 characters of <c>A-Za-z0-9_</c>,
    /// without "@". If empty, Telegram is asked.
    /// </summary>
    public string Username { get; set; } = "";

    /// <summary>
    /// The <c>secret_token</c> passed to <c>setWebhook</c>: 8-256 characters of <c>A-Za-z0-9_-</c>, different for each bot.
    /// Two while it is replaced: the new one, a space, and the old one.
    /// </summary>
    public string WebhookSecret { get; set; } = "";

    private static string DefaultName(string token) =>
        token.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? $"bot{token[..end]}" : "";
}
