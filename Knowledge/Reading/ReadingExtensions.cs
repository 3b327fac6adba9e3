using Microsoft.Extensions.DependencyInjection.Extensions;
using ObsidianVault.Knowledge.Reading.Processes;
using ObsidianVault.Knowledge.Reading.Settings;

namespace ObsidianVault.Knowledge.Reading;

public static class ReadingExtensions
{
    /// <summary>Adds <see cref="IDocumentReader"/>.</summary>
    public static IServiceCollection AddDocumentReading(this IServiceCollection services)
    {
        services.AddOptions<ReadingOptions>().BindConfiguration(ReadingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ReaderPool>();
        services.AddSingleton<IDocumentReader, DocumentReader>();
        return services;
    }
}
