using Microsoft.Extensions.DependencyInjection.Extensions;
using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Api.Webhooks;

/// <summary>The addresses that the channels post to.</summary>
public static class WebhookEndpoints
{
    /// <summary>Needs an <see cref="IGrainFactory"/> and the channels' settings.</summary>
    public static IServiceCollection AddVaultWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton<Patience>();
        services.TryAddSingleton<SessionRouter>();
        services.TryAddSingleton<WebhookMetrics>();
        return services;
    }

    /// <summary>Maps <c>/webhook/telegram</c>, <c>/webhook/telegram/{bot}</c> and <c>/webhook/whatsapp</c>.</summary>
    public static IEndpointRouteBuilder MapVaultWebhooks(this IEndpointRouteBuilder routes)
    {
        TelegramWebhook.Map(routes);
        WhatsAppWebhook.Map(routes);
        return routes;
    }
}
