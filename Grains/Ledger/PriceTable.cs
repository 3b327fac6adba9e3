using System.Text.Json;

namespace ObsidianVault.Ledger;

/// <summary>What things cost, in US dollars, as of <see cref="Date"/>. The data is <c>prices.json</c> beside this file.</summary>
public sealed record PriceTable(DateOnly Date, IReadOnlyDictionary<string, ModelPrice> Models, decimal RenderPerSecond)
{
    public const string DefaultModel = "default";

    public static PriceTable Load()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("ObsidianVault.Grains.Ledger.prices.json")
            ?? throw new InvalidOperationException("The price table is not embedded.");
        return JsonSerializer.Deserialize<PriceTable>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("The price table is empty.");
    }

    /// <summary>The price of a call; a model that the table does not know costs as much as <see cref="DefaultModel"/>.</summary>
    public decimal Tokens(string model, long input, long output)
    {
        var price = Models.TryGetValue(model, out var known) ? known : Models[DefaultModel];
        return ((price.InputPerMillion * input) + (price.OutputPerMillion * output)) / 1_000_000m;
    }

    public decimal Render(double seconds) => decimal.Round(RenderPerSecond * (decimal)seconds, 8);
}

/// <summary>US dollars per million tokens.</summary>
public sealed record ModelPrice(decimal InputPerMillion, decimal OutputPerMillion);
