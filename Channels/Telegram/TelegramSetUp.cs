using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Channels.Telegram.Sending;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram;

/// <summary>
/// Registers each bot's menus and webhook with Telegram and asks for its username, in the background after startup.
/// Failures are logged and retried until they succeed: the service starts even when Telegram is unreachable.
/// </summary>
internal sealed partial class TelegramSetUp(
    TelegramClient telegram,
    TelegramBotIdentities identities,
    IReadOnlyList<TelegramMenu> menus,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramSetUp> logger) : BackgroundService
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.SetUpBots
        ? Task.WhenAll(options.Value.Bots.Where(bot => bot.Token.Length > 0).Select(bot => SetUpAsync(bot, stoppingToken)))
        : Task.CompletedTask;

    private async Task SetUpAsync(TelegramBotOptions bot, CancellationToken stoppingToken)
    {
        try
        {
            await identities.ResolveAsync(bot, stoppingToken);
            if (options.Value.WebhookUrl is not null)
                await UntilDoneAsync(bot.Name, "webhook", () => telegram.SetWebhookAsync(bot.Name, stoppingToken), stoppingToken);
            foreach (var menu in menus)
                await UntilDoneAsync(bot.Name, "menu", () => telegram.SetMenuAsync(bot.Name, menu, stoppingToken), stoppingToken);
            LogDone(bot.Name);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the service is stopping
        }
        catch (Exception error)
        {
            LogFailed(bot.Name, error); // a failure here must not stop the service
        }
    }

    private async Task UntilDoneAsync(
        string bot, string what, Func<Task<TelegramResult<TelegramDone>>> call, CancellationToken stoppingToken)
    {
        for (var wait = s_firstWait; ; wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, s_longestWait.Ticks)))
        {
            var result = await call();
            if (result.Outcome == SendOutcome.Sent) return;
            var next = result.RetryAfter ?? wait;
            var pause = Task.Delay(next, time, stoppingToken); // started before the log entry that announces it
            LogAgain(bot, what, next, result.Detail);
            await pause;
        }
    }

    [LoggerMessage(LogLevel.Information, "Registered the menus and the webhook of bot {Bot} with Telegram")]
    private partial void LogDone(string bot);

    [LoggerMessage(LogLevel.Warning, "Telegram did not accept the {What} of bot {Bot}; trying again in {Wait}: {Detail}")]
    private partial void LogAgain(string bot, string what, TimeSpan wait, string? detail);

    [LoggerMessage(LogLevel.Error, "Registering Telegram bot {Bot} failed unexpectedly")]
    private partial void LogFailed(string bot, Exception error);
}
