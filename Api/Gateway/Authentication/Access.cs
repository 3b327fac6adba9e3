using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>The policies that endpoints require. <see cref="BearerHandler"/> says who calls; these say who may.</summary>
internal static class Access
{
    /// <summary>The caller sends a session's token.</summary>
    public const string Session = "session";

    /// <summary>The caller sends the operator's key, or is an operator.</summary>
    public const string Operator = "operator";

    /// <summary>The caller is an administrator.</summary>
    public const string Admin = "admin";

    /// <summary>The caller sends either of the two; see <see cref="Person"/>.</summary>
    public const string Person = "person";

    /// <summary>The one scheme: <c>Authorization: Bearer CREDENTIAL</c>.</summary>
    public const string Scheme = "Bearer";

    /// <summary>Claim: the session that the caller acts for.</summary>
    public const string SessionIdClaim = "session_id";

    /// <summary>Claim: the caller is the operator.</summary>
    public const string OperatorClaim = "operator";

    /// <summary>Who is known to call: the session, or the operator; null for nobody.</summary>
    public static string? PrincipalOf(ClaimsPrincipal user) => user.FindFirst(SessionIdClaim)?.Value
        ?? (user.HasClaim(claim => claim.Type == OperatorClaim) ? OperatorClaim : null);

    /// <summary>A caller with these roles, who acts for the session, or for none.</summary>
    public static ClaimsPrincipal PrincipalWith(Roles roles, string? session, string scheme) => new(new ClaimsIdentity(
        session is null ? RoleClaims.Of(roles) : RoleClaims.Of(roles).Append(new Claim(SessionIdClaim, session)), scheme));

    public static IServiceCollection AddVaultAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<KnownAccounts>();
        services.AddSingleton<OpenRequests>();
        services.AddSingleton<AccountLists>();
        services.AddAuthentication(Access.Scheme).AddScheme<AuthenticationSchemeOptions, BearerHandler>(Access.Scheme, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Session, policy => policy.RequireClaim(SessionIdClaim))
            .AddPolicy(Admin, policy => policy.RequireClaim(RoleClaims.Type, RoleClaims.NameOf(Roles.Admin)))
            .AddPolicy(Operator, policy => policy.RequireClaim(OperatorClaim))
            .AddPolicy(Person, policy => policy.RequireAssertion(context =>
                context.User.HasClaim(claim => claim.Type is SessionIdClaim or OperatorClaim)));
        return services;
    }
}
