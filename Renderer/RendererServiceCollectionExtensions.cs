using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Startup;
using ObsidianVault.Renderer.ControlGroups;
using ObsidianVault.Renderer.Storage;
using ObsidianVault.Renderer.Joining;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;
using ObsidianVault.Renderer.Turns;
using ObsidianVault.Renderer.Validation;
using ObsidianVault.Renderer.Maths;
using ObsidianVault.Renderer.Visuals;
using Orleans.Configuration;

namespace ObsidianVault.Renderer;

public static class RendererServiceCollectionExtensions
{
    /// <summary>
    /// Adds rendering if this machine has Manim. If it has none and none is configured, the host runs without rendering and logs
    /// that. This is for the embedded host, which is useful without it.
    /// </summary>
    public static IHostApplicationBuilder AddVaultRendererIfManimIsHere(this IHostApplicationBuilder builder)
    {
        if (ManimRoots.Find(builder.Configuration[$"{RendererOptions.Section}:{nameof(RendererOptions.Root)}"]) is not null)
            return builder.AddVaultRenderer();
        builder.Services.AddHostedService<NoRendering>();
        // Checks and pictures fail as in a cluster without renderers.
        builder.Services.PostConfigure<GrainTypeOptions>(grains => grains.Classes.Remove(typeof(RendererGrain)));
        return builder;
    }

    /// <summary>
    /// Adds the sandbox and the pool that renders in it. Needs Orleans, an
    /// <see cref="Grains.Interfaces.Objects.IObjectStore"/> and an <see cref="Grains.Interfaces.Work.IWorkQueue"/>.
    /// </summary>
    public static IHostApplicationBuilder AddVaultRenderer(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RendererOptions>().BindConfiguration(RendererOptions.Section)
            .PostConfigure(options => options.Root = ManimRoots.Find(options.Root) ?? "")
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RendererOptions>, RendererOptionsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddSingleton(services => new SandboxCommand(services.GetRequiredService<IOptions<RendererOptions>>().Value))
            .AddSingleton<JobGroups>()
            .AddSingleton<SandboxLauncher>()
            .AddSingleton<FormulaCache>()
            .AddSingleton<SandboxPool>()
            .AddSingleton<SandboxProbe>()
            .AddSingleton<IStartupCheck>(services => services.GetRequiredService<SandboxProbe>())
            .AddSingleton<ManimSandbox>()
            .AddSingleton<CodeChecker>()
            .AddSingleton<VisualArtist>()
            .AddSingleton<MathsEngine>()
            .AddSingleton<RenderCache>()
            .AddSingleton<StorePatience>()
            .AddSingleton<VideoDelivery>()
            .AddSingleton<VideoJoiner>()
            .AddSingleton<RenderTelemetry>()
            .AddSingleton<RenderTurns>()
            .AddSingleton<RenderSlot>()
            .AddHostedService<RenderPool>()
            .AddHostedService<FormulaSetter>();
        return builder;
    }
}
