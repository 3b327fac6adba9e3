using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Channels.Telegram;

/// <summary>Reports all faults of the Telegram settings at once, and never the value of a secret.</summary>
internal sealed partial class TelegramOptionsValidator : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var faults = new List<string>();
        for (var i = 0; i < options.Bots.Count; i++)
        {
            var bot = options.Bots[i];
            var at = $"{TelegramOptions.Section}:Bots:{i}";
            // Without a token there is no default name either: one fault is enough.
            if (bot.Name.Length > 0 && !BotName().IsMatch(bot.Name)) faults.Add($"{at}:Name must be 1-64 characters of A-Za-z0-9_-.");
            if (!BotToken().IsMatch(bot.Token)) faults.Add($"{at}:Token must be digits, a colon and a secret, as BotFather gives it.");
            if (bot.Username.Length > 0 && !Username().IsMatch(bot.Username))
                faults.Add($"{at}:Username must be 4-32 characters of A-Za-z0-9_, without '@', or empty.");
            if (RotatingSecret.All(bot.WebhookSecret) is not { Length: 1 or 2 } secrets || !secrets.All(secret => Secret().IsMatch(secret)))
                faults.Add($"{at}:WebhookSecret must be 8-256 characters of A-Za-z0-9_-.");
            else if (!RotatingSecret.IsValid(bot.WebhookSecret, 8)) faults.Add($"{at}:WebhookSecret must not be a pattern.");
        }

        faults.AddRange(options.Bots
            .GroupBy(bot => bot.Name, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => $"{TelegramOptions.Section}:Bots has {same.Count()} bots named '{same.Key}'; names must differ."));

        if (!SettingsRules.IsHttpUrl(options.ApiBaseUrl))
            faults.Add($"{TelegramOptions.Section}:ApiBaseUrl must be an absolute http or https URL.");
        if (!SettingsRules.IsSaneTimeout(options.Timeout))
            faults.Add($"{TelegramOptions.Section}:Timeout must be from 1 s to 10 min.");

        if (options.WebhookUrl is { } webhook
            && !(SettingsRules.IsHttpUrl(webhook) && webhook.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            faults.Add($"{TelegramOptions.Section}:WebhookUrl must be an absolute https URL.");
        if (options.WebhookMaxConnections is < 1 or > 100)
            faults.Add($"{TelegramOptions.Section}:WebhookMaxConnections must be from 1 to 100.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex BotName();

    [GeneratedRegex(@"\A[0-9]{1,16}:[A-Za-z0-9_-]{1,128}\z")]
    private static partial Regex BotToken();

    [GeneratedRegex(@"\A[A-Za-z0-9_]{4,32}\z")]
    private static partial Regex Username();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{8,256}\z")]
    private static partial Regex Secret();
}
