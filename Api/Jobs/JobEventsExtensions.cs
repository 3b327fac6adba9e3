namespace ObsidianVault.Api.Jobs;

internal static class JobEventsExtensions
{
    public static IServiceCollection AddVaultJobEvents(this IServiceCollection services) =>
        services.AddSingleton<JobFeed>().AddSingleton<Watchers>().AddSingleton<JobNotes>();
}
