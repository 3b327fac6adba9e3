using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Api.Gateway.Tokens;

/// <summary>Whose signed tokens are accepted as bearer credentials. Section <c>Tokens</c>.</summary>
public sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>The longest life of a token that is accepted, from its issue to its end. Default 1 day, 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The issuers. Default: none.</summary>
    public List<TokenIssuerOptions> Issuers { get; set; } = [];
}

/// <summary>One issuer of tokens.</summary>
public sealed class TokenIssuerOptions
{
    /// <summary>Its name, exactly as its tokens write <c>iss</c>; an https address, or http on this machine.</summary>
    public string? Issuer { get; set; }

    /// <summary>What its tokens must write as <c>aud</c>.</summary>
    public string? Audience { get; set; }

    /// <summary>
    /// The address of its keys (JWKS). Default: where <c>/.well-known/openid-configuration</c> of the issuer says.
    /// </summary>
    public string? Keys { get; set; }

    /// <summary>What its tokens must write as <c>typ</c>. Default <c>at+jwt</c> (RFC 9068).</summary>
    public string Type { get; set; } = "at+jwt";

    /// <summary>The algorithm of its signatures: RS256, the default, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or ES512.</summary>
    public string Algorithm { get; set; } = "RS256";

    /// <summary>
    /// The claim whose values <c>operator</c> and <c>admin</c> make somebody one. Default: none, so that its tokens make nobody one.
    /// </summary>
    public string? RoleClaim { get; set; }
}
