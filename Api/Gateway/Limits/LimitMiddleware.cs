using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Clients;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// Holds every request to the limits of its route, for its principal and for its address. It stands behind authentication, which
/// says who calls, and before authorization, so that refused requests count too.
/// </summary>
internal sealed class LimitMiddleware(
    RequestDelegate next, ILimitStore store, RouteLimits routes, IOptions<LimitOptions> options, IOptions<SignInOptions> signIn,
    ThisMachine thisMachine)
{
    private static readonly string s_guest = RoleClaims.NameOf(Roles.Guest);

    private readonly int _guestPercent = PercentOfGuests(options.Value, signIn.Value);

    private readonly Dictionary<LimitClass, Level> _levels = Enum.GetValues<LimitClass>()
        .Where(kind => kind is not (LimitClass.None or LimitClass.Credentials)).ToDictionary(kind => kind, kind => new Level(
            options.Value.Of(kind), kind == LimitClass.Opening ? 1 : options.Value.AddressFactor,
            PercentOfGuests(options.Value, signIn.Value)));

    public Task InvokeAsync(HttpContext http)
    {
        if (!options.Value.Enabled) return next(http);
        var kind = routes.Of(http);
        if (kind == LimitClass.None) return next(http);
        var address = ClientAddress.Of(http);
        return address.IsThisMachine && !thisMachine.IsLimited ? next(http) : LimitAsync(http, kind, address.Key);
    }

    private async Task LimitAsync(HttpContext http, LimitClass kind, string address)
    {
        var level = _levels[kind];
        // Who opens a session is nobody yet, whatever token is sent along.
        var principal = kind == LimitClass.Opening ? null : Access.PrincipalOf(http.User);
        var isGuest = principal is not null && _guestPercent < 100 && http.User.HasClaim(RoleClaims.Type, s_guest);
        var byAddress = new LimitSubject(kind, IsAddress: true, address);
        var verdict = principal is null
            ? await store.TakeAsync(byAddress, level.OfAddress, default, level.OfAddress)
            : await store.TakeAsync(
                new LimitSubject(kind, IsAddress: false, principal), isGuest ? level.OfGuest : level.OfPrincipal, byAddress,
                level.OfAddress);
        using var place = verdict.Place;
        var headers = principal is null ? level.AddressHeaders : isGuest ? level.GuestHeaders : level.PrincipalHeaders;
        if (verdict.Refused is not { } refused)
        {
            // At the start of the response, because an error clears what was set before.
            http.Response.OnStarting(static state =>
            {
                var (headers, response, verdict) = ((LimitHeaders, HttpResponse, LimitVerdict))state;
                headers.Write(response, verdict);
                return Task.CompletedTask;
            }, (headers, http.Response, verdict));
            await next(http);
            return;
        }

        headers.Write(http.Response, verdict);
        var problem = Refusal(refused, principal is null || verdict.ByAddress, verdict.Wait);
        http.Response.StatusCode = problem.StatusCode;
        await problem.ExecuteAsync(http);
    }

    private static ProblemHttpResult Refusal(LimitKind kind, bool byAddress, TimeSpan wait)
    {
        var whose = byAddress ? " from this address" : "";
        return Problems.TooMany(kind switch
        {
            LimitKind.AtOnce => $"Too many requests{whose} run at the same time. Wait for one to end.",
            LimitKind.Hour => $"Too many requests{whose} in an hour. Retry-After says when to try again.",
            _ => $"Too many requests{whose} in a minute. Retry-After says when to try again.",
        }, LimitHeaders.Seconds(wait));
    }

    /// <summary>Where people can sign in, those who do not have less.</summary>
    private static int PercentOfGuests(LimitOptions limits, SignInOptions signIn) => signIn.IsOn ? limits.GuestPercent : 100;

    private sealed class Level(ClassLimit limit, int factor, int guestPercent)
    {
        public ClassLimit OfGuest { get; } = limit.Percent(guestPercent);

        public LimitHeaders GuestHeaders { get; } = new(limit.Percent(guestPercent));

        public ClassLimit OfPrincipal => limit;

        public ClassLimit OfAddress { get; } = limit.Times(factor);

        public LimitHeaders PrincipalHeaders { get; } = new(limit);

        public LimitHeaders AddressHeaders { get; } = new(limit.Times(factor));
    }
}
