using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Cluster.Silos;

/// <summary>The inbox to which a front end's webhooks hand events.</summary>
internal static class TestInbox
{
    public static Inbox Of(IGrainFactory grains) => new(
        grains, new Patience(TimeProvider.System), Options.Create(new PatienceOptions()), TimeProvider.System, NullLogger<Inbox>.Instance);
}
