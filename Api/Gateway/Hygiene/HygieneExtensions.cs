using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Hygiene;

internal static class HygieneExtensions
{
    /// <summary>Names under which the answer may be read by pages of other origins, where <c>Gateway:Origins</c> has any.</summary>
    private static readonly string[] s_exposed = [RequestIds.Header, "RateLimit", "RateLimit-Policy", "Retry-After", "Location"];

    public static IServiceCollection AddVaultHygiene(this IServiceCollection services)
    {
        services.AddCors();
        return services;
    }

    public static IApplicationBuilder UseVaultHygiene(this IApplicationBuilder app)
    {
        app.UseMiddleware<HostNames>();
        app.Use((http, next) => http.Request.QueryString.Value!.Contains("%00", StringComparison.Ordinal)
            // Databases do not store it, and nothing here has it in its name.
            ? throw new RefusedException(Problems.Malformed("The query holds the character NUL (%00)."))
            : next(http));
        var origins = app.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value.Origins;
        if (origins.Count == 0) return app;
        // No credentials: a token is sent by the page itself, never by the browser.
        return app.UseCors(cors => cors.WithOrigins([.. origins]).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(s_exposed));
    }
}
