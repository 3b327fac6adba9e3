using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ObsidianVault.Functional.Service;

/// <summary>Does what a browser does while somebody signs in: follows links and forms, and keeps cookies.</summary>
public sealed partial class SignInBrowser(Uri service) : IDisposable
{
    private const int MaxSteps = 20;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = service,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every cookie that the service set, with its attributes.</summary>
    public List<string> Cookies { get; } = [];

    /// <summary>Signs in, with any password.</summary>
    /// <returns>Where it led.</returns>
    public async Task<Uri> SignInAsync(string name, string address = "/signin")
    {
        var at = new Uri(service, address);
        var response = await _http.GetAsync(at, Cancel);
        for (var step = 0; step < MaxSteps; step++)
        {
            if (at.Authority == service.Authority && response.Headers.TryGetValues("Set-Cookie", out var cookies))
                Cookies.AddRange(cookies);
            if (response.Headers.Location is { } next)
            {
                at = new Uri(at, next);
                response.Dispose();
                if (at.Authority == service.Authority && at.AbsolutePath != "/signin/callback") return at;
                response = await _http.GetAsync(at, Cancel);
                continue;
            }

            var page = await response.Content.ReadAsStringAsync(Cancel);
            response.IsSuccessStatusCode.ShouldBeTrue($"{at}: {page}");
            var action = Form().Match(page).Groups["action"].Value;
            action.ShouldNotBeEmpty(page);
            at = new Uri(at, action);
            response.Dispose();
            response = await _http.PostAsync(at, new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["prompt"] = Prompt().Match(page).Groups["prompt"].Value, ["login"] = name, ["password"] = "any",
            }), Cancel);
        }

        throw new InvalidOperationException($"The sign-in did not end after {MaxSteps} steps.");
    }

    /// <summary>As the page sends it: the browser adds where a write comes from.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) =>
        SendAsync(method, path, body, ("Sec-Fetch-Site", "same-origin"));

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(service, path));
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        if (body is not null) request.Content = JsonContent.Create(body);
        // A stream of events has no end.
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    /// <summary>A stream that the service keeps open.</summary>
    public async Task<Stream> OpenAsync(string path) => await _http.GetStreamAsync(new Uri(service, path), Cancel);

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await SendAsync(method, path, body);
        return response.StatusCode;
    }

    /// <summary>The answer, which is a success.</summary>
    public async Task<JsonElement> JsonAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    public async Task<string[]> RolesAsync() => [.. (await JsonAsync(HttpMethod.Get, "/api/v1/account"))
        .GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)];

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<form[^>]* action=\"(?<action>[^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("name=\"prompt\" value=\"(?<prompt>[^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Prompt();
}
