using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai;
using ObsidianVault.Api;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Channels;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Hosting.Objects;
using ObsidianVault.Hosting.Telemetry;
using ObsidianVault.Knowledge;
using ObsidianVault.Unit.Delivery;

namespace ObsidianVault.Unit.Gateway;

/// <summary>The whole Api over HTTP, and doubles of the grains behind it.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string OperatorKey = "unit-operator-key-0123456789";

    private ApiHost(WebApplication app, ClusterDouble cluster)
    {
        (App, Cluster) = (app, cluster);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
        Http.DefaultRequestHeaders.Authorization = Bearer(new SessionToken(ClusterDouble.SessionId, ClusterDouble.Secret).ToString());
    }

    public WebApplication App { get; }

    public ClusterDouble Cluster { get; }

    /// <summary>What was logged from warnings up.</summary>
    public LogLines Log { get; private init; } = null!;

    /// <summary>Sends the token of <see cref="ClusterDouble.SessionId"/>.</summary>
    public HttpClient Http { get; }

    public static AuthenticationHeaderValue Bearer(string credential) => new("Bearer", credential);

    public static async Task<ApiHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Operator:Key"] = OperatorKey,
            ["Storage:DataFolder"] = Path.Combine(Path.GetTempPath(), "vault-unit-unused"),
            ["Telegram:Bots:0:Name"] = "main",
            ["Telegram:Bots:0:Token"] = "1:a",
            ["Telegram:Bots:0:WebhookSecret"] = "telegram-secret",
            ["WhatsApp:AccessToken"] = "t",
            ["WhatsApp:AppSecret"] = "0123456789abcdef0123456789abcdef",
            ["WhatsApp:VerifyToken"] = "verify-me",
            ["WhatsApp:PhoneNumberIds:0"] = "111",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var cluster = new ClusterDouble();
        builder.Services.AddSingleton(cluster.Client).AddSingleton<IGrainFactory>(cluster.Client);
        builder.Services.AddSingleton<IObjectStore>(new MemoryObjectStore());
        builder.AddVaultAi().AddVaultChannels().AddVaultObjectStore();
        builder.AddVaultKnowledge();
        builder.AddVaultApi();
        builder.AddVaultTelemetry();
        // The Api's own web server stays; what talks to providers and channels does not start.
        foreach (var service in builder.Services.Where(s =>
            s.ServiceType == typeof(IHostedService) && IsOurs(s)).ToList()) builder.Services.Remove(service);
        var app = builder.Build();
        app.MapVaultApi();
        cluster.Services = app.Services;
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiHost(app, cluster) { Log = log };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
    }

    private static bool IsOurs(ServiceDescriptor service) =>
        (service.ImplementationType ?? service.ImplementationFactory?.Method.DeclaringType)?.Namespace?.StartsWith("ObsidianVault",
            StringComparison.Ordinal) == true;
}
