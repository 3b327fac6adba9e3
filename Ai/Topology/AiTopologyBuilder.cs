using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Topology;

/// <summary>Builds the topology from the settings and finds all faults in them.</summary>
internal sealed partial class AiTopologyBuilder
{
    private static readonly Lazy<BuiltIn> s_builtIn = new(Load);

    private readonly AiOptions _options;
    private readonly List<string> _faults = [];
    private readonly List<AiProvider> _providers = [];
    private readonly Dictionary<string, AiTarget> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AiRoute> _routes = new(StringComparer.Ordinal);

    private AiTopologyBuilder(AiOptions options) => _options = options;

    /// <summary>The topology, and the faults of the settings; the topology is usable only if there are none.</summary>
    public static (AiTopology Topology, IReadOnlyList<string> Faults) Build(AiOptions options)
    {
        var builder = new AiTopologyBuilder(options);
        builder.AddProviders();
        builder.AddModels();
        builder.AddRoutes();
        return (new AiTopology(builder._providers, builder._targets, builder._routes), builder._faults);
    }

    private void AddProviders()
    {
        // The short form comes first: an operator who sets it wants it to be tried before the others.
        if (_options.ApiKey.Length > 0 || _options.BaseUrl.Length > 0)
        {
            var account = new AiProviderOptions { ApiKey = _options.ApiKey, BaseUrl = _options.BaseUrl };
            if (_options.BaseUrl.Length > 0) Add("endpoint", AiProviderKind.Compatible, account, "Ai:BaseUrl", _options.Dialect);
            else if (_options.Providers.OpenAi.ApiKey.Length == 0)
                Add(NameOf(AiProviderKind.OpenAi), AiProviderKind.OpenAi, account, "Ai:BaseUrl");
        }

        foreach (var (kind, account) in _options.Providers.All())
        {
            Check(account, $"Ai:Providers:{kind}");
            if (account.ApiKey.Length == 0) continue;
            if (account is CloudflareOptions { Account.Length: 0, BaseUrl.Length: 0 })
                _faults.Add("Ai:Providers:Cloudflare:Account is missing: Cloudflare needs its account id in addition to the key.");
            Add(NameOf(kind), kind, account, $"Ai:Providers:{kind}:BaseUrl");
        }

        for (var i = 0; i < _options.Endpoints.Count; i++)
        {
            var (endpoint, at) = (_options.Endpoints[i], $"Ai:Endpoints:{i}");
            Check(endpoint, at);
            if (!EndpointName().IsMatch(endpoint.Name))
                _faults.Add($"{at}:Name is '{endpoint.Name}'; it must be 1 to 40 lower-case letters, digits and hyphens.");
            else if (endpoint.Kind is AiProviderKind.Catalogue || !Enum.IsDefined(endpoint.Kind))
                _faults.Add($"{at}:Kind must be the kind of an API.");
            else if (endpoint.BaseUrl.Length == 0 && endpoint.Kind is AiProviderKind.Compatible or AiProviderKind.Cloudflare)
                _faults.Add($"{at}:BaseUrl is missing.");
            else
                Add(endpoint.Name, endpoint.Kind, endpoint, $"{at}:BaseUrl", endpoint.Dialect);
        }

        if (_providers.Count == 0) _providers.Add(new AiProvider(
            "catalogue", AiProviderKind.Catalogue, "", new AiProviderOptions(), new Dialect { Name = "catalogue" }));
    }

    /// <param name="dialect">Its name; empty: by the host, or else by the kind.</param>
    private void Add(string name, AiProviderKind kind, AiProviderOptions account, string setting, string dialect = "")
    {
        var url = account.BaseUrl.Length > 0
            ? account.BaseUrl
            : ProviderDefaults.BaseUrl(kind, (account as CloudflareOptions)?.Account ?? "");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            _faults.Add($"{setting} is not an http or https URL.");
        else if (dialect.Length > 0 && !DialectTable.All.ContainsKey(dialect))
        {
            _faults.Add($"{setting.Replace("BaseUrl", "Dialect", StringComparison.Ordinal)} is '{dialect}'; it must be one of "
                + $"{string.Join(", ", DialectTable.All.Keys.Order(StringComparer.Ordinal))}.");
        }
        else if (_providers.Any(p => p.Name == name))
            _faults.Add($"Two AI providers are named '{name}'.");
        else
            _providers.Add(new AiProvider(name, kind, url.TrimEnd('/'), account, DialectOf(uri, kind, dialect)));
    }

    private static Dialect DialectOf(Uri address, AiProviderKind kind, string dialect) =>
        dialect.Length > 0 ? DialectTable.Named(dialect)
        : kind == AiProviderKind.Anthropic ? DialectTable.Named(NameOf(kind))
        : DialectTable.Of(address) ?? DialectTable.Named(NameOf(kind));

    private void AddModels()
    {
        foreach (var (name, model) in s_builtIn.Value.Models) AddModel(name, model);
        if (Provider("catalogue") is { Kind: AiProviderKind.Catalogue } catalogue)
        {
            var model = new AiModel("catalogue", 1_000_000, 100_000, Vision: false, Embeds: false, PictureTokens: 0);
            _targets["catalogue/catalogue"] = new AiTarget(catalogue, model);
        }

        for (var i = 0; i < _options.Models.Count; i++)
        {
            var (model, at) = (_options.Models[i], $"Ai:Models:{i}");
            Check(model, at);
            if (!AddModel(model.Name, model))
                _faults.Add($"{at}:Name is '{model.Name}'; it must be provider/model, where the provider has a key.");
        }

        if (ShortForm() is not { } shortForm) return;
        var known = s_builtIn.Value.Models.FirstOrDefault(m => m.Key.EndsWith("/" + _options.Model, StringComparison.Ordinal)).Value;
        if (!_targets.ContainsKey($"{shortForm.Name}/{_options.Model}"))
        {
            AddModel($"{shortForm.Name}/{_options.Model}", new AiModelOptions
            {
                ContextWindow = known?.ContextWindow ?? 128_000, MaxOutput = known?.MaxOutput ?? 100_000, Vision = _options.Vision,
            });
        }
    }

    private bool AddModel(string name, AiModelOptions model)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == name.Length - 1 || Provider(name[..slash]) is not { } provider) return false;
        var known = new AiModel(
            name[(slash + 1)..], model.ContextWindow, model.MaxOutput, model.Vision, model.Embeds, model.PictureTokens);
        _targets[name] = new AiTarget(provider, known);
        return true;
    }

    private void AddRoutes()
    {
        foreach (var name in AiClass.All) _routes[name] = BuiltInRoute(name);
        var configured = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _options.Routes.Count; i++)
        {
            var (route, at) = (_options.Routes[i], $"Ai:Routes:{i}");
            Check(route, at);
            if (!EndpointName().IsMatch(route.Class))
                _faults.Add($"{at}:Class is '{route.Class}'; it must be 1 to 40 lower-case letters, digits and hyphens.");
            else if (!configured.Add(route.Class))
                _faults.Add($"{at}: the class '{route.Class}' already has a route.");
            else
                _routes[route.Class] = RouteOf(route, at);
            if (route.Targets.Count == 0) _faults.Add($"{at}:Targets is empty.");
        }

        foreach (var route in _routes.Values)
            foreach (var entry in route.Entries.Where(e => e.Class is not null && !_routes.ContainsKey(e.Class)))
            {
                _faults.Add(
                    $"The route '{route.Class}' leads to '{entry.Class}', "
                    + "which is neither a class nor a provider/model with a configured key.");
            }

        if (_faults.Count == 0)
            foreach (var name in _routes.Keys) FindCycle(name, []);
        if (_faults.Count == 0)
            foreach (var route in _routes.Values) FindMixture(route);
    }

    private AiRoute RouteOf(AiRouteOptions route, string at) => new(
        route.Class,
        route.Balance,
        [.. route.Targets.Select((target, n) => Entry(target, $"{at}:Targets:{n}"))],
        route.CacheFor,
        route.Shared);

    private AiRouteEntry Entry(AiTargetOptions target, string at)
    {
        Check(target, at);
        var languages = target.Languages.ToLowerInvariant()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return _targets.TryGetValue(target.Model, out var known)
            ? new AiRouteEntry(known, null, target, languages)
            : new AiRouteEntry(null, target.Model, target, languages);
    }

    private AiRoute BuiltInRoute(string name)
    {
        var embeds = name == AiClass.Embed;
        var targets = s_builtIn.Value.Routes[name].Where(_targets.ContainsKey).Select(t => _targets[t]).ToList();
        // The operator's own models come before the built-in ones.
        var own = _targets.Values.Where(t => t.Model.Embeds == embeds
            && (name != AiClass.Vision || t.Model.Vision)
            && (t.Provider.Kind == AiProviderKind.Catalogue
                || _options.Models.Any(m => m.Name == t.Name)
                || t.Name == $"{ShortForm()?.Name}/{_options.Model}"));
        if (name == AiClass.Vision || embeds) own = own.Where(t => t.Provider.Kind != AiProviderKind.Catalogue);
        targets = [.. own.OrderByDescending(t => t.Provider == ShortForm()), .. targets];
        var entries = targets.Distinct().Select(t => new AiRouteEntry(t, null, new AiTargetOptions(), []));
        return new AiRoute(name, AiBalance.Ordered, [.. entries], null, Shared: false);
    }

    private void FindCycle(string name, List<string> path)
    {
        if (_faults.Count > 0) return;
        if (path.Contains(name))
        {
            _faults.Add($"The AI routes form a cycle: {string.Join(" → ", path[path.IndexOf(name)..])} → {name}.");
            return;
        }

        foreach (var next in _routes[name].Entries.Where(e => e.Class is not null)) FindCycle(next.Class!, [.. path, name]);
    }

    private void FindMixture(AiRoute route)
    {
        var embeds = new AiTopology(_providers, _targets, _routes).Reach(route).Select(t => t.Model.Embeds).ToHashSet();
        if (embeds.Count > 1) _faults.Add($"The route '{route.Class}' mixes text models with embedding models.");
        else if (embeds.Contains(true) != (route.Class == AiClass.Embed) && embeds.Count == 1 && AiClass.All.Contains(route.Class))
            _faults.Add($"The route '{route.Class}' has models of the wrong kind: only 'embed' takes embedding models.");
    }

    private AiProvider? ShortForm() => _options.BaseUrl.Length > 0 ? Provider("endpoint")
        : _options.ApiKey.Length > 0 ? Provider(NameOf(AiProviderKind.OpenAi)) : null;

    private AiProvider? Provider(string name) => _providers.Find(p => p.Name == name);

    private void Check(object options, string at)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        _faults.AddRange(results.Select(result => $"{at}: {result.ErrorMessage}"));
    }

    private static string NameOf(AiProviderKind kind) => kind.ToString().ToLowerInvariant();

    private static BuiltIn Load()
    {
        using var stream = typeof(AiTopologyBuilder).Assembly.GetManifestResourceStream("ObsidianVault.Ai.Topology.models.json")
            ?? throw new InvalidOperationException("The list of models is not embedded.");
        return JsonSerializer.Deserialize<BuiltIn>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("The list of models is empty.");
    }

    private sealed record BuiltIn(Dictionary<string, AiModelOptions> Models, Dictionary<string, string[]> Routes);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex EndpointName();
}
