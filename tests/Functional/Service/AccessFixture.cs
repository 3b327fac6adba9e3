using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Policy;

namespace ObsidianVault.Functional.Service;

/// <summary>One service, and a caller of every role.</summary>
public sealed class AccessFixture : IAsyncLifetime
{
    private const string OperatorKey = "an-operators-key-for-access-0123456789";
    private readonly ConcurrentQueue<string> _lines = new();

    public VaultService Vault { get; private set; } = null!;

    /// <summary>All that the service wrote.</summary>
    public IEnumerable<string> Lines => _lines;

    internal IReadOnlyList<RoleCaller> Callers { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Vault = await VaultService.StartNewAsync(
            VaultService.Embedded, (_, line) => _lines.Enqueue(line), new Dictionary<string, string> { ["Operator__Key"] = OperatorKey });
        using var opened = await Vault.Http.PostAsync("/api/v1/sessions", null, TestContext.Current.CancellationToken);
        var guest = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        Callers =
        [
            new("nobody", null, Roles.None),
            new("guest", guest, Roles.Guest),
            new("key", await KeyAsync(guest), Roles.Service),
            new("key for usage", await KeyAsync(guest, "usage"), Roles.Service, "usage"),
            new("operator's key", OperatorKey, Roles.Operator),
        ];
    }

    public ValueTask DisposeAsync() => Vault.DisposeAsync();

    /// <summary>Makes a key of the caller.</summary>
    public async Task<string> KeyAsync(string credential, params string[] scopes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/keys")
        {
            Content = JsonContent.Create(new { name = "test", scopes }),
            Headers = { Authorization = new("Bearer", credential) },
        };
        using var response = await Vault.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
    }

    public async Task<HttpStatusCode> StatusAsync(
        string verb, string path, string? credential, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(
            Vault.Http.BaseAddress!.ToString().TrimEnd('/') + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (credential is not null) request.Headers.Authorization = new("Bearer", credential);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        // The framework refuses a body of another kind before it asks who sends it.
        if (verb is "POST" or "PUT" or "PATCH") request.Content = path.Contains("/rag/documents", StringComparison.Ordinal)
            || path.Contains("/whatsapp/media", StringComparison.Ordinal) ? new MultipartFormDataContent() : JsonContent.Create(new { });
        using var response = await Vault.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

/// <summary>A way to call the service.</summary>
/// <param name="Scope">What the key is limited to; null for all.</param>
internal sealed record RoleCaller(string Name, string? Credential, Roles Roles, string? Scope = null)
{
    public bool MayCall(RouteRule rule) => (rule.Who & Roles) != 0 && (Scope is null || rule.Scope == Scope);
}
