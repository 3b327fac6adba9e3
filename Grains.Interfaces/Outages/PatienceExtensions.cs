using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Grains.Interfaces.Outages;

public static class PatienceExtensions
{
    /// <summary>Adds <see cref="Patience"/> and its settings. May be called more than once.</summary>
    public static IHostApplicationBuilder AddVaultPatience(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<PatienceOptions>(PatienceOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<Patience>();
        return builder;
    }
}
