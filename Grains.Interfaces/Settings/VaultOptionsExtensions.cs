using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Grains.Interfaces.Settings;

public static class VaultOptionsExtensions
{
    /// <summary>Binds a configuration section, once, and validates it at startup.</summary>
    public static IHostApplicationBuilder AddVaultOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(IConfigureOptions<TOptions>))) return builder;
        builder.Services.AddOptions<TOptions>().Bind(builder.Configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }
}
