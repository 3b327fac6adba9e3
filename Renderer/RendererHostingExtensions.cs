using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ObsidianVault.Rendering;

/// <summary>Registers the sandbox and the pool that renders in it.</summary>
public static class RendererHostingExtensions
{
    public static IHostApplicationBuilder AddVaultRenderer(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<RendererOptions>(RendererOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<SandboxCommand>();
        builder.Services.TryAddSingleton<SandboxLauncher>();
        builder.Services.TryAddSingleton<SandboxProbe>();
        builder.Services.TryAddSingleton<ManimSandbox>();
        builder.Services.TryAddSingleton<RenderWork>();
        builder.Services.AddHostedService<RenderPool>();
        return builder;
    }
}
