using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Api.Gateway.Tokens;

/// <summary>
/// Reads signed tokens (JWT) of the issuers in the settings. What a token says of itself chooses nothing but one of those issuers: the
/// algorithm, the type, the audience and where the keys are come from the settings, and a key is found by its name among that issuer's.
/// No token causes a request to anybody; the keys are read anew every ten minutes at most.
/// </summary>
internal sealed partial class BearerTokens
{
    private const int MaxLength = 16 * 1024;
    private const int MaxName = 200;
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_refresh = TimeSpan.FromMinutes(10);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };
    private readonly Dictionary<string, Issuer> _issuers;
    private readonly TimeSpan _maxLifetime;
    private readonly ILogger<BearerTokens> _logger;

    public BearerTokens(IOptions<TokenOptions> options, IHttpClientFactory clients, ILogger<BearerTokens> logger)
    {
        _logger = logger;
        _maxLifetime = options.Value.MaxLifetime;
        _issuers = options.Value.Issuers.ToDictionary(
            issuer => issuer.Issuer!, issuer => new Issuer(issuer, clients), StringComparer.Ordinal);
    }

    public static string ClientName => nameof(BearerTokens);

    /// <summary>Whether there are issuers.</summary>
    public bool AreOn => _issuers.Count > 0;

    /// <summary>Whether this may be a token, and there are issuers of any.</summary>
    public bool MayBeOne(string credential) => AreOn && credential.Length <= MaxLength
        && credential.StartsWith("ey", StringComparison.Ordinal) && credential.AsSpan().Count('.') == 2;

    /// <summary>Who the token's issuer says that this is; null if the token is not valid.</summary>
    public async ValueTask<AccountIdentity?> ReadAsync(string credential, CancellationToken cancellationToken)
    {
        JsonWebToken token;
        try
        {
            token = new JsonWebToken(credential);
        }
        catch (ArgumentException)
        {
            return null;
        }

        if (!_issuers.TryGetValue(token.Issuer, out var issuer)) return null;
        OpenIdConnectConfiguration keys;
        try
        {
            keys = await issuer.Keys.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException away)
        {
            LogNoKeys(issuer.Options.Issuer!, away.Message);
            return null;
        }

        var result = await _handler.ValidateTokenAsync(credential, ParametersFor(issuer.Options, keys));
        if (!result.IsValid || token.Subject is not { Length: > 0 and <= 255 } subject) return null;
        if (token.ValidTo - (token.IssuedAt == default ? token.ValidFrom : token.IssuedAt) > _maxLifetime) return null;
        return new AccountIdentity(token.Issuer, subject, Text(token, "name"), null, RolesOf(token, issuer.Options.RoleClaim));
    }

    private static TokenValidationParameters ParametersFor(TokenIssuerOptions issuer, OpenIdConnectConfiguration keys) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = issuer.Audience,
        ValidTypes = [issuer.Type],
        ValidAlgorithms = [issuer.Algorithm],
        IssuerSigningKeys = keys.SigningKeys,
        // Only the key that the token names, which must be one of the issuer's.
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateLifetime = true,
        ClockSkew = s_skew,
    };

    private static System.Collections.Immutable.ImmutableArray<string> RolesOf(JsonWebToken token, string? claim) =>
        claim is null ? []
            : [.. token.Claims.Where(c => c.Type == claim && AccountRoles.All.Contains(c.Value)).Select(c => c.Value).Distinct()];

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) && text is { Length: > 0 and <= MaxName } ? text : null;

    [LoggerMessage(LogLevel.Warning, "The keys of {Issuer} cannot be read, so its tokens are refused: {Reason}")]
    private partial void LogNoKeys(string issuer, string reason);

    private sealed class Issuer(TokenIssuerOptions options, IHttpClientFactory clients)
    {
        public TokenIssuerOptions Options => options;

        public ConfigurationManager<OpenIdConnectConfiguration> Keys { get; } = new(
            options.Keys is { Length: > 0 } keys ? keys : options.Issuer!.TrimEnd('/') + "/.well-known/openid-configuration",
            options.Keys is { Length: > 0 } ? new KeysAlone() : new OpenIdConnectConfigurationRetriever(),
            // An issuer on this machine is allowed; the validator saw to it that any other has https.
            new HttpDocumentRetriever(clients.CreateClient(ClientName)) { RequireHttps = !new Uri(options.Issuer!).IsLoopback })
        {
            AutomaticRefreshInterval = s_refresh,
        };
    }

    /// <summary>Reads a set of keys, where the settings name its address.</summary>
    private sealed class KeysAlone : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(
            string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var configuration = new OpenIdConnectConfiguration
            {
                JsonWebKeySet = new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel)),
            };
            foreach (var key in configuration.JsonWebKeySet.GetSigningKeys()) configuration.SigningKeys.Add(key);
            return configuration;
        }
    }
}
