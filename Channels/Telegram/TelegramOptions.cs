namespace ObsidianVault.Channels.Telegram;

/// <summary>Settings of the Telegram channel, section <c>Telegram</c>. Without bots the channel is off.</summary>
public sealed class TelegramOptions
{
    public const string Section = "Telegram";

    /// <summary>The bots that we answer as. The first one also answers at the plain webhook path.</summary>
    public List<TelegramBotOptions> Bots { get; set; } = [];

    /// <summary>The Bot API, or a server of your own. The bot's token goes into the path of each request to it.</summary>
    public string ApiBaseUrl { get; set; } = "https://api.telegram.org";

    /// <summary>How long one request may take, a video upload included: 1 s to 10 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Whether this process tells Telegram at its start each bot's menu of commands and, with <see cref="WebhookUrl"/>, its
    /// webhook. One process of a cluster is enough; more do no harm.
    /// </summary>
    public bool SetUpBots { get; set; } = true;

    /// <summary>
    /// The public https address of our <c>/webhook/telegram</c>; each bot's webhook is set to it, a slash and the bot's
    /// <see cref="TelegramBotOptions.Name"/>. Null leaves the webhooks to the operator.
    /// </summary>
    public string? WebhookUrl { get; set; }

    /// <summary>How many updates of a bot Telegram may post at the same time: 1 to 100.</summary>
    public int WebhookMaxConnections { get; set; } = 40;

    /// <summary>The bot of this name, or null.</summary>
    public TelegramBotOptions? Find(string name) =>
        Bots.Find(bot => string.Equals(bot.Name, name, StringComparison.Ordinal));
}

/// <summary>One bot.</summary>
public sealed class TelegramBotOptions
{
    /// <summary>
    /// Our name for the bot, 1-64 of <c>A-Za-z0-9_-</c>; part of the webhook path and of every address, so it must not change while
    /// the bot is in use. Default: "bot" and the number before the token's colon, which stays when the token is replaced.
    /// </summary>
    public string Name
    {
        get => field.Length > 0 ? field : DefaultName(Token);
        set => field = value ?? "";
    } = "";

    /// <summary>The token that BotFather gave: digits, a colon, and the secret part.</summary>
    public string Token { get; set; } = "";

    /// <summary>
    /// The bot's username with Telegram, which tells in groups what is said to it: 4-32 of <c>A-Za-z0-9_</c>, without "@".
    /// Where it is empty, Telegram is asked.
    /// </summary>
    public string Username { get; set; } = "";

    /// <summary>The <c>secret_token</c> given to <c>setWebhook</c>: 8-256 of <c>A-Za-z0-9_-</c>. One secret a bot.</summary>
    public string WebhookSecret { get; set; } = "";

    private static string DefaultName(string token) => token.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? $"bot{token[..end]}" : "";
}
