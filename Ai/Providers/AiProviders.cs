using System.Collections.Frozen;
using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Providers;

/// <summary>The client and the queue of every configured provider.</summary>
internal sealed class AiProviders : IDisposable
{
    private readonly FrozenDictionary<string, (ProviderClient Client, FairQueue Queue)> _all;

    public AiProviders(AiTopology topology, CatalogueMaths maths, TimeProvider time) =>
        _all = topology.Providers.ToFrozenDictionary(
            p => p.Name, p => (new ProviderClient(p, maths, time), new FairQueue(p.MaxConcurrent, p.MaxQueued)));

    public ProviderClient Client(AiProvider provider) => _all[provider.Name].Client;

    public FairQueue Queue(AiProvider provider) => _all[provider.Name].Queue;

    /// <summary>The number of running and waiting calls.</summary>
    public int Load(AiProvider provider) => _all[provider.Name].Queue is var queue ? queue.Running + queue.Queued : 0;

    public void Dispose()
    {
        foreach (var (client, _) in _all.Values) client.Dispose();
    }
}
