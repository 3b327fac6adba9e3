using Microsoft.Extensions.Options;

namespace ObsidianVault.Api.Gateway.Tokens;

/// <summary>Reports every fault of the issuers at once.</summary>
internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    private static readonly string[] s_algorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = options.Issuers.SelectMany(Check).ToList();
        foreach (var twice in options.Issuers.GroupBy(issuer => issuer.Issuer).Where(group => group.Count() > 1))
            faults.Add($"Tokens:Issuers: {twice.Key} is listed {twice.Count()} times.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>Whether what is read from there cannot be changed on its way.</summary>
    public static bool IsSafe(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static IEnumerable<string> Check(TokenIssuerOptions issuer, int index)
    {
        var prefix = $"Tokens:Issuers:{index}";
        if (!IsSafe(issuer.Issuer)) yield return $"{prefix}:Issuer must be an https address, or http on this machine.";
        if (string.IsNullOrWhiteSpace(issuer.Audience)) yield return $"{prefix}:Audience must be given: what its tokens write as aud.";
        if (issuer.Keys is { Length: > 0 } && !IsSafe(issuer.Keys))
            yield return $"{prefix}:Keys must be an https address, or http on this machine.";
        if (string.IsNullOrWhiteSpace(issuer.Type)) yield return $"{prefix}:Type must be given, such as at+jwt.";
        if (!s_algorithms.Contains(issuer.Algorithm))
            yield return $"{prefix}:Algorithm must be one of {string.Join(", ", s_algorithms)}. "
                + "A shared secret would let its readers sign.";
    }
}
