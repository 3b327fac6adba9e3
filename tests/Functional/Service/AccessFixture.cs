using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Policy;

namespace ObsidianVault.Functional.Service;

/// <summary>One service at which people sign in and tokens are taken, and a caller of every role.</summary>
public sealed class AccessFixture : IAsyncLifetime
{
    public const string BootstrapKey = "a-key-for-the-first-9876543210-admin";
    private const string OperatorKey = "an-operators-key-for-access-0123456789";
    private readonly ConcurrentQueue<string> _lines = new();

    public VaultService Vault { get; private set; } = null!;

    public OpenIdProvider Provider { get; } = new();

    /// <summary>An issuer whose tokens are taken, also where they make somebody an operator.</summary>
    public TokenIssuer Issuer { get; } = new("key-1");

    /// <summary>Another one, whose tokens are taken and make nobody anything.</summary>
    public TokenIssuer Other { get; } = new("key-2");

    /// <summary>All that the service wrote.</summary>
    public IEnumerable<string> Lines => _lines;

    internal IReadOnlyList<RoleCaller> Callers { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Vault = await VaultService.StartNewAsync(VaultService.Embedded, (_, line) => _lines.Enqueue(line), Provider.Settings,
            new Dictionary<string, string>
            {
                ["Operator__Key"] = OperatorKey,
                ["Operator__BootstrapKey"] = BootstrapKey,
                ["Operator__Accounts__0"] = "listed@example.org",
                ["Operator__Accounts__1"] = "mallory@example.org",
                ["Tokens__Issuers__0__Issuer"] = Issuer.Address,
                ["Tokens__Issuers__0__Audience"] = TokenIssuer.Audience,
                ["Tokens__Issuers__0__Keys"] = Issuer.Address + "keys",
                ["Tokens__Issuers__0__RoleClaim"] = "roles",
                ["Tokens__Issuers__1__Issuer"] = Other.Address,
                ["Tokens__Issuers__1__Audience"] = TokenIssuer.Audience,
                ["Tokens__Issuers__1__Keys"] = Other.Address + "keys",
                // The tests try many more unknown credentials than anybody may.
                ["Limits__Credentials__PerMinute"] = "0",
                ["Limits__Credentials__PerHour"] = "0",
            });
        await Provider.StartAsync(Vault.Http.BaseAddress!);
        using var opened = await Vault.Http.PostAsync("/api/v1/sessions", null, TestContext.Current.CancellationToken);
        var guest = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        var ada = new SignInBrowser(Vault.Http.BaseAddress!);
        await ada.SignInAsync("ada-of-the-matrix");
        Callers =
        [
            new("nobody", null, Roles.None),
            new("guest", guest, Roles.Guest),
            new("user", null, Roles.User) { Browser = ada },
            new("key", await KeyAsync(guest), Roles.Service),
            new("key for usage", await KeyAsync(guest, "usage"), Roles.Service, "usage"),
            new("token", Token("a-service"), Roles.Service),
            new("operator's token", Token("an-operator", "operator"), Roles.Service | Roles.Operator),
            new("admin's token", Token("an-admin", "admin"), Roles.Service | Roles.Operator | Roles.Admin),
            new("operator's key", OperatorKey, Roles.Operator),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in Callers) caller.Browser?.Dispose();
        await Provider.DisposeAsync();
        Issuer.Dispose();
        Other.Dispose();
        await Vault.DisposeAsync();
    }

    /// <summary>A token that is taken.</summary>
    public string Token(string subject, params string[] roles)
    {
        var payload = Issuer.Payload(subject);
        payload["roles"] = JsonSerializer.SerializeToNode(roles);
        return Issuer.Sign(TokenIssuer.Header(Issuer.KeyId), payload);
    }

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

    internal async Task<HttpStatusCode> StatusAsync(string verb, string path, RoleCaller caller) => caller.Browser is { } browser
        ? await browser.StatusAsync(new HttpMethod(verb), path, verb is "POST" or "PUT" or "PATCH" && !IsForm(path) ? new { } : null)
        : await StatusAsync(verb, path, caller.Credential);

    public async Task<HttpStatusCode> StatusAsync(
        string verb, string path, string? credential, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(
            Vault.Http.BaseAddress!.ToString().TrimEnd('/') + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (credential is not null) request.Headers.Authorization = new("Bearer", credential);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        // The framework refuses a body of another kind before it asks who sends it.
        if (verb is "POST" or "PUT" or "PATCH")
            request.Content = IsForm(path) ? new MultipartFormDataContent() : JsonContent.Create(new { });
        using var response = await Vault.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static bool IsForm(string path) =>
        path.Contains("/rag/documents", StringComparison.Ordinal) || path.Contains("/whatsapp/media", StringComparison.Ordinal);
}

/// <summary>A way to call the service.</summary>
/// <param name="Scope">What the key is limited to; null for all.</param>
internal sealed record RoleCaller(string Name, string? Credential, Roles Roles, string? Scope = null)
{
    /// <summary>Where it calls by cookie.</summary>
    public SignInBrowser? Browser { get; init; }

    public bool IsNobody => Credential is null && Browser is null;

    public bool MayCall(RouteRule rule) => (rule.Who & Roles) != 0 && (Scope is null || rule.Scope == Scope);
}
