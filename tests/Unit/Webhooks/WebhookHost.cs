using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Webhooks;
using ObsidianVault.Channels;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Only the service's webhooks, over HTTP.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    public const string TelegramSecret = "telegram-secret";
    public const string SecondSecret = "second-secret";
    public const string AppSecret = "0123456789abcdef0123456789abcdef";
    public const string VerifyToken = "verify-me";
    public const string PhoneNumberId = "106540352242922";

    private readonly WebApplication _app;

    private WebhookHost(WebApplication app) => (_app, Http) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    public HttpClient Http { get; }

    public SessionDouble Sessions => _app.Services.GetRequiredService<SessionDouble>();

    public static Task<WebhookHost> StartAsync() => StartAsync(
        ("Telegram:SetUpBots", "false"), ("Telegram:ApiBaseUrl", "http://127.0.0.1:9"),
        ("Telegram:Bots:0:Name", "first"), ("Telegram:Bots:0:Username", "vault_bot"), ("Telegram:Bots:0:Token", "1:a"),
        ("Telegram:Bots:0:WebhookSecret", TelegramSecret),
        ("Telegram:Bots:1:Name", "second"), ("Telegram:Bots:1:Token", "2:b"), ("Telegram:Bots:1:WebhookSecret", SecondSecret),
        ("WhatsApp:AccessToken", "t"), ("WhatsApp:AppSecret", AppSecret), ("WhatsApp:VerifyToken", VerifyToken),
        ("WhatsApp:PhoneNumberIds:0", PhoneNumberId));

    public static async Task<WebhookHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddLogging();
        builder.AddVaultErrors();
        builder.Services.AddSingleton<SessionDouble>();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<SessionDouble>().Grains);
        builder.AddVaultChannels();
        builder.Services.AddVaultWebhooks();

        var app = builder.Build();
        app.UseVaultErrors();
        app.UseRouting();
        app.MapVaultWebhooks();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WebhookHost(app);
    }

    public Task<HttpResponseMessage> PostTelegramAsync(string json, string? secret = TelegramSecret, string path = "/webhook/telegram") =>
        PostAsync(path, Encoding.UTF8.GetBytes(json), "X-Telegram-Bot-Api-Secret-Token", secret);

    /// <summary>Posts with a valid signature, unless another is given.</summary>
    public Task<HttpResponseMessage> PostWhatsAppAsync(string json, string? signature = null) =>
        PostWhatsAppAsync(Encoding.UTF8.GetBytes(json), signature ?? Sign(Encoding.UTF8.GetBytes(json)));

    public Task<HttpResponseMessage> PostWhatsAppAsync(byte[] body, string? signature) =>
        PostAsync("/webhook/whatsapp", body, "X-Hub-Signature-256", signature);

    public static string Sign(byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), body));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string header, string? value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (value is not null) request.Headers.TryAddWithoutValidation(header, value);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
