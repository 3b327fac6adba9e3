using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ObsidianVault.Channels.Telegram.Sending;

namespace ObsidianVault.Channels.Telegram;

/// <summary>One of our bots as Telegram knows it.</summary>
/// <param name="Name">Our name for it, from the settings.</param>
/// <param name="Id">Its user id, the part of its token before the colon.</param>
/// <param name="Username">Without "@"; null if unknown.</param>
public sealed record TelegramBotIdentity(string Name, long Id, string? Username);

/// <summary>
/// Knows the bots' usernames: from the settings or else from Telegram, which is asked once. It waits up to 3 s for an
/// answer and asks again after 30 s at the earliest; until then the username is unknown.
/// </summary>
public sealed partial class TelegramBotIdentities(
    TelegramClient telegram, TimeProvider time, ILogger<TelegramBotIdentities> logger) : IDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    internal static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, string> _usernames = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _failures = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The bot, as far as it is known without asking Telegram.</summary>
    public TelegramBotIdentity Get(TelegramBotOptions bot) => new(bot.Name, IdOf(bot), UsernameOf(bot));

    /// <summary>The bot; asks Telegram for its username if it is unknown. Does not throw because of an error from Telegram.</summary>
    public async Task<TelegramBotIdentity> ResolveAsync(TelegramBotOptions bot, CancellationToken cancellationToken)
    {
        if (UsernameOf(bot) is not null) return Get(bot);

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (UsernameOf(bot) is null && !(_failures.TryGetValue(bot.Name, out var failed) && time.GetUtcNow() - failed < AskAgainAfter))
                await AskAsync(bot, cancellationToken);
        }
        finally
        {
            _one.Release();
        }

        return Get(bot);
    }

    public void Dispose() => _one.Dispose();

    private async Task AskAsync(TelegramBotOptions bot, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var me = await telegram.GetMeAsync(bot.Name, stop.Token);
            if (me.Value?.Username is { Length: > 0 } username)
            {
                _usernames[bot.Name] = username;
                return;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // no answer in time
        }

        _failures[bot.Name] = time.GetUtcNow();
        LogUnknown(bot.Name, AskAgainAfter);
    }

    private string? UsernameOf(TelegramBotOptions bot) =>
        bot.Username.Length > 0 ? bot.Username : _usernames.GetValueOrDefault(bot.Name);

    private static long IdOf(TelegramBotOptions bot) =>
        long.TryParse(bot.Token.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    [LoggerMessage(LogLevel.Warning,
    "The username of Telegram bot {Bot} is unknown, so it ignores mentions in groups. "
    + "Telegram is asked again after {Wait}; set the bot's Username to avoid this")]
    private partial void LogUnknown(string bot, TimeSpan wait);
}
