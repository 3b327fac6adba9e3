using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Cluster.Silos;

/// <summary>The router to which a front end's webhooks hand events.</summary>
internal static class TestRouter
{
    public static SessionRouter Of(IGrainFactory grains) => new(
        grains,
        new Patience(TimeProvider.System),
        Options.Create(new PatienceOptions()),
        TimeProvider.System,
        NullLogger<SessionRouter>.Instance);
}
