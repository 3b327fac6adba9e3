using System.Globalization;

namespace ObsidianVault.Api.OpenAi;

/// <summary>The headers that say who answered and what it cost.</summary>
internal static class AnswerHeaders
{
    private const string Provider = "X-Vault-Provider";
    private const string Model = "X-Vault-Model";
    private const string Cost = "X-Vault-Cost";
    private const string Cached = "X-Vault-Cached";
    private const string Attempts = "X-Vault-Attempts";

    /// <summary>Says who answered.</summary>
    public static void SetSource(this HttpResponse response, string provider, string model, bool cached)
    {
        response.Headers[Provider] = provider;
        response.Headers[Model] = Safe(model);
        response.Headers[Cached] = cached ? "true" : "false";
    }

    /// <summary>Says what it cost, in US dollars, and how many attempts it took.</summary>
    public static void SetCost(this HttpResponse response, decimal cost, int attempts)
    {
        response.Headers[Cost] = cost.ToString("0.############", CultureInfo.InvariantCulture);
        response.Headers[Attempts] = attempts.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A model's name comes from outside, and a header has only these letters.</summary>
    private static string Safe(string name) =>
        name.All(c => c is > ' ' and <= '~') ? name : string.Concat(name.Where(c => c is > ' ' and <= '~'));
}
