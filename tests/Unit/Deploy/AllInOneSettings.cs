using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai;
using ObsidianVault.Api;
using ObsidianVault.Channels;
using ObsidianVault.Grains;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Objects;
using ObsidianVault.Hosting.Outgoing;
using ObsidianVault.Renderer;

namespace ObsidianVault.Unit.Deploy;

/// <summary>The embedded host's settings, checked as at its start.</summary>
internal static class AllInOneSettings
{
    /// <param name="environment">Environment variables by name.</param>
    /// <returns>What is wrong with them; empty where the host would start.</returns>
    public static IReadOnlyList<string> Faults(IReadOnlyDictionary<string, string> environment)
    {
        var builder = WebApplication.CreateBuilder();
        ((IConfigurationBuilder)builder.Configuration).Sources.Clear();
        builder.Configuration.AddInMemoryCollection(environment.ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), string? (setting) => setting.Value));
        builder.UseVaultSilo();
        builder.AddVaultGrains();
        builder.AddVaultOutgoing();
        builder.AddVaultAi();
        builder.AddVaultChannels();
        builder.AddVaultObjectStore();
        builder.AddVaultRendererIfManimIsHere();
        builder.AddVaultApi();
        using var app = builder.Build();
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException error)
        {
            return [.. error.Failures];
        }
        catch (AggregateException error)
        {
            return [.. error.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)];
        }
    }
}
