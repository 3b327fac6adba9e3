using System.Diagnostics;
using System.Globalization;
using ObsidianVault.Functional.Clients;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Functional.Service;

/// <summary>A real OpenID Connect provider, from npm. Its people are whoever signs in; see serve.mjs.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientSecret = "a-secret-of-the-client-0123456789";
    private readonly int _port = FreePort.Next();
    private Process? _process;

    public string Issuer => $"http://127.0.0.1:{_port}";

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["SignIn__Authority"] = Issuer,
        ["SignIn__ClientId"] = "vault",
        ["SignIn__ClientSecret"] = ClientSecret,
    };

    public async Task StartAsync(Uri service)
    {
        var folder = await NpmClient.InstallAsync("oidc");
        var callback = new Uri(service, "/signin/callback").ToString();
        _process = Process.Start(new ProcessStartInfo(
            "node", [Path.Combine(folder, "serve.mjs"), _port.ToString(CultureInfo.InvariantCulture), callback])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = new Uri(Issuer) };
        await VaultService.UntilAsync(async () =>
        {
            try
            {
                using var response = await http.GetAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken);
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the provider is ready");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
