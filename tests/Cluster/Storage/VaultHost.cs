using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Hosting.Clustering;
using Orleans.Hosting;

namespace ObsidianVault.Cluster.Storage;

/// <summary>A real silo or client in this process, configured as an operator would.</summary>
public static class VaultHost
{
    public static IHost BuildSilo(IReadOnlyDictionary<string, string?> settings, Action<ISiloBuilder>? configure = null)
    {
        var builder = Builder(settings);
        builder.UseVaultSilo(silo =>
        {
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = NoteGrain.Period);
            configure?.Invoke(silo);
        });
        return builder.Build();
    }

    public static IHost BuildClient(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = Builder(settings);
        builder.UseVaultClient();
        return builder.Build();
    }

    public static IGrainFactory Grains(this IHost host) => host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Stops the host as an operator would, so that another can take over its files.</summary>
    public static async Task StopAndDisposeAsync(this IHost host)
    {
        await host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private static HostApplicationBuilder Builder(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cluster:SiloPort"] = "0",
            ["Cluster:GatewayPort"] = "0",
            ["Cluster:AdvertisedIP"] = "127.0.0.1",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        return builder;
    }
}
