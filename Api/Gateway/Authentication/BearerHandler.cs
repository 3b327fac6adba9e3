using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// Finds out who calls, from <c>Authorization: Bearer</c>: a session by its token, or the operator by the key in the
/// settings. Secrets are compared in constant time.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionTokens sessions,
        IOptions<OperatorOptions> operators)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = Access.Scheme + " ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var credential = header[Prefix.Length..].Trim();
        if (SessionToken.Parse(credential) is { } token && await sessions.IsValidAsync(token))
            return Success(new Claim(Access.SessionIdClaim, token.SessionId));
        if (operators.Value.Key.Length > 0 && ConstantTime.Equals(credential, operators.Value.Key))
            return Success(new Claim(Access.OperatorClaim, "true"));
        return AuthenticateResult.Fail("The credential is not known.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => RefuseAsync(isKnown: false);

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
        if (isOperators && operators.Value.Key.Length == 0) return Problems.NotFound("address; the setting Operator:Key turns it on");
        var need = isOperators ? "the operator's key as Authorization: Bearer KEY."
            : policies.Contains(Access.Person)
                ? "the token of POST /api/v1/sessions, or the operator's key, as Authorization: Bearer CREDENTIAL."
                : "the token of POST /api/v1/sessions as Authorization: Bearer TOKEN.";
        // To an SDK a credential of the wrong kind is an invalid API key like any other.
        return isKnown && !Context.IsOpenAi()
            ? Problems.Forbidden($"The credential is valid, and not for this address. Send {need}")
            : Problems.Unauthorized($"Send {need}");
    }

    private AuthenticateResult Success(Claim claim) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([claim], Scheme.Name)), Scheme.Name));
}
