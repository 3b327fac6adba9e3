using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using ObsidianVault.Functional.Service;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Functional.Edge;

/// <summary>nginx as <c>deploy/edge</c> starts it, in front of an embedded service: what an operator puts on the internet.</summary>
public sealed class EdgeServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-edge-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly int _httpPort = FreePort.Next();
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _nginx;
    private VaultService? _vault;

    public VaultService Vault => _vault!;

    public Uri Address => new($"https://127.0.0.1:{_port}");

    public Uri PlainAddress => new($"http://127.0.0.1:{_httpPort}");

    public int Port => _port;

    /// <summary>What nginx wrote: its log of errors and, as JSON, that of requests.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled) return;
        _vault = await VaultService.StartNewAsync(VaultService.Embedded, new Dictionary<string, string>
        {
            ["Gateway__TrustedProxies__0"] = "127.0.0.1",
            // What is counted here is what the edge stops, not what the service does.
            ["Limits__Enabled"] = "false",
        });
        // Workers of an nginx that root started are somebody else, and write into these folders.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var start = new ProcessStartInfo(Path.Combine(Root(), "deploy", "edge", "edge.sh"), ["run", _folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["EDGE_UPSTREAM"] = _vault.Http.BaseAddress!.Authority,
            ["EDGE_HTTPS_PORT"] = _port.ToString(CultureInfo.InvariantCulture),
            ["EDGE_PUBLIC_PORT"] = _port.ToString(CultureInfo.InvariantCulture),
            ["EDGE_HTTP_PORT"] = _httpPort.ToString(CultureInfo.InvariantCulture),
            ["EDGE_WORKERS"] = "1",
            ["EDGE_REQUESTS_PER_SECOND"] = "50",
            ["EDGE_BURST"] = "1000",
            ["EDGE_CONNECTIONS"] = "40",
            ["EDGE_HEADER_SECONDS"] = "1",
            ["EDGE_CERTIFICATE"] = "",
        }) start.Environment[name] = value;
        _nginx = Process.Start(start)!;
        _nginx.OutputDataReceived += (_, line) => Keep(line.Data);
        _nginx.ErrorDataReceived += (_, line) => Keep(line.Data);
        _nginx.BeginOutputReadLine();
        _nginx.BeginErrorReadLine();
        using var http = NewClient();
        await VaultService.UntilAsync(
            async () =>
            {
                if (_nginx.HasExited) throw new InvalidOperationException($"nginx ended at its start: {string.Join('\n', _lines)}");
                try
                {
                    using var answer = await http.GetAsync("/robots.txt");
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the edge answers");
    }

    /// <summary>Fails or skips the test where nginx, ModSecurity or the Core Rule Set is missing.</summary>
    public static void Needed() => Require.Tool(
        IsInstalled,
        "nginx with ModSecurity and the Core Rule Set is not installed.",
        "Install it, on Debian and Ubuntu: sudo apt-get install nginx libnginx-mod-http-modsecurity modsecurity-crs.");

    /// <summary>A client that takes the edge's self-signed certificate and follows no redirect.</summary>
    public HttpClient NewClient(Version? version = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsOurs(certificate) },
    })
    {
        BaseAddress = Address,
        DefaultRequestVersion = version ?? System.Net.HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>The edge made this one, since it was given none.</summary>
    public bool IsOurs(X509Certificate? certificate)
    {
        using var ours = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "self-signed.pem"));
        return certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(ours.RawData);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is { } nginx)
        {
            // The master ends its workers; killed, it would leave them.
            using (var kill = Process.Start("kill", ["-TERM", $"{nginx.Id}"])) await kill.WaitForExitAsync();
            await nginx.WaitForExitAsync();
            nginx.Dispose();
        }

        if (_vault is { } vault) await vault.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsInstalled { get; } = File.Exists("/usr/lib/nginx/modules/ngx_http_modsecurity_module.so")
        && Directory.Exists("/usr/share/modsecurity-crs/rules") && File.Exists("/usr/sbin/nginx");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ObsidianVault.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    private void Keep(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }
}
