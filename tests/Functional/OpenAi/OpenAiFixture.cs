using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.Service;
using OpenAI;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>Tests that share one service. They run one after the other, because each scripts the stand-in's replies.</summary>
[CollectionDefinition(Name)]
public sealed class OpenAiCollection : ICollectionFixture<OpenAiFixture>
{
    public const string Name = "OpenAI-compatible API";
}

/// <summary>The embedded service with a stand-in for OpenAI. Each test opens its own session.</summary>
public sealed class OpenAiFixture : IAsyncLifetime
{
    public const string Model = "openai/gpt-4o-mini";

    private ProviderStandIn? _provider;
    private VaultService? _service;

    public ProviderStandIn Provider => Started(_provider);

    public VaultService Service => Started(_service);

    public Uri BaseUrl => new(Service.Http.BaseAddress!, "/v1");

    public static IReadOnlyDictionary<string, string> Settings(ProviderStandIn provider) => new Dictionary<string, string>
    {
        ["Ai__Providers__OpenAi__ApiKey"] = "stand-in-key",
        ["Ai__Providers__OpenAi__BaseUrl"] = provider.BaseUrl + "/v1",
        ["Ai__Providers__OpenAi__MaxConcurrent"] = "500",
    };

    public async ValueTask InitializeAsync()
    {
        if (!ManimRoot.IsHere) return; // the tests say so; a fixture that throws would fail them
        _provider = await ProviderStandIn.StartNewAsync();
        _service = await VaultService.StartNewAsync(
            VaultService.Embedded, Settings(Provider), new Dictionary<string, string> { ["Operator__Key"] = OperatorKey });
    }

    public const string OperatorKey = "functional-operator-key-0123456789";

    /// <summary>A new session's token.</summary>
    public async Task<string> TokenAsync() => await TokenAsync(Service);

    public static async Task<string> TokenAsync(VaultService service)
    {
        using var response = await service.Http.PostAsync("/api/v1/sessions", null);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>A client with its own session, created as a program would create it.</summary>
    public async Task<HttpClient> HttpAsync() => await HttpAsync(Service);

    public static async Task<HttpClient> HttpAsync(VaultService service)
    {
        var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(service));
        return http;
    }

    public async Task<OpenAIClient> SdkAsync(int retries = 0) => new(
        new ApiKeyCredential(await TokenAsync()),
        new OpenAIClientOptions { Endpoint = BaseUrl, RetryPolicy = new ClientRetryPolicy(retries) });

    /// <summary>The ledger's usage once no reservation is left.</summary>
    public static async Task<JsonElement> SettledUsageAsync(HttpClient http)
    {
        JsonElement usage = default;
        await VaultService.UntilAsync(
            async () =>
            {
                usage = await http.GetFromJsonAsync<JsonElement>("/api/v1/usage");
                return usage.GetProperty("reserved").GetDecimal() == 0;
            },
            "nothing is reserved any more");
        return usage;
    }

    /// <summary>The prompt of a request that reached the provider.</summary>
    public static string? Prompt(ProviderRequest request) =>
        request.Body["messages"]?.AsArray()[^1]?["content"] is JsonValue text ? (string?)text : null;

    /// <summary>The provider's requests with this prompt.</summary>
    public IReadOnlyList<ProviderRequest> Asked(string prompt) => [.. Provider.Requests.Items.Where(r => Prompt(r) == prompt)];

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
    }

    private static T Started<T>(T? part)
    {
        _ = ManimRoot.Path; // what the service needs
        return part!;
    }
}
