using System.Collections.Immutable;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Clients;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Limits;
using ObsidianVault.Api.Gateway.Tokens;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// Finds out who calls, from <c>Authorization: Bearer</c>: a session by its token, a program by its key or by a token of an issuer in the
/// settings, or the operator by the key in the settings. Without that header, from the page's cookie. Secrets are compared in constant
/// time.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionTokens sessions,
        IOptions<OperatorOptions> operators, IOptions<SignInOptions> signIn, CredentialTries tries, ApiKeys keys, BearerTokens tokens,
        KnownAccounts accounts, AccountLists lists, IAuthenticationSchemeProvider schemes)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = Access.Scheme + " ";
    private TimeSpan _wait;
    private bool _isTooMany;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return await ByCookieAsync(header);
        var credential = header[Prefix.Length..].Trim();
        var token = SessionToken.Parse(credential);
        if (token is { } known && sessions.IsRemembered(known)) return Session(known);
        var key = ApiKey.Parse(credential);
        if (key is { } program && keys.Remembered(program) is { } scopes) return await ProgramAsync(program, scopes);
        var client = ClientAddress.Of(Context);
        if (tries.WaitOf(client.Key) is { } wait) return TooMany(wait);
        if (token is { } asked && await sessions.IsValidAsync(asked)) return Session(asked);
        if (key is { } unknown && await keys.FindAsync(unknown) is { } found) return await ProgramAsync(unknown, found);
        if (ConstantTime.EqualsAny(credential, operators.Value.Key)) return Success(Roles.Operator, null);
        if (tokens.MayBeOne(credential) && await tokens.ReadAsync(credential, Context.RequestAborted) is { } identity)
        {
            var (id, state) = await accounts.EnterAsync(identity);
            return state.IsDisabled ? AuthenticateResult.Fail("The account is disabled.")
                : Success(Roles.Service | lists.RolesOf(id, state), id);
        }

        return credential.Length > 0 && await tries.FailedAsync(client, credential, KindOf(credential)) is { } longer
            ? TooMany(longer)
            : AuthenticateResult.Fail("The credential is not known.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!_isTooMany)
        {
            await RefuseAsync(isKnown: false);
            return;
        }

        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await Problems.TooMany("Too many unknown credentials were sent from this address. Retry-After says when to try again.",
            LimitHeaders.Seconds(_wait)).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => RefuseAsync(isKnown: true);

    private async Task RefuseAsync(bool isKnown)
    {
        var problem = ProblemOf(isKnown);
        if (problem.StatusCode == StatusCodes.Status401Unauthorized) Response.Headers.WWWAuthenticate = Access.Scheme;
        Response.StatusCode = problem.StatusCode;
        await problem.ExecuteAsync(Context);
    }

    private ProblemHttpResult ProblemOf(bool isKnown)
    {
        var policies = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).ToList() ?? [];
        var isOperators = policies.Contains(Access.Operator);
        if (isOperators && operators.Value.Key.Length == 0 && !signIn.Value.IsOn && !tokens.AreOn)
            return Problems.NotFound("address; the setting Operator:Key turns it on");
        var need = isOperators ? "the operator's key as Authorization: Bearer KEY."
            : policies.Contains(Access.Person)
                ? "the token of POST /api/v1/sessions, or the operator's key, as Authorization: Bearer CREDENTIAL."
                : "the token of POST /api/v1/sessions as Authorization: Bearer TOKEN.";
        // To an SDK a credential of the wrong kind is an invalid API key like any other.
        return isKnown && !Context.IsOpenAi()
            ? Problems.Forbidden($"The credential is valid, and not for this address. Send {need}")
            : Problems.Unauthorized($"Send {need}");
    }

    private static string KindOf(string credential) =>
        SessionToken.IsOne(credential) ? "session token" : ApiKey.IsOne(credential) ? "API key" : "key";

    private async ValueTask<AuthenticateResult> ProgramAsync(ApiKey key, ImmutableArray<string> scopes)
    {
        Context.Features.Set(new KeyFeature(key, scopes));
        var roles = Roles.Service;
        // Only as long as its owner is one.
        if (scopes.Contains(KeyFeature.OperatorScope))
            roles |= lists.RolesOf(key.AccountId, await accounts.GetAsync(key.AccountId)) & Roles.Operator;
        return Success(roles, key.AccountId);
    }

    /// <summary>Who signed in on the page; nobody where people cannot, or where the header says something else.</summary>
    private async Task<AuthenticateResult> ByCookieAsync(string header) =>
        header.Length == 0 && Request.Cookies.Count > 0 && await schemes.GetSchemeAsync(AccountCookie.Scheme) is not null
            ? await Context.AuthenticateAsync(AccountCookie.Scheme)
            : AuthenticateResult.NoResult();

    private AuthenticateResult TooMany(TimeSpan wait)
    {
        (_isTooMany, _wait) = (true, wait);
        return AuthenticateResult.Fail("Too many unknown credentials were sent from this address.");
    }

    private AuthenticateResult Session(SessionToken token) => signIn.Value.Guests
        ? Success(Roles.Guest, token.SessionId)
        : AuthenticateResult.Fail("Guests are not let in here.");

    private AuthenticateResult Success(Roles roles, string? session) =>
        AuthenticateResult.Success(new AuthenticationTicket(Access.PrincipalWith(roles, session, Scheme.Name), Scheme.Name));
}
