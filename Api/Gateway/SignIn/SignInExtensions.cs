using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ObsidianVault.Api.Gateway.Audit;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Clients;
using ObsidianVault.Api.Gateway.Limits;
using ObsidianVault.Grains.Interfaces.Accounts;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Gateway.SignIn;

/// <summary>Signing in at an OpenID Connect provider: ASP.NET Core's own handler, code flow with PKCE, and a cookie for the page.</summary>
internal static partial class SignInExtensions
{
    /// <summary>The scheme that sends people to the provider.</summary>
    public const string Provider = "OpenIdConnect";

    public const string Callback = "/signin/callback";
    private const string Failed = "/?signin=failed";
    private const string Verified = "email_verified";
    private const int MaxText = 200;
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(30);

    private static readonly string[] s_algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static IHostApplicationBuilder AddVaultSignIn(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<SignInOptions>(SignInOptions.Section);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>());
        var options = builder.Configuration.GetSection(SignInOptions.Section).Get<SignInOptions>() ?? new SignInOptions();
        if (!options.IsOn || !Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority)) return builder;
        var isPublic = builder.Configuration["Sessions:PublicUrl"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;
        builder.Services.AddDataProtection().SetApplicationName("obsidian-vault");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(
            keys => keys.XmlRepository = new GrainKeyRing(services.GetRequiredService<IClusterClient>())));
        builder.Services.AddAuthentication()
            .AddCookie(AccountCookie.Scheme, cookie => Describe(cookie, options, isPublic))
            .AddOpenIdConnect(Provider, oidc => Describe(oidc, options, authority, isPublic));
        return builder;
    }

    private static void Describe(CookieAuthenticationOptions cookie, SignInOptions options, bool isPublic)
    {
        // The prefix tells browsers to take it from this very host over https alone.
        cookie.Cookie.Name = isPublic ? "__Host-vault-account" : "vault-account";
        cookie.Cookie.SecurePolicy = SecureOf(isPublic);
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.IsEssential = true;
        cookie.ExpireTimeSpan = options.Lifetime;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static void Describe(OpenIdConnectOptions oidc, SignInOptions options, Uri authority, bool isPublic)
    {
        oidc.Authority = options.Authority;
        oidc.ClientId = options.ClientId;
        oidc.ClientSecret = options.ClientSecret;
        // The validator saw to it that only a provider on this machine has no https.
        oidc.RequireHttpsMetadata = !authority.IsLoopback;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.SignInScheme = AccountCookie.Scheme;
        oidc.CallbackPath = Callback;
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        oidc.SaveTokens = false;
        oidc.DisableTelemetry = true;
        oidc.Scope.Add("email");
        oidc.ClaimActions.MapJsonKey(options.RoleClaim, options.RoleClaim);
        oidc.ClaimActions.MapJsonKey(Verified, Verified);
        oidc.TokenValidationParameters.ValidAlgorithms = s_algorithms;
        oidc.TokenValidationParameters.ClockSkew = s_skew;
        foreach (var cookie in (CookieBuilder[])[oidc.NonceCookie, oidc.CorrelationCookie])
        {
            // The provider leads the browser back by a link, so they need not be sent with requests of other sites.
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = SecureOf(isPublic);
        }

        oidc.Events.OnTicketReceived = EnterAsync;
        oidc.Events.OnRemoteFailure = RefuseAsync;
    }

    private static CookieSecurePolicy SecureOf(bool isPublic) => isPublic ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>The cookie holds the account alone; what that may do is asked anew, half a second old at most.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var id = context.Principal?.FindFirst(AccountCookie.AccountClaim)?.Value;
        if (id is not null && long.TryParse(context.Principal!.FindFirst(AccountCookie.SinceClaim)?.Value, out var since))
        {
            var state = await services.GetRequiredService<KnownAccounts>().GetAsync(id);
            // Erased, disabled, or signed out everywhere since.
            if (state is { Identity: not null, IsDisabled: false } && since >= state.ValidFrom.ToUnixTimeMilliseconds())
            {
                var roles = Roles.User | services.GetRequiredService<AccountLists>().RolesOf(id, state);
                var principal = Access.PrincipalWith(roles, id, AccountCookie.Scheme);
                // For a cookie that is renewed. The roles go into it too, and are not read again.
                ((ClaimsIdentity)principal.Identity!).AddClaims(ClaimsOf(id, since));
                context.ReplacePrincipal(principal);
                return;
            }
        }

        context.RejectPrincipal();
    }

    private static async Task EnterAsync(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var user = context.Principal!;
        var subject = user.FindFirst("sub")!;
        var claim = services.GetRequiredService<IOptions<SignInOptions>>().Value.RoleClaim;
        var email = Text(user, "email");
        var identity = new AccountIdentity(
            user.FindFirst("iss")?.Value ?? subject.Issuer, subject.Value, Text(user, "name"),
            user.FindFirst(Verified)?.Value is "true" or "True" ? email : null,
            [.. user.FindAll(claim).Select(role => role.Value).Where(AccountRoles.All.Contains).Distinct()]);
        var (id, state) = await services.GetRequiredService<KnownAccounts>().EnterAsync(identity);
        await services.GetRequiredService<AuditTrail>().WriteAsync(
            context.HttpContext, id, Roles.User, "sign in", identity.Issuer,
            state.IsDisabled ? StatusCodes.Status403Forbidden : StatusCodes.Status302Found);
        if (state.IsDisabled)
        {
            context.Response.Redirect(Failed);
            context.HandleResponse();
            return;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        context.Principal = new ClaimsPrincipal(new ClaimsIdentity(ClaimsOf(id, now), AccountCookie.Scheme));
        context.Properties!.IsPersistent = true;
    }

    private static async Task RefuseAsync(RemoteFailureContext context)
    {
        var services = context.HttpContext.RequestServices;
        LogFailed(
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInExtensions)),
            context.Failure?.GetType().Name ?? "none");
        await services.GetRequiredService<CredentialTries>().FailedAsync(
            ClientAddress.Of(context.HttpContext), context.Request.QueryString.Value ?? "", "sign-in");
        context.Response.Redirect(Failed);
        context.HandleResponse();
    }

    private static Claim[] ClaimsOf(string accountId, long since) =>
    [
        new Claim(AccountCookie.AccountClaim, accountId),
        new Claim(AccountCookie.SinceClaim, since.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static string? Text(ClaimsPrincipal user, string claim) =>
        user.FindFirst(claim)?.Value is { Length: > 0 and <= MaxText } text ? text : null;

    [LoggerMessage(LogLevel.Warning, "Somebody came back from the sign-in without a valid answer ({Kind})")]
    private static partial void LogFailed(ILogger logger, string kind);
}
