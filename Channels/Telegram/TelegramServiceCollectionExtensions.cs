using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Channels.Telegram.Sending;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram;

/// <summary>Registers the Telegram channel.</summary>
internal static class TelegramServiceCollectionExtensions
{
    /// <summary>Adds settings, sender, client and the set-up of the bots at the start.</summary>
    public static IServiceCollection AddTelegramChannel(this IServiceCollection services)
    {
        services.AddOptions<TelegramOptions>().BindConfiguration(TelegramOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSender, TelegramSender>());
        services.TryAddSingleton<TelegramClient>();
        services.TryAddSingleton<TelegramBotIdentities>();
        services.TryAddSingleton(TelegramMenu.Defaults);
        services.AddHostedService<TelegramSetUp>();
        // Loggers off: the bot's token stands in the path of every request.
        services.AddHttpClient(TelegramClient.HttpClientName)
            .ConfigureHttpClient((provider, client) => client.Timeout = provider.GetRequiredService<IOptions<TelegramOptions>>().Value.Timeout)
            .RemoveAllLoggers();
        return services;
    }
}
