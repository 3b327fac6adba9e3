using Microsoft.Extensions.DependencyInjection.Extensions;
using ObsidianVault.Ai.Caching;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Gateway.Limits;

internal static class LimitExtensions
{
    public static IHostApplicationBuilder AddVaultLimits(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<LimitOptions>(LimitOptions.Section);
        builder.AddVaultOptions<RedisOptions>(RedisOptions.Section);
        var services = builder.Services;
        services.TryAddSingleton<RedisConnection>();
        services.AddSingleton<ThisMachine>();
        services.AddSingleton<RouteLimits>();
        services.AddSingleton<MemoryLimits>();
        services.AddSingleton<RedisLimits>();
        services.AddSingleton<ILimitStore>(s => s.GetRequiredService<RedisConnection>().IsConfigured
            ? s.GetRequiredService<RedisLimits>() : s.GetRequiredService<MemoryLimits>());
        services.AddSingleton<CredentialTries>();
        return builder;
    }

    public static IApplicationBuilder UseVaultLimits(this IApplicationBuilder app) => app.UseMiddleware<LimitMiddleware>();
}
