using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Clients;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Limits;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Api.Accounts;

/// <summary>Who calls, and who the operators are.</summary>
internal static class AccountEndpoints
{
    private const string ExampleId = "c4hk2vq6m3ya5znd7xw2tb4e6u";

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/api/v1/account").WithTags("accounts");
        account.MapGet("", GetAsync).AnswersLike(new AccountView(ExampleId, "Ada", ["user"], true, true, true))
            .WithSummary("Who calls.")
            .WithDescription("The caller's account, roles and name, and how people come in here. Whoever is nobody yet is told so too.");
        account.MapPost("administrator", BootstrapAsync).RequireAuthorization(Access.Session)
            .Takes(new BootstrapKey("f3Kq9wZr2LxTn7BvYc5Hs8Dm")).ProducesError(StatusCodes.Status404NotFound)
            .WithSummary("Makes the caller the first administrator.")
            .WithDescription("With the setting Operator:BootstrapKey, which works once. Later ones are named by administrators.");

        var admin = routes.MapGroup("/api/v1/admin/accounts").WithTags("accounts").RequireAuthorization(Access.Admin);
        admin.MapGet("", ListAsync).AnswersLike(new DecidedAccounts([new DecidedAccount(ExampleId, ["operator"], false)]))
            .WithSummary("The accounts that administrators decided about.")
            .WithDescription("Those with a role of ours, or without the right to call, by id. What the identity provider or the settings "
                + "say comes on top.");
        admin.MapPut("{id}", DecideAsync).Takes(new Decision(["operator"], false))
            .ProducesError(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithParameter("id", "The account's id, which GET /api/v1/account tells its owner.")
            .WithSummary("Gives an account roles, or takes its right to call.")
            .WithDescription("It holds within a second, on every front end: also for its keys and for those who are signed in.");
    }

    private static async Task<Ok<AccountView>> GetAsync(
        ClaimsPrincipal user, KnownAccounts accounts, IOptions<SignInOptions> options)
    {
        var id = user.FindFirst(Access.SessionIdClaim)?.Value;
        var roles = user.RolesOf();
        var name = id is not null && (roles & (Roles.User | Roles.Service)) != 0 ? (await accounts.GetAsync(id)).Identity?.Name : null;
        return TypedResults.Ok(new AccountView(
            id, name, RoleClaims.NamesOf(roles), user.Identity?.AuthenticationType == AccountCookie.Scheme, options.Value.IsOn,
            options.Value.Guests));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> BootstrapAsync(
        Body<BootstrapKey> body, Caller caller, HttpContext http, IClusterClient grains, IOptions<OperatorOptions> options,
        CredentialTries tries)
    {
        var expected = options.Value.BootstrapKey;
        if (expected.Length == 0) return Problems.NotFound("address; the setting Operator:BootstrapKey turns it on");
        var client = ClientAddress.Of(http);
        if (tries.WaitOf(client.Key) is { } wait) return TooMany(wait);
        var given = body.Value.Key ?? "";
        if (!ConstantTime.Equals(given, expected))
            return await tries.FailedAsync(client, given, "bootstrap key") is { } longer ? TooMany(longer) : Wrong();
        return await Directory(grains).BootstrapAsync(caller.SessionId) ? TypedResults.NoContent() : Wrong();
    }

    private static async Task<Ok<DecidedAccounts>> ListAsync(IClusterClient grains) => TypedResults.Ok(new DecidedAccounts(
        [.. (await Directory(grains).ListAsync()).Select(one => new DecidedAccount(one.AccountId, [.. one.Roles], one.IsDisabled))]));

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(string id, Body<Decision> body, IClusterClient grains)
    {
        if (id.Length != ExampleId.Length || !id.All(char.IsAsciiLetterOrDigit)) return Problems.NotFound("account");
        ImmutableArray<string> roles = [.. (body.Value.Roles ?? []).OfType<string>().Distinct()];
        if (!roles.All(AccountRoles.All.Contains)) return Problems.Invalid(("roles", $"Must be of {string.Join(", ", AccountRoles.All)}."));
        return await Directory(grains).DecideAsync(new AccountDecision(id, roles, body.Value.Disabled))
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status409Conflict, "too_many_accounts",
                $"At most {IAccountDirectoryGrain.MaxAccounts} accounts are decided about. Take a role away from one first.");
    }

    private static IAccountDirectoryGrain Directory(IClusterClient grains) =>
        grains.GetGrain<IAccountDirectoryGrain>(GrainKeys.AccountDirectory());

    /// <summary>The same where the key is wrong and where it was used before.</summary>
    private static ProblemHttpResult Wrong() => Problems.Invalid(("key", "Is wrong, or was used before."));

    private static ProblemHttpResult TooMany(TimeSpan wait) => Problems.TooMany(
        "Too many unknown credentials were sent from this address. Retry-After says when to try again.", LimitHeaders.Seconds(wait));
}

/// <summary>Who calls.</summary>
/// <param name="AccountId">Names the account, which is also its session; null for nobody, and for the operator's key.</param>
/// <param name="Name">What the identity provider calls them.</param>
/// <param name="Roles">guest, user, service, operator, admin; none for nobody.</param>
/// <param name="SignedIn">Whether the request was sent with the cookie of a sign-in.</param>
/// <param name="MaySignIn">Whether people can sign in here, at /signin.</param>
/// <param name="MayBeGuest">Whether people may open a session without signing in.</param>
internal sealed record AccountView(string? AccountId, string? Name, string[] Roles, bool SignedIn, bool MaySignIn, bool MayBeGuest);

/// <summary>The key that names the first administrator.</summary>
/// <param name="Key">The setting Operator:BootstrapKey.</param>
internal sealed record BootstrapKey(string? Key);

/// <summary>The accounts that administrators decided about.</summary>
/// <param name="Accounts">By id.</param>
internal sealed record DecidedAccounts(DecidedAccount[] Accounts);

/// <summary>An account that an administrator decided about.</summary>
/// <param name="AccountId">Names it.</param>
/// <param name="Roles">operator, admin.</param>
/// <param name="Disabled">Whether nothing of it is accepted.</param>
internal sealed record DecidedAccount(string AccountId, string[] Roles, bool Disabled);

/// <summary>What holds for an account from now on.</summary>
/// <param name="Roles">operator, admin, both or none; those that are left out are taken away.</param>
/// <param name="Disabled">Whether nothing of it is accepted: no sign-in, no key, no token.</param>
internal sealed record Decision(string?[]? Roles = null, bool Disabled = false);
