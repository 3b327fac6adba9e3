using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Caching;

/// <summary>Whether, how long and for whom an answer is cached.</summary>
internal sealed class CachePolicy(AiTopology topology, IOptions<AiCacheOptions> options)
{
    private const float Creative = 0.9f;

    /// <summary>Zero if the answer is not cached.</summary>
    public TimeSpan Lifetime(AiCall call)
    {
        if (!call.MayUseCache || !options.Value.Enabled) return TimeSpan.Zero;
        if (Route(call)?.CacheFor is { } own) return own;
        return call.Class == AiClass.Code ? options.Value.Code
            : call.Options?.Temperature >= Creative ? options.Value.Creative
            : options.Value.Questions;
    }

    public bool IsShared(AiCall call) => Route(call)?.Shared == true;

    private AiRoute? Route(AiCall call) => topology.Routes.GetValueOrDefault(call.Model ?? call.Class);
}
