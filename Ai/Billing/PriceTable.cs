using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Ai.Billing;

/// <summary>
/// Prices and since when they apply, in US dollars. The data is <c>prices.json</c> in this folder; the operator's own file,
/// <see cref="LedgerOptions.PriceFile"/>, overrides it model by model.
/// </summary>
public sealed partial class PriceTable
{
    /// <summary>The entry that gives the price of models not in the table.</summary>
    public const string DefaultModel = "default";

    private const int MaxRemembered = 1_000;
    private const long MaxFileBytes = 4 * 1024 * 1024;
    private readonly Dictionary<string, ModelPrice[]> _models;
    private readonly UnitPrice[] _renderPerSecond;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(string Provider, string Model), ModelPrice[]> _found = new();

    private PriceTable(PriceFile prices, TimeProvider time)
    {
        _time = time;
        _models = prices.Models.ToDictionary(m => m.Key.ToLowerInvariant(), m => m.Value.OrderBy(p => p.From).ToArray());
        _renderPerSecond = [.. (prices.RenderPerSecond ?? []).OrderBy(p => p.From)];
        if (!_models.ContainsKey(DefaultModel) || _renderPerSecond.Length == 0)
            throw new InvalidDataException($"The prices must contain a model \"{DefaultModel}\" and renderPerSecond.");
    }

    /// <summary>Every "provider/model" with its own price.</summary>
    public IEnumerable<string> Models => _models.Keys;

    /// <param name="ownFile">The operator's prices, or null.</param>
    /// <exception cref="InvalidDataException">The file is missing or is not a valid price table; the message says why.</exception>
    public static PriceTable Load(string? ownFile = null, TimeProvider? time = null)
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("ObsidianVault.Ai.Billing.prices.json")
            ?? throw new InvalidOperationException("The price table is not embedded.");
        var prices = Read(stream);
        if (!string.IsNullOrEmpty(ownFile))
        {
            var own = ReadOwn(ownFile);
            var models = prices.Models.Concat(own.Models).GroupBy(m => m.Key).Select(g => g.Last());
            prices = new PriceFile(new Dictionary<string, ModelPrice[]>(models), own.RenderPerSecond ?? prices.RenderPerSecond);
        }

        return new PriceTable(prices, time ?? TimeProvider.System);
    }

    /// <summary>The price of a call at a time. A model not in the table costs as much as <see cref="DefaultModel"/>.</summary>
    public decimal Of(string provider, string model, TokenUsage usage, DateTimeOffset at) =>
        At(Find(provider, model), at).Of(usage);

    /// <summary>Whether the table has a price for the model and does not use the default's.</summary>
    public bool Knows(string provider, string model) => !ReferenceEquals(Find(provider, model), _models[DefaultModel]);

    public decimal Render(double seconds)
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        return decimal.Round((_renderPerSecond.LastOrDefault(p => p.From <= today) ?? _renderPerSecond[0]).Price * (decimal)seconds, 8);
    }

    private static ModelPrice At(ModelPrice[] prices, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        for (var i = prices.Length - 1; i > 0; i--)
            if (prices[i].From <= day) return prices[i];
        return prices[0];
    }

    private ModelPrice[] Find(string provider, string model)
    {
        if (_found.TryGetValue((provider, model), out var found)) return found;
        found = Search(provider.ToLowerInvariant(), model.ToLowerInvariant());
        // Names come from callers too, so the number of remembered ones is bounded.
        if (_found.Count < MaxRemembered) _found[(provider, model)] = found;
        return found;
    }

    /// <summary>Looks for the exact name, then for the name without what providers add: a backend, a date, "latest".</summary>
    private ModelPrice[] Search(string provider, string model)
    {
        if (model.StartsWith("models/", StringComparison.Ordinal)) model = model["models/".Length..];
        foreach (var name in (string[])[model, Backend().Replace(model, ""), Version().Replace(Backend().Replace(model, ""), "")])
        {
            if (provider.Length > 0 && _models.TryGetValue($"{provider}/{name}", out var own)) return own;
            if (_models.TryGetValue(name, out var any)) return any;
            if (provider.Length == 0
                && _models.FirstOrDefault(m => m.Key.EndsWith("/" + name, StringComparison.Ordinal)).Value is { } somebody)
            {
                return somebody;
            }
        }

        return _models.TryGetValue($"{provider}/*", out var rest) ? rest : _models[DefaultModel];
    }

    private static PriceFile ReadOwn(string file)
    {
        try
        {
            if (new FileInfo(file).Length > MaxFileBytes) throw new InvalidDataException("The file is larger than 4 MiB.");
            using var stream = File.OpenRead(file);
            return Read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidDataException($"Ledger:PriceFile '{file}' is not a valid price table: {error.Message}", error);
        }
    }

    private static PriceFile Read(Stream stream)
    {
        try
        {
            var prices = JsonSerializer.Deserialize<PriceFile>(stream, JsonSerializerOptions.Web);
            if (prices?.Models is null || prices.Models.Values.Any(p => p is not { Length: > 0 }))
                throw new InvalidDataException("Each of its \"models\" must have a price.");
            var all = prices.Models.Values.SelectMany(p => p);
            if (all.Any(p => p.Input < 0 || p.Output < 0 || p.Cached < 0 || p.CacheWrite < 0 || p.Request < 0 || p.Image < 0))
                throw new InvalidDataException("A price is negative.");
            return prices;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }

    [GeneratedRegex(@":[^/:]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Backend();

    [GeneratedRegex(@"(-latest|-\d{8}|-\d{4}-\d{2}-\d{2}|-\d{3})$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    private sealed record PriceFile(IReadOnlyDictionary<string, ModelPrice[]> Models, UnitPrice[]? RenderPerSecond);
}
