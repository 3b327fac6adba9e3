using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ObsidianVault.Fakes;

namespace ObsidianVault.Functional.Service;

/// <summary>The embedded service as a process of its own, as an operator starts it, with stand-ins for the remote services.</summary>
public sealed class VaultService : IAsyncDisposable
{
    public const string BotToken = "1:stand-in-token";
    public const string Secret = "functional-secret";
    public const string AppSecret = "functional-app-secret";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("vault-service-").FullName;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly int _port = FreePort();
    private Process? _process;

    private VaultService(TelegramStandIn telegram, GraphStandIn graph, IReadOnlyDictionary<string, string> settings)
    {
        (Telegram, Graph, _settings) = (telegram, graph, settings);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
    }

    public TelegramStandIn Telegram { get; }

    public GraphStandIn Graph { get; }

    public HttpClient Http { get; }

    public static async Task<VaultService> StartNewAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var service = new VaultService(
            await TelegramStandIn.StartNewAsync(), await GraphStandIn.StartNewAsync(), settings ?? new Dictionary<string, string>());
        await service.StartAsync();
        return service;
    }

    /// <summary>Starts the process over the same data folder and port.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ObsidianVault.Api.dll"), "--urls", Http.BaseAddress!.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in Defaults().Concat(_settings)) start.Environment[key] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilAsync(IsReadyAsync, "the service is ready");
    }

    /// <summary>Power off: nothing gets to say goodbye.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Opens a session and sends its token from now on.</summary>
    public async Task OpenSessionAsync()
    {
        using var response = await Http.PostAsync("/api/v1/sessions", null);
        var opened = await response.Content.ReadFromJsonAsync<JsonElement>();
        Http.DefaultRequestHeaders.Authorization = new("Bearer", opened.GetProperty("token").GetString());
    }

    public async Task<HttpStatusCode> TelegramAsync(int updateId, string text, long chat = 42, string? secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/telegram")
        {
            Content = JsonContent.Create(new
            {
                update_id = updateId,
                message = new { message_id = updateId, date = 1_795_000_000, chat = new { id = chat, type = "private" }, from = new { id = chat, is_bot = false, first_name = "A" }, text },
            }),
        };
        if (secret is not null) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }

    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(patience ?? Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            if (timeout.IsCancellationRequested) throw new TimeoutException($"Did not happen: {what}.");
            await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        Http.Dispose();
        await Telegram.DisposeAsync();
        await Graph.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process!.HasExited) throw new InvalidOperationException("The service ended at its start; its output is in the test's output.");
        try
        {
            using var response = await Http.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Dictionary<string, string> Defaults() => new()
    {
        ["Storage__DataFolder"] = _folder,
        ["Cluster__SiloPort"] = "0",
        ["Cluster__GatewayPort"] = "0",
        ["Sessions__PublicUrl"] = Http.BaseAddress!.ToString(),
        ["Sessions__ProgressInterval"] = "00:00:00.200",
        ["Expiry__UnfinishedWork"] = "00:00:02",
        ["RenderQueue__Lease"] = "00:00:06",
        ["Renderer__Root"] = ManimRoot.Path,
        ["Telegram__ApiBaseUrl"] = Telegram.BaseUrl.TrimEnd('/'),
        ["Telegram__Bots__0__Name"] = "main",
        ["Telegram__Bots__0__Token"] = BotToken,
        ["Telegram__Bots__0__WebhookSecret"] = Secret,
        ["WhatsApp__GraphBaseUrl"] = Graph.BaseUrl.TrimEnd('/'),
        ["WhatsApp__AccessToken"] = "stand-in-access-token",
        ["WhatsApp__AppSecret"] = AppSecret,
        ["WhatsApp__VerifyToken"] = "functional-verify-token",
        ["WhatsApp__PhoneNumberIds__0"] = "111",
    };

    private static void Log(string? line)
    {
        if (line is not null) TestContext.Current.TestOutputHelper?.WriteLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
