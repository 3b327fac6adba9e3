using Microsoft.Extensions.DependencyInjection.Extensions;
using ObsidianVault.Grains.Interfaces.Callbacks;
using ObsidianVault.Grains.Interfaces.Outgoing;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Hosting.Outgoing;

public static class OutgoingExtensions
{
    /// <summary>Registers the one client for addresses that people chose.</summary>
    public static IHostApplicationBuilder AddVaultOutgoing(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<CallbackOptions>(CallbackOptions.Section);
        builder.Services.TryAddSingleton<IOutgoingRequests, OutgoingClient>();
        return builder;
    }
}
