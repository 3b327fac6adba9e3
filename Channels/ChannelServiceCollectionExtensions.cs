using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ObsidianVault.Channels.Telegram;
using ObsidianVault.Channels.WhatsApp;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels;

/// <summary>Registers the channels on which people write to us.</summary>
public static class ChannelServiceCollectionExtensions
{
    /// <summary>
    /// Adds the settings and senders of Telegram and WhatsApp. A channel without settings is off: its webhook returns 401 and
    /// its sender rejects messages. Invalid settings prevent startup; the error lists every fault.
    /// </summary>
    public static IHostApplicationBuilder AddVaultChannels(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);

        services.AddTelegramChannel();

        services.AddOptions<WhatsAppOptions>().BindConfiguration(WhatsAppOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WhatsAppOptions>, WhatsAppOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSender, WhatsAppSender>());
        services.TryAddSingleton<GraphClient>();
        services.AddHttpClient(GraphClient.HttpClientName)
            .ConfigureHttpClient((provider, client) =>
                client.Timeout = provider.GetRequiredService<IOptions<WhatsAppOptions>>().Value.Timeout)
            .RemoveAllLoggers();
        return builder;
    }
}
