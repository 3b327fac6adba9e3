using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Ai;
using ObsidianVault.Expiry;
using ObsidianVault.Jobs;
using ObsidianVault.Ledger;
using ObsidianVault.OpenAi;
using ObsidianVault.Rendering;
using ObsidianVault.Sessions;

namespace ObsidianVault;

/// <summary>Registers what the general grains need.</summary>
public static class GrainsHostingExtensions
{
    public static IHostApplicationBuilder AddVaultGrains(this IHostApplicationBuilder builder)
    {
        builder.AddVaultSettings();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddVaultAi();
        builder.Services.TryAddSingleton<IManimCodeWriter, ManimCodeWriter>();
        builder.Services.TryAddSingleton<IChatAssistant, ChatAssistant>();
        builder.Services.TryAddSingleton<AnswerStarts>();
        builder.Services.TryAddSingleton<AnswerMemory>();
        builder.Services.TryAddSingleton<MessageMetrics>();
        builder.Services.AddHostedService<ExpiryStartup>();
        return builder;
    }

    /// <summary>The settings that silos and front ends share; validated at start.</summary>
    public static IHostApplicationBuilder AddVaultSettings(this IHostApplicationBuilder builder) => builder
        .AddVaultOptions<LifetimeOptions>(LifetimeOptions.Section)
        .AddVaultOptions<ExpiryOptions>(ExpiryOptions.Section)
        .AddVaultOptions<SessionOptions>(SessionOptions.Section)
        .AddVaultOptions<RenderQueueOptions>(RenderQueueOptions.Section)
        .AddVaultOptions<JobOptions>(JobOptions.Section)
        .AddVaultOptions<LedgerOptions>(LedgerOptions.Section)
        .AddVaultOptions<OpenAiLimits>(OpenAiLimits.Section);

    /// <summary>Binds a section and validates it at start.</summary>
    public static IHostApplicationBuilder AddVaultOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        builder.Services.AddOptions<TOptions>().Bind(builder.Configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }
}
