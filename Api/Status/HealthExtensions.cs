namespace ObsidianVault.Api.Status;

internal static class HealthExtensions
{
    public static IServiceCollection AddVaultReadiness(this IServiceCollection services)
    {
        services.AddSingleton<ClusterCheck>();
        services.AddHealthChecks()
            .AddCheck<ClusterCheck>("cluster", tags: [Readiness.Tag])
            .AddCheck<DatabaseCheck>("database", tags: [Readiness.Tag])
            .AddCheck<DiskCheck>("disk", tags: [Readiness.Tag])
            .AddCheck<RenderersCheck>("renderers", tags: [Readiness.Tag]);
        return services;
    }
}
