using System.Collections.Concurrent;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Routing;

/// <summary>Decides which models may answer a call, and in which order they are tried.</summary>
internal sealed class AiRouter(AiTopology topology, AiProviders providers, AiHealth health, IAiBilling billing)
{
    private readonly ConcurrentDictionary<string, SmoothWeights> _weights = new(StringComparer.Ordinal);

    /// <exception cref="AiException">No provider runs the model, or none may answer such a call.</exception>
    public AiPlan Plan(AiCall call, int maxOutput)
    {
        var size = CallSize.Of(call.Messages, call.Options);
        var name = call.Model ?? call.Class;
        var (route, all) = Resolve(name);
        if (all.Count == 0)
        {
            throw new AiException(
                AiCause.OwnNotConfigured, $"No AI provider is configured for '{name}'. The operator has to set an API key.");
        }

        var may = all.Where(t => !t.Model.Embeds).ToList();
        if (may.Count == 0) throw new AiException(AiCause.CallerInvalidRequest, $"'{name}' creates embeddings and cannot write text.");
        may = CallNeeds.Narrow(may, call, name);
        if (size.Images > 0)
        {
            may = may.Where(t => t.Model.Vision).ToList();
            if (may.Count == 0)
            {
                throw new AiException(
                    AiCause.CallerInvalidRequest,
                    $"No model of '{name}' accepts pictures. Send text only, or use the class vision.");
            }
        }

        if (size.Links > 0)
        {
            may = may.Where(t => t.Provider.FetchesPictures).ToList();
            if (may.Count == 0)
            {
                throw new AiException(
                    AiCause.CallerInvalidRequest,
                    $"No provider of '{name}' fetches pictures from a URL. Send a data URL, such as data:image/png;base64,...");
            }
        }

        // An estimate may be a third too high; anything that exceeds a window by more does not fit.
        may = may.Where(t => size.Tokens * 3 / 4 <= t.Model.ContextWindow).ToList();
        if (may.Count == 0)
        {
            throw new AiException(
                AiCause.CallerContextTooLong, "The conversation is too long for every model that could answer. Send less.");
        }

        var candidates = route is null
            ? LeastBusyFirst(may)
            : Ordered(route, call, size, maxOutput).Where(may.Contains).Distinct().ToList();
        if (candidates.Count == 0)
            throw new AiException(AiCause.OwnNotConfigured, $"No target of the route '{route!.Class}' accepts such a call.");
        return new AiPlan(route, candidates, size, maxOutput);
    }

    /// <exception cref="AiException">No provider creates such embeddings.</exception>
    public IReadOnlyList<AiTarget> PlanEmbedding(string model)
    {
        var (route, all) = Resolve(model);
        var may = all.Where(t => t.Model.Embeds).ToList();
        if (may.Count == 0 && all.Count > 0)
            throw new AiException(AiCause.CallerInvalidRequest, $"'{model}' does not create embeddings.");
        if (may.Count == 0)
        {
            throw new AiException(
                AiCause.OwnNotConfigured, $"No AI provider is configured for '{model}'. The operator has to set an API key.");
        }

        // Vectors of different models are not comparable, so another provider may answer only with the same model.
        return [.. may.Where(t => t.Model.Id == may[0].Model.Id)];
    }

    private (AiRoute? Route, IReadOnlyList<AiTarget> Targets) Resolve(string name)
    {
        if (topology.Routes.TryGetValue(name, out var route)) return (route, [.. topology.Reach(route)]);
        if (topology.Targets.TryGetValue(name, out var one)) return (null, [one]);
        var named = topology.Targets.Values.Where(t => t.Model.Id == name).ToList();
        return named.Count > 0
            ? (null, named)
            : throw new AiException(
                AiCause.CallerModelUnknown, "There is no such model. GET /v1/models lists the available ones.");
    }

    /// <param name="most">The maximum worst-case cost in US dollars, set by the classes that led here.</param>
    private List<AiTarget> Ordered(AiRoute route, AiCall call, CallSize size, int maxOutput, decimal most = decimal.MaxValue)
    {
        var entries = route.Entries.Where(entry => Takes(entry, call, size, maxOutput, Least(entry, most))).ToList();
        var order = route.Balance switch
        {
            // Targets in cooldown get no share.
            AiBalance.Weighted when entries.Where(IsFree).ToList() is { Count: > 0 } free =>
                [.. _weights.GetOrAdd(route.Class, _ => new SmoothWeights()).Order(free), .. entries.Except(free)],
            AiBalance.LeastBusy => entries.OrderBy(e => (Load(e) + 1.0) / e.Options.Weight).ToList(),
            _ => entries,
        };
        return
        [
            .. order.SelectMany(e => e.Target is { } target
                ? [target]
                : Ordered(topology.Routes[e.Class!], call, size, maxOutput, Least(e, most))),
        ];
    }

    private bool Takes(AiRouteEntry entry, AiCall call, CallSize size, int maxOutput, decimal most)
    {
        var options = entry.Options;
        if (size.Tokens < options.MinInputTokens || (options.MaxInputTokens > 0 && size.Tokens > options.MaxInputTokens)) return false;
        if (entry.Languages.Length > 0
            && (call.Language is null || !entry.Languages.Contains(call.Language, StringComparer.OrdinalIgnoreCase)))
        {
            return false;
        }

        return most == decimal.MaxValue || entry.Target is not { } target ||
            billing.Price(target.Provider.Name, target.Model.Id, size.WorstCase(target.Model, maxOutput), size.Images) <= most;
    }

    private static decimal Least(AiRouteEntry entry, decimal most) => entry.Options.MaxCost is > 0 and var own && own < most ? own : most;

    private bool IsFree(AiRouteEntry entry) => entry.Target is not { } target || health.Of(target).Wait == TimeSpan.Zero;

    private int Load(AiRouteEntry entry) =>
        entry.Target is { } target
            ? providers.Load(target.Provider)
            : topology.Reach(topology.Routes[entry.Class!]).Sum(t => providers.Load(t.Provider));

    private List<AiTarget> LeastBusyFirst(List<AiTarget> targets) =>
        [.. targets.OrderBy(t => health.Of(t).Wait > TimeSpan.Zero).ThenBy(t => providers.Load(t.Provider))];
}

/// <param name="Route">Null if the caller named a model.</param>
/// <param name="Candidates">In the order in which they are tried.</param>
/// <param name="MaxOutput">The output limit before the model's own limit is applied.</param>
internal sealed record AiPlan(AiRoute? Route, IReadOnlyList<AiTarget> Candidates, CallSize Size, int MaxOutput);
