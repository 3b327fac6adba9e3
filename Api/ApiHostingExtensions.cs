using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Ai;
using ObsidianVault.Api.Code;
using ObsidianVault.Api.Http;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Api.Objects;
using ObsidianVault.Api.OpenAi;
using ObsidianVault.Api.Operator;
using ObsidianVault.Api.Sessions;
using ObsidianVault.Api.Status;
using ObsidianVault.Api.Usage;
using ObsidianVault.Api.Videos;
using ObsidianVault.Api.Visualizer;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Api.WhatsApp;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api;

/// <summary>The HTTP surface: what it needs, and its routes.</summary>
public static class ApiHostingExtensions
{
    public static WebApplicationBuilder AddVaultApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder
            .AddVaultOptions<LifetimeOptions>(LifetimeOptions.Section)
            .AddVaultOptions<JobOptions>(JobOptions.Section)
            .AddVaultOptions<OpenAiLimits>(OpenAiLimits.Section)
            .AddVaultPatience();
        builder.Services.TryAddSingleton<SessionTokens>();
        builder.Services.AddVaultWebhooks();
        builder.Services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.Section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OperatorOptions>, OperatorOptionsValidator>());
        builder.Services.AddOpenApi();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddExceptionHandler<ClusterFaults>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
        return builder;
    }

    public static WebApplication MapVaultApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOpenApi();
        app.MapPrometheusScrapingEndpoint();
        app.MapStatus();
        app.MapVaultWebhooks();
        app.MapSessions();
        app.MapJobs();
        app.MapCode();
        app.MapVisualizer();
        app.MapVideos();
        app.MapVaultObjects();
        app.MapUsage();
        app.MapBudgets();
        app.MapOpenAi();
        app.MapAiChat();
        app.MapConversations();
        app.MapLines();
        app.MapWhatsApp();
        return app;
    }
}
