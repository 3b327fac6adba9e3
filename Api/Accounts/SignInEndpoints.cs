using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Limits;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Gateway.SignIn;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Api.Accounts;

/// <summary>Signing in and out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signin", SignInAsync).WithTags("accounts").WithMetadata(LimitClass.Opening)
            .Produces(StatusCodes.Status302Found).ProducesError(StatusCodes.Status404NotFound)
            .WithParameter("return", "Where to go afterwards: a path of this service; the page where it is left out.")
            .WithSummary("Leads the browser to the identity provider.")
            .WithDescription("By OpenID Connect, with code and PKCE. Back here, a signed cookie says who calls. 404 where the setting "
                + "SignIn:Authority is empty.");
        routes.MapPost("/signout", SignOutAsync).WithTags("accounts")
            .Produces(StatusCodes.Status204NoContent)
            .WithParameter("everywhere", "Whether every sign-in of the account ends, on all devices; false where it is left out.")
            .WithSummary("Signs out of the page.")
            .WithDescription("The cookie is taken back. Whoever is not signed in gets the same answer.");
    }

    private static async Task<IResult> SignInAsync(string? @return, HttpContext http, IOptions<SignInOptions> options)
    {
        if (!options.Value.IsOn) return Problems.NotFound("address; the setting SignIn:Authority turns it on");
        try
        {
            await http.ChallengeAsync(
                SignInExtensions.Provider, new AuthenticationProperties { RedirectUri = IsPath(@return) ? @return : "/" });
            return TypedResults.Empty;
        }
        catch (Exception away) when (away is InvalidOperationException or HttpRequestException or IOException && !http.Response.HasStarted)
        {
            return Problems.Busy("The identity provider does not answer. Try again in a few seconds.");
        }
    }

    private static async Task<NoContent> SignOutAsync(
        bool? everywhere, HttpContext http, IClusterClient grains, IOptions<SignInOptions> options)
    {
        if (options.Value.IsOn && http.User.FindFirst(AccountCookie.AccountClaim)?.Value is { } account)
        {
            if (everywhere == true) await grains.GetGrain<IAccountGrain>(GrainKeys.Account(account)).EndSignInsAsync();
            await http.SignOutAsync(AccountCookie.Scheme);
        }

        return TypedResults.NoContent();
    }

    /// <summary>Whether a browser stays here with it: no other host, however it is written.</summary>
    internal static bool IsPath(string? path) => path is { Length: > 0 and <= 500 } && path[0] == '/'
        && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(c => char.IsControl(c) || c == '\\');
}
