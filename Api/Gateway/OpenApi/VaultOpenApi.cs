using Microsoft.OpenApi;

namespace ObsidianVault.Api.Gateway.OpenApi;

/// <summary>The description of the Api at <c>/openapi/v1.json</c>.</summary>
internal static class VaultOpenApi
{
    public const string Title = "Obsidian Vault API";
    public const string SessionScheme = "session_token";
    public const string OperatorScheme = "operator_key";
    public const string SignInScheme = "sign_in";
    public const string TelegramScheme = "telegram_secret";
    public const string WhatsAppScheme = "whatsapp_signature";
    private const string Version = "1.0";

    private const string Description =
        "Ask for explanatory maths videos and pictures, talk to the AI, and see what it cost.\n\n"
        + "Open a session with `POST /api/v1/sessions` and send its token as `Authorization: Bearer TOKEN`. Errors are problem details "
        + "(RFC 9457) with a stable `code` and a `request_id`; under `/v1` they have OpenAI's shape. Writes that make something take "
        + "an `Idempotency-Key`.";

    public static IServiceCollection AddVaultOpenApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddOperationTransformer<OperationDetails>();
        options.AddDocumentTransformer(static async (document, context, cancellationToken) =>
        {
            document.Info = new OpenApiInfo { Title = Title, Version = Version, Description = Description };
            // Where the document was read from is where the Api is; behind a proxy the server knows only its own name.
            document.Servers = [new OpenApiServer { Url = "/", Description = "This server." }];
            document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
            foreach (var (id, scheme) in Schemes) document.AddComponent(id, scheme);
            document.AddComponent(nameof(Problem),
                await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken));
            document.AddComponent(nameof(OpenAiProblem),
                await context.GetOrCreateSchemaAsync(typeof(OpenAiProblem), cancellationToken: cancellationToken));
            document.AddMetrics();
        });
    });

    private static (string Name, string Description)[] Tags =>
    [
        ("sessions", "Sessions of the web and of programs."),
        ("accounts", "Signing in, who calls, and who the operators are."),
        ("keys", "API keys of programs."),
        ("jobs", "Videos from prompts: ask, watch, fetch, delete."),
        ("callbacks", "Programs that are told when a job ends."),
        ("code", "Manim code of your own."),
        ("visualizer", "Plots, charts and figures as pictures."),
        ("video", "Short-lived links to videos, and the files behind them."),
        ("ai", "Questions to the AI."),
        ("rag", "Notes and documents: collections, what is in them, and questions to them."),
        ("openai", "The API that OpenAI's SDKs speak."),
        ("usage", "What a session has spent."),
        ("operator", "What people and programs of the operator do: conversations, lines, budgets."),
        ("whatsapp", "Messages to people on WhatsApp."),
        ("webhooks", "The addresses that Telegram and Meta post to."),
        ("status", "Health, and what this service is."),
    ];

    private static Dictionary<string, OpenApiSecurityScheme> Schemes => new()
    {
        [SessionScheme] = new()
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The token of POST /api/v1/sessions, or a key of POST /api/v1/keys.",
        },
        [OperatorScheme] = new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The setting Operator:Key." },
        [SignInScheme] = new()
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "vault-account",
            Description = "The cookie of GET /signin. Over https its name begins with __Host-.",
        },
        [TelegramScheme] = Header("X-Telegram-Bot-Api-Secret-Token", "The setting Telegram:Bots:N:WebhookSecret."),
        [WhatsAppScheme] = Header("X-Hub-Signature-256", "sha256= and the HMAC of the body under the setting WhatsApp:AppSecret."),
    };

    private static OpenApiSecurityScheme Header(string name, string description) =>
        new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = name, Description = description };

    /// <summary>The exporter maps a branch of the pipeline, which is invisible to the framework's description.</summary>
    private static void AddMetrics(this OpenApiDocument document) => document.Paths.Add("/metrics", new OpenApiPathItem
    {
        Operations = new()
        {
            [HttpMethod.Get] = new OpenApiOperation
            {
                Summary = "Metrics for Prometheus.",
                Description = "In the text format of Prometheus or of OpenMetrics, as the header Accept asks.",
                Tags = new HashSet<OpenApiTagReference> { new("status", document) },
                Responses = new OpenApiResponses
                {
                    ["200"] = new OpenApiResponse
                    {
                        Description = "The metrics.",
                        Content = new Dictionary<string, OpenApiMediaType>
                        {
                            ["text/plain"] = new() { Example = "# TYPE vault_webhook_events_total counter\n" },
                        },
                    },
                },
            },
        },
    });
}
