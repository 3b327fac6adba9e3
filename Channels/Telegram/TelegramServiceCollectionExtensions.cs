using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Channels.Telegram.Sending;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram;

/// <summary>Registers the Telegram channel.</summary>
internal static class TelegramServiceCollectionExtensions
{
    /// <summary>Adds the settings, the sender, the client and the bot registration at startup.</summary>
    public static IServiceCollection AddTelegramChannel(this IServiceCollection services)
    {
        services.AddOptions<TelegramOptions>().BindConfiguration(TelegramOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSender, TelegramSender>());
        services.TryAddSingleton<TelegramClient>();
        services.TryAddSingleton<TelegramBotIdentities>();
        services.TryAddSingleton(TelegramMenu.Defaults);
        services.AddHostedService<TelegramSetUp>();
        // No loggers: the bot's token is part of every request's path.
        services.AddHttpClient(TelegramClient.HttpClientName)
            .ConfigureHttpClient((provider, client) =>
                client.Timeout = provider.GetRequiredService<IOptions<TelegramOptions>>().Value.Timeout)
            .RemoveAllLoggers();
        return services;
    }
}
