using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Audit;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Clients;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Hygiene;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.Limits;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Gateway.Policy;
using ObsidianVault.Api.Gateway.SignIn;
using ObsidianVault.Api.Gateway.Tokens;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Gateway;

/// <summary>The one door of the Api: request ids, errors, authentication, limits and the description of every address.</summary>
internal static class GatewayExtensions
{
    public static IHostApplicationBuilder AddVaultGateway(this IHostApplicationBuilder builder)
    {
        builder.AddVaultErrors();
        builder.Services.AddVaultAuthentication();
        builder.Services.AddSingleton<AuditTrail>();
        builder.AddVaultTokens();
        builder.AddVaultSignIn();
        builder.Services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.Section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OperatorOptions>, OperatorOptionsValidator>());
        builder.AddVaultLimits();
        builder.Services.AddVaultHygiene();
        builder.Services.AddVaultOpenApi();
        return builder;
    }

    /// <summary>The part that needs no cluster: JSON, bodies and errors.</summary>
    public static IHostApplicationBuilder AddVaultErrors(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<GatewayOptions>(GatewayOptions.Section);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        // Before the framework's, which is silent where the client accepts no JSON.
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ExceptionProblems>();
        // A parameter that cannot be read is named in the answer.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        });
        return builder;
    }

    public static IApplicationBuilder UseVaultGateway(this IApplicationBuilder app) =>
        app.UseTrustedProxies().UseVaultErrors().UseVaultHygiene().UseAuthentication().UseMiddleware<CookieOrigin>()
            .UseMiddleware<AuditedRequests>().UseMiddleware<InternalRoutes>().UseVaultLimits()
            .UseAuthorization().UseMiddleware<RoutePolicy>().UseMiddleware<IdempotentWrites>();

    public static IApplicationBuilder UseVaultErrors(this IApplicationBuilder app) =>
        app.UseRequestIds().UseExceptionHandler().UseStatusCodePages();
}
