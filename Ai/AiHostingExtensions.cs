using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Caching;
using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Prompts;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Routing;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Ai.Serving;
using ObsidianVault.Ai.Telemetry;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Ai;

/// <summary>Registers the AI service in a silo, a front end, or a process that is both.</summary>
public static class AiHostingExtensions
{
    public static IHostApplicationBuilder AddVaultAi(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(IAiService))) return builder;
        builder.AddVaultOptions<AiOptions>(AiOptions.Section);
        builder.AddVaultOptions<AiCacheOptions>(AiCacheOptions.Section);
        builder.AddVaultOptions<RedisOptions>(RedisOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AiOptions>, AiOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        builder.AddVaultBilling();
        services.TryAddSingleton(s => AiTopologyBuilder.Build(s.GetRequiredService<IOptions<AiOptions>>().Value).Topology);
        services.TryAddSingleton<AiTelemetry>();
        services.TryAddSingleton(s => new CatalogueMaths(s.GetService<IGrainFactory>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AiProviders>();
        services.TryAddSingleton<FaultMap>();
        services.TryAddSingleton<AttemptFaults>();
        services.TryAddSingleton(s => new AiHealth(
            s.GetService<IGrainFactory>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<AiHealth>>()));
        services.AddHostedService(s => s.GetRequiredService<AiHealth>());
        services.TryAddSingleton<AiRouter>();
        services.TryAddSingleton<CallBilling>();
        services.TryAddSingleton(s => new PythonSyntax(
            s.GetService<IGrainFactory>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<PythonSyntax>>()));
        services.TryAddSingleton<CompletionRun>();
        services.TryAddSingleton<EmbeddingRun>();
        services.TryAddSingleton<CachePolicy>();
        services.TryAddSingleton<MemoryResponseCache>();
        services.TryAddSingleton<RedisConnection>();
        services.TryAddSingleton<RedisResponseCache>();
        services.TryAddSingleton<IResponseCache>(s => s.GetRequiredService<IOptions<RedisOptions>>().Value.ConnectionString.Length > 0
            ? s.GetRequiredService<RedisResponseCache>()
            : s.GetRequiredService<MemoryResponseCache>());
        services.TryAddSingleton<IAiService, AiService>();
        services.TryAddSingleton(s => ScenePrompts.Of(s.GetRequiredService<IOptions<AiOptions>>().Value.Prompts));
        services.TryAddSingleton<IScenePlanner, ScenePlanner>();
        services.TryAddSingleton<ISceneCritic, SceneCritic>();
        services.TryAddSingleton<IManimCodeWriter, ManimCodeWriter>();
        services.TryAddSingleton<IChatAssistant, ChatAssistant>();
        return builder;
    }
}
