using System.ClientModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai;
using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Expiry;
using ObsidianVault.Ledger;
using ObsidianVault.Rendering;
using ObsidianVault.Sessions;
using OpenAI;

namespace ObsidianVault;

/// <summary>Registers what the general grains need.</summary>
public static class GrainsHostingExtensions
{
    public static IHostApplicationBuilder AddVaultGrains(this IHostApplicationBuilder builder)
    {
        builder.AddVaultSettings();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddVaultBilling();
        builder.Services.TryAddSingleton(CreateChatClient);
        builder.Services.TryAddSingleton<IManimCodeWriter, ManimCodeWriter>();
        builder.Services.TryAddSingleton<IChatAssistant, ChatAssistant>();
        builder.Services.AddHostedService<ExpiryStartup>();
        return builder;
    }

    /// <summary>The settings that silos and front ends share; validated at start.</summary>
    public static IHostApplicationBuilder AddVaultSettings(this IHostApplicationBuilder builder) => builder
        .AddVaultOptions<LifetimeOptions>(LifetimeOptions.Section)
        .AddVaultOptions<ExpiryOptions>(ExpiryOptions.Section)
        .AddVaultOptions<SessionOptions>(SessionOptions.Section)
        .AddVaultOptions<RenderQueueOptions>(RenderQueueOptions.Section)
        .AddVaultOptions<LedgerOptions>(LedgerOptions.Section)
        .AddVaultOptions<AiOptions>(AiOptions.Section);

    /// <summary>Binds a section and validates it at start.</summary>
    public static IHostApplicationBuilder AddVaultOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        builder.Services.AddOptions<TOptions>().Bind(builder.Configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }

    private static IChatClient CreateChatClient(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AiOptions>>().Value;
        if (options.IsOffline) return new CatalogueChatClient();
        var client = new OpenAIClientOptions { NetworkTimeout = options.CodeDeadline };
        if (options.BaseUrl.Length > 0) client.Endpoint = new Uri(options.BaseUrl);
        return new OpenAIClient(new ApiKeyCredential(options.ApiKey.Length > 0 ? options.ApiKey : "none"), client)
            .GetChatClient(options.Model)
            .AsIChatClient();
    }
}
