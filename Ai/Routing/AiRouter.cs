using System.Collections.Concurrent;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Routing;

/// <summary>Decides who may answer a call, and in which order they are asked.</summary>
internal sealed class AiRouter(AiTopology topology, AiProviders providers, AiHealth health, IAiBilling billing)
{
    private readonly ConcurrentDictionary<string, SmoothWeights> _weights = new(StringComparer.Ordinal);

    /// <exception cref="AiException">Nobody runs the model, or nobody may answer such a call.</exception>
    public AiPlan Plan(AiCall call, int maxOutput)
    {
        var size = CallSize.Of(call.Messages, call.Options);
        var (route, all) = Resolve(call.Model ?? call.Class);
        if (all.Count == 0)
            throw new AiException(AiCause.OwnNotConfigured, $"No AI provider is configured for '{call.Model ?? call.Class}'. Its operator has to set a key.");

        var may = all.Where(t => !t.Model.Embeds).ToList();
        if (may.Count == 0) throw new AiException(AiCause.CallerInvalidRequest, $"'{call.Model ?? call.Class}' makes vectors and does not write.");
        if (size.Images > 0)
        {
            may = may.Where(t => t.Model.Vision).ToList();
            if (may.Count == 0) throw new AiException(AiCause.CallerInvalidRequest, $"No model of '{call.Model ?? call.Class}' looks at pictures. Send words only, or use the class vision.");
        }

        if (size.Links > 0)
        {
            may = may.Where(t => t.Provider.FetchesPictures).ToList();
            if (may.Count == 0) throw new AiException(AiCause.CallerInvalidRequest, $"No provider of '{call.Model ?? call.Class}' fetches pictures from an address. Send a data URL, such as data:image/png;base64,...");
        }

        // An estimate is wrong by a third at most; what is too long by more fits nowhere.
        may = may.Where(t => size.Tokens * 3 / 4 <= t.Model.ContextWindow).ToList();
        if (may.Count == 0) throw new AiException(AiCause.CallerContextTooLong, "The conversation is too long for every model that could answer. Send less.");
        var candidates = route is null ? LeastBusyFirst(may) : Ordered(route, call, size, maxOutput).Where(may.Contains).Distinct().ToList();
        if (candidates.Count == 0) throw new AiException(AiCause.OwnNotConfigured, $"No target of the route '{route!.Class}' takes such a call.");
        return new AiPlan(route, candidates, size, maxOutput);
    }

    /// <exception cref="AiException">Nobody makes such vectors.</exception>
    public IReadOnlyList<AiTarget> PlanEmbedding(string model)
    {
        var (route, all) = Resolve(model);
        var may = all.Where(t => t.Model.Embeds).ToList();
        if (may.Count == 0 && all.Count > 0) throw new AiException(AiCause.CallerInvalidRequest, $"'{model}' does not make vectors.");
        if (may.Count == 0) throw new AiException(AiCause.OwnNotConfigured, $"No AI provider is configured for '{model}'. Its operator has to set a key.");
        // Vectors of two models are not comparable: another provider may answer only with the same model.
        return [.. may.Where(t => t.Model.Id == may[0].Model.Id)];
    }

    private (AiRoute? Route, IReadOnlyList<AiTarget> Targets) Resolve(string name)
    {
        if (topology.Routes.TryGetValue(name, out var route)) return (route, [.. topology.Reach(route)]);
        if (topology.Targets.TryGetValue(name, out var one)) return (null, [one]);
        var named = topology.Targets.Values.Where(t => t.Model.Id == name).ToList();
        return named.Count > 0 ? (null, named) : throw new AiException(AiCause.CallerModelUnknown, "There is no such model here. GET /v1/models lists those that there are.");
    }

    /// <param name="most">What the worst case may cost at most, in US dollars, by the classes that led here.</param>
    private List<AiTarget> Ordered(AiRoute route, AiCall call, CallSize size, int maxOutput, decimal most = decimal.MaxValue)
    {
        var entries = route.Entries.Where(entry => Takes(entry, call, size, maxOutput, Least(entry, most))).ToList();
        var order = route.Balance switch
        {
            // Who cools down is no part of the shares.
            AiBalance.Weighted when entries.Where(IsFree).ToList() is { Count: > 0 } free =>
                [.. _weights.GetOrAdd(route.Class, _ => new SmoothWeights()).Order(free), .. entries.Except(free)],
            AiBalance.LeastBusy => entries.OrderBy(e => (Load(e) + 1.0) / e.Options.Weight).ToList(),
            _ => entries,
        };
        return [.. order.SelectMany(e => e.Target is { } target ? [target] : Ordered(topology.Routes[e.Class!], call, size, maxOutput, Least(e, most)))];
    }

    private bool Takes(AiRouteEntry entry, AiCall call, CallSize size, int maxOutput, decimal most)
    {
        var options = entry.Options;
        if (size.Tokens < options.MinInputTokens || (options.MaxInputTokens > 0 && size.Tokens > options.MaxInputTokens)) return false;
        if (entry.Languages.Length > 0 && (call.Language is null || !entry.Languages.Contains(call.Language, StringComparer.OrdinalIgnoreCase))) return false;
        return most == decimal.MaxValue || entry.Target is not { } target ||
            billing.Price(target.Provider.Name, target.Model.Id, size.WorstCase(target.Model, maxOutput), size.Images) <= most;
    }

    private static decimal Least(AiRouteEntry entry, decimal most) => entry.Options.MaxCost is > 0 and var own && own < most ? own : most;

    private bool IsFree(AiRouteEntry entry) => entry.Target is not { } target || health.Of(target).Wait == TimeSpan.Zero;

    private int Load(AiRouteEntry entry) =>
        entry.Target is { } target ? providers.Load(target.Provider) : topology.Reach(topology.Routes[entry.Class!]).Sum(t => providers.Load(t.Provider));

    private List<AiTarget> LeastBusyFirst(List<AiTarget> targets) => [.. targets.OrderBy(t => health.Of(t).Wait > TimeSpan.Zero).ThenBy(t => providers.Load(t.Provider))];
}

/// <param name="Route">Null where the caller named a model.</param>
/// <param name="Candidates">In the order of asking.</param>
/// <param name="MaxOutput">The output limit before a model's own.</param>
internal sealed record AiPlan(AiRoute? Route, IReadOnlyList<AiTarget> Candidates, CallSize Size, int MaxOutput);
