using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Accounts;
using ObsidianVault.Api.Ai;
using ObsidianVault.Api.Callbacks;
using ObsidianVault.Api.Code;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Hygiene;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Api.Knowledge;
using ObsidianVault.Api.Objects;
using ObsidianVault.Api.OpenAi;
using ObsidianVault.Api.Operator;
using ObsidianVault.Api.Page;
using ObsidianVault.Api.Sessions;
using ObsidianVault.Api.Sessions.Messages;
using ObsidianVault.Api.Status;
using ObsidianVault.Api.Usage;
using ObsidianVault.Api.Videos;
using ObsidianVault.Api.Visualizer;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Api.WhatsApp;
using ObsidianVault.Grains.Interfaces.Callbacks;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api;

/// <summary>The HTTP surface: what it needs, and its routes.</summary>
public static class ApiHostingExtensions
{
    public static WebApplicationBuilder AddVaultApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        InternalRoutes.Listen(builder);
        builder
            .AddVaultOptions<LifetimeOptions>(LifetimeOptions.Section)
            .AddVaultOptions<JobOptions>(JobOptions.Section)
            .AddVaultOptions<OpenAiLimits>(OpenAiLimits.Section)
            .AddVaultOptions<KnowledgeOptions>(KnowledgeOptions.Section)
            .AddVaultOptions<PageOptions>(PageOptions.Section)
            .AddVaultOptions<CallbackOptions>(CallbackOptions.Section)
            .AddVaultPatience()             // how long callers wait for a failover
            .AddVaultGateway();             // authentication, bodies, errors, OpenAPI
        builder.Services
            .AddSingleton<CallbackRules>()
            .AddVaultJobEvents()            // who watches which job
            .AddVaultReadiness()            // what /health/ready asks
            .AddVaultWebhooks();            // messages into sessions
        builder.AddVaultAnswerTools();      // tools for assistants and editors
        return builder;
    }

    public static WebApplication MapVaultApi(this WebApplication app)
    {
        app.UseVaultGateway();
        app.UseVaultPage();                     // /
        app.MapOpenApi();                       // /openapi/v1.json
        app.MapPrometheusScrapingEndpoint();    // /metrics
        app.MapStatus();                        // /health, /api/v1/status
        app.MapVaultWebhooks();                 // /webhook
        app.MapSessions();                      // /api/v1/sessions
        app.MapSignIn();                        // /signin, /signout
        app.MapAccounts();                      // /api/v1/account, /api/v1/admin/accounts
        app.MapPersonalData();                  // /api/v1/account/data
        app.MapKeys();                          // /api/v1/keys
        app.MapMessages();                      // /api/v1/sessions/ID/messages
        app.MapJobs();                          // /api/v1/jobs
        app.MapCallbacks();                     // /api/v1/callbacks
        app.MapCode();                          // /api/v1/code
        app.MapVisualizer();                    // /api/v1/visualizer
        app.MapVideos();                        // /api/v1/video
        app.MapVaultObjects();                  // /objects
        app.MapUsage();                         // /api/v1/usage
        app.MapBudgets();                       // /api/v1/operator/budgets
        app.MapOpenAi();                        // /v1
        app.MapAiChat();                        // /api/v1/ai
        app.MapAnswers();                       // /api/v1/rag/query, /mcp
        app.MapConversations();                 // /api/v1/operator/conversations
        app.MapInbox();                         // /api/v1/operator/inbox
        app.MapReplays();                       // /api/v1/operator/conversations/ID/replay, /models
        app.MapWork();                          // /api/v1/operator/work, /jobs, /providers
        app.MapNumbers();                       // /api/v1/operator/usage
        app.MapReplies();                       // /api/v1/operator/replies
        app.MapLines();                         // /api/v1/operator/lines
        app.MapAudit();                         // /api/v1/admin/audit
        app.MapKnowledge();                     // /api/v1/rag
        app.MapWhatsApp();                      // /api/v1/whatsapp
        return app;
    }
}
