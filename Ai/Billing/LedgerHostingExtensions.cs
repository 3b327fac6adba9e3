using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Ai.Billing;

/// <summary>Registers the prices and the booking of AI calls. Called by silos and by front ends.</summary>
public static class LedgerHostingExtensions
{
    public static IHostApplicationBuilder AddVaultBilling(this IHostApplicationBuilder builder)
    {
        var services = builder
            .AddVaultOptions<LedgerOptions>(LedgerOptions.Section)
            .AddVaultPatience().Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => PriceTable.Load(
            s.GetRequiredService<IOptions<LedgerOptions>>().Value.PriceFile, s.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>());
        if (services.Any(s => s.ServiceType == typeof(ChargeOutbox))) return builder;
        services.AddSingleton<Ledgers>();
        services.AddSingleton<ChargeOutbox>();
        services.AddHostedService(s => s.GetRequiredService<ChargeOutbox>());
        services.TryAddSingleton<IAiBilling, LedgerBilling>();
        return builder;
    }
}

/// <summary>Reports an unreadable price file at startup rather than at the first call.</summary>
internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        try
        {
            PriceTable.Load(options.PriceFile);
            return ValidateOptionsResult.Success;
        }
        catch (InvalidDataException error)
        {
            return ValidateOptionsResult.Fail(error.Message);
        }
    }
}
