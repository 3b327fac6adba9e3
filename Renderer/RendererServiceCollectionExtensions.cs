using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.Delivery;
using ObsidianVault.Renderer.Joining;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Validation;
using ObsidianVault.Renderer.Visuals;

namespace ObsidianVault.Renderer;

public static class RendererServiceCollectionExtensions
{
    /// <summary>Adds the sandbox and the pool that renders in it. Needs Orleans, an <see cref="Grains.Interfaces.Objects.IObjectStore"/> and an <see cref="Grains.Interfaces.Work.IWorkQueue"/>.</summary>
    public static IHostApplicationBuilder AddVaultRenderer(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RendererOptions>().BindConfiguration(RendererOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddSingleton(services => new SandboxCommand(services.GetRequiredService<IOptions<RendererOptions>>().Value))
            .AddSingleton<SandboxLauncher>()
            .AddSingleton<FormulaCache>()
            .AddSingleton<SandboxPool>()
            .AddSingleton<SandboxProbe>()
            .AddSingleton<ManimSandbox>()
            .AddSingleton<CodeChecker>()
            .AddSingleton<VisualArtist>()
            .AddSingleton<RenderCache>()
            .AddSingleton<StorePatience>()
            .AddSingleton<VideoDelivery>()
            .AddSingleton<VideoJoiner>()
            .AddSingleton<RenderTelemetry>()
            .AddSingleton<RenderSlot>()
            .AddHostedService<RenderPool>()
            .AddHostedService<FormulaSetter>();
        return builder;
    }
}
