using ObsidianVault.Ai.Dialects;
namespace ObsidianVault.Ai.Topology;

/// <summary>A configured provider. A class rather than a record, so that ToString never shows the key.</summary>
internal sealed class AiProvider(string name, AiProviderKind kind, string baseUrl, AiProviderOptions options, Dialect dialect)
{
    public string Name => name;

    public AiProviderKind Kind => kind;

    public string BaseUrl => baseUrl;

    /// <summary>How its chat completions differ from OpenAI's.</summary>
    public Dialect Dialect => dialect;

    public string ApiKey => options.ApiKey;

    public int MaxConcurrent => options.MaxConcurrent;

    public int MaxQueued => options.MaxQueued;

    /// <summary>US dollars per day; 0 is no limit.</summary>
    public decimal DailyBudget => options.DailyBudget;

    /// <summary>Whether it accepts pictures as URLs: the provider fetches them, never this service.</summary>
    public bool FetchesPictures =>
        options is AiEndpointOptions { FetchesPictures: true } || ProviderDefaults.FetchesPictures(kind);

    public override string ToString() => name;
}

/// <param name="Id">The provider's own name of the model.</param>
internal sealed record AiModel(string Id, int ContextWindow, int MaxOutput, bool Vision, bool Embeds, int PictureTokens);

/// <summary>A model at a provider.</summary>
internal sealed record AiTarget(AiProvider Provider, AiModel Model)
{
    /// <summary>"provider/model".</summary>
    public string Name { get; } = $"{Provider.Name}/{Model.Id}";
}

/// <summary>A target of a route, or another route instead, with its conditions.</summary>
internal sealed record AiRouteEntry(AiTarget? Target, string? Class, AiTargetOptions Options, string[] Languages);

internal sealed record AiRoute(string Class, AiBalance Balance, IReadOnlyList<AiRouteEntry> Entries, TimeSpan? CacheFor, bool Shared);

/// <summary>All providers, targets and routes, resolved once at startup.</summary>
internal sealed class AiTopology(
    IReadOnlyList<AiProvider> providers, IReadOnlyDictionary<string, AiTarget> targets, IReadOnlyDictionary<string, AiRoute> routes)
{
    public IReadOnlyList<AiProvider> Providers => providers;

    /// <summary>By "provider/model".</summary>
    public IReadOnlyDictionary<string, AiTarget> Targets => targets;

    /// <summary>By class.</summary>
    public IReadOnlyDictionary<string, AiRoute> Routes => routes;

    /// <summary>Every target that a route may reach.</summary>
    public IEnumerable<AiTarget> Reach(AiRoute route) =>
        route.Entries.SelectMany(entry => entry.Target is { } target ? [target] : Reach(routes[entry.Class!]));
}
