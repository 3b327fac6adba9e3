using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Fakes.OpenAi;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Functional.Service;

/// <summary>
/// The service as an operator starts it, in separate processes, with stand-ins for the remote services: embedded in
/// one process, or as a cluster of a front end, a silo and a renderer.
/// </summary>
public sealed class VaultService : IAsyncDisposable
{
    public static readonly string[] Embedded = ["AllInOne"];
    public static readonly string[] Cluster = ["Silo", "Renderer", "Api"];

    /// <summary>The part after the dot only distinguishes processes of the same host.</summary>
    public static readonly string[] ThreeSilos = ["Silo", "Silo.2", "Silo.3", "Renderer", "Api"];

    /// <summary>Several processes of each host.</summary>
    public static readonly string[] Wide = ["Silo", "Silo.2", "Silo.3", "Renderer", "Renderer.2", "Api", "Api.2"];

    public const string BotToken = "1:stand-in-token";
    public const string Secret = "functional-secret";
    public const string PhoneNumberId = "111";
    public const string AppSecret = "functional-app-secret";
    private const int KeptLines = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("vault-service-").FullName;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string[] _hosts;
    private readonly Action<string, string>? _heard;
    private readonly int _port = FreePort.Next();
    private readonly ConcurrentDictionary<string, Process> _processes = new();
    private readonly ConcurrentDictionary<string, int> _ports = new();
    private readonly ConcurrentQueue<string> _lines = new();

    private VaultService(
        TelegramStandIn telegram,
        GraphStandIn graph,
        OpenAiStandIn ai,
        string[] hosts,
        Action<string, string>? heard,
        IReadOnlyDictionary<string, string> settings)
    {
        (Telegram, Graph, Ai, _hosts, _heard, _settings) = (telegram, graph, ai, hosts, heard, settings);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
    }

    public TelegramStandIn Telegram { get; }

    public GraphStandIn Graph { get; }

    /// <summary>An AI endpoint, used where <see cref="UseAi"/> is among the settings.</summary>
    public OpenAiStandIn Ai { get; }

    public HttpClient Http { get; }

    /// <summary>The hosts that ended although nobody ended them.</summary>
    public IReadOnlyList<string> Ended => [.. _processes.Where(p => p.Value.HasExited).Select(p => p.Key)];

    /// <summary>The exit code of one of <see cref="Ended"/>.</summary>
    public int ExitCodeOf(string host) => _processes[host].ExitCode;

    /// <summary>How one of <see cref="Ended"/> ended, and what was written last.</summary>
    public InvalidOperationException FaultOf(string host) =>
        new($"{host} ended by itself with code {ExitCodeOf(host)}. The last lines of all hosts:\n{string.Join('\n', _lines)}");

    /// <summary>The bytes of memory that a host's process holds.</summary>
    public long MemoryOf(string host)
    {
        _processes[host].Refresh();
        return _processes[host].WorkingSet64;
    }

    /// <summary>Replaced by the address of <see cref="Ai"/> where it is the value of a setting.</summary>
    public const string AiAddress = "(the stand-in's address)";

    public static IReadOnlyDictionary<string, string> UseAi { get; } = new Dictionary<string, string>
    {
        ["Ai__BaseUrl"] = AiAddress,
        ["Ai__ApiKey"] = "stand-in-key",
        ["Ai__Model"] = "gpt-4o-mini",
        // Most tests script one answer for one video.
        ["Ai__PlanDeadline"] = "0",
        ["Ai__ReviewDeadline"] = "0",
    };

    /// <param name="settings">A later one replaces an earlier one.</param>
    public static Task<VaultService> StartNewAsync(string[] hosts, params IReadOnlyDictionary<string, string>[] settings) =>
        StartNewAsync(hosts, heard: null, settings);

    /// <param name="heard">
    /// Receives each line that a process writes, with the name of its host; if it is null, the test's output has them.
    /// </param>
    public static async Task<VaultService> StartNewAsync(
        string[] hosts, Action<string, string>? heard, params IReadOnlyDictionary<string, string>[] settings)
    {
        var all = new Dictionary<string, string>();
        foreach (var (key, value) in settings.SelectMany(s => s)) all[key] = value;
        var service = new VaultService(
            await TelegramStandIn.StartNewAsync(),
            await GraphStandIn.StartNewAsync(),
            await OpenAiStandIn.StartNewAsync(),
            hosts,
            heard,
            all);
        try
        {
            await service.StartAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>A setting that the service was started with.</summary>
    public string Setting(string name) => _settings[name];

    public bool Has(string setting) => _settings.ContainsKey(setting);

    /// <summary>Starts the hosts that are not running, with the same data.</summary>
    public async Task StartAsync()
    {
        Launch(_hosts);
        // Two silos that restart at the same moment may wait up to 90 s until the other's old membership entry is declared dead.
        await UntilAsync(IsReadyAsync, "the service is ready", TimeSpan.FromMinutes(3));
    }

    /// <summary>Starts those of the hosts that are not running, and waits for nothing.</summary>
    public void Launch(params string[] hosts)
    {
        foreach (var host in hosts.Where(host => !_processes.ContainsKey(host))) _processes[host] = Start(host);
    }

    /// <summary>Sends a signal, such as STOP, to a host's process.</summary>
    public async Task SignalAsync(string host, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{_processes[host].Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Lets a host shut down. False if it had not ended in time; then it is killed.</summary>
    public async Task<bool> StopAsync(string host, TimeSpan patience)
    {
        await SignalAsync(host, "TERM");
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            await _processes[host].WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            await KillAsync(host);
        }
    }

    /// <summary>A power failure of everything or of the named hosts: nothing shuts down gracefully.</summary>
    public async Task KillAsync(params string[] hosts)
    {
        var killed = _processes.Where(p => hosts.Length == 0 || hosts.Contains(p.Key)).ToList();
        foreach (var (_, process) in killed) process.Kill();
        foreach (var (host, process) in killed)
        {
            await process.WaitForExitAsync();
            process.Dispose();
            _processes.TryRemove(host, out _);
        }
    }

    /// <summary>Where a host serves HTTP.</summary>
    public Uri AddressOf(string host) =>
        host is "Api" or "AllInOne" ? Http.BaseAddress! : new Uri($"http://127.0.0.1:{PortOf(host + "-http")}");

    private Process Start(string host)
    {
        var url = AddressOf(host).ToString();
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, $"ObsidianVault.{host.Split('.')[0]}.dll"), "--urls", url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in Defaults(host).Concat(_settings))
        {
            start.Environment[key] = value == AiAddress ? Ai.BaseUrl + "/v1" : value;
        }
        var process = Process.Start(start)!;
        var output = TestContext.Current.TestOutputHelper;
        process.OutputDataReceived += (_, line) => Log(output, host, line.Data);
        process.ErrorDataReceived += (_, line) => Log(output, host, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Opens a session and sends its token with all later requests.</summary>
    public async Task OpenSessionAsync()
    {
        using var response = await Http.PostAsync("/api/v1/sessions", null);
        var opened = await response.Content.ReadFromJsonAsync<JsonElement>();
        Http.DefaultRequestHeaders.Authorization = new("Bearer", opened.GetProperty("token").GetString());
    }

    /// <param name="through">A client of another front end than the first.</param>
    public Task<HttpStatusCode> TelegramAsync(
        int updateId, string text, long chat = 42, string? secret = Secret, HttpClient? through = null) =>
        TelegramAsync(updateId, chat, new { text }, secret, through);

    /// <summary>A person sends a file to the bot.</summary>
    public Task<HttpStatusCode> TelegramFileAsync(int updateId, string name, byte[] content, string? caption = null, long chat = 42)
    {
        var file = new
        {
            file_id = Telegram.AddFile(BotToken, content),
            file_unique_id = $"unique{updateId}",
            file_name = name,
            file_size = content.Length,
        };
        return TelegramAsync(updateId, chat, new { caption, document = file }, Secret, through: null);
    }

    private async Task<HttpStatusCode> TelegramAsync(int updateId, long chat, object said, string? secret, HttpClient? through)
    {
        var message = JsonSerializer.SerializeToNode(said)!.AsObject();
        message["message_id"] = updateId;
        message["date"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        message["chat"] = JsonSerializer.SerializeToNode(new { id = chat, type = "private" });
        message["from"] = JsonSerializer.SerializeToNode(new { id = chat, is_bot = false, first_name = "A" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/telegram")
        {
            Content = JsonContent.Create(new { update_id = updateId, message }),
        };
        if (secret is not null) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await (through ?? Http).SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Posts messages of one person as Meta does, in one signed webhook.</summary>
    public Task<HttpStatusCode> WhatsAppAsync(string from, params (string Id, string Text)[] messages) =>
        WhatsAppAsync(Http, from, messages);

    /// <param name="through">A client of one of the front ends.</param>
    public async Task<HttpStatusCode> WhatsAppAsync(HttpClient through, string from, params (string Id, string Text)[] messages)
    {
        var now = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";
        return await WhatsAppAsync(new
        {
            contacts = new[] { new { profile = new { name = "A" }, wa_id = from } },
            messages = messages.Select(m => new { from, id = m.Id, timestamp = now, type = "text", text = new { body = m.Text } }),
        }, through: through);
    }

    /// <summary>Posts a value of a "messages" webhook; adds the fields that every value has.</summary>
    public async Task<HttpStatusCode> WhatsAppAsync(object value, string secret = AppSecret, HttpClient? through = null)
    {
        var node = JsonSerializer.SerializeToNode(value)!;
        node["messaging_product"] = "whatsapp";
        node["metadata"] = new JsonObject { ["display_phone_number"] = "15550001111", ["phone_number_id"] = PhoneNumberId };
        return await WhatsAppBodyAsync(JsonSerializer.SerializeToUtf8Bytes(new
        {
            @object = "whatsapp_business_account",
            entry = new[] { new { id = "1", changes = new[] { new { field = "messages", value = node } } } },
        }), secret, through);
    }

    public async Task<HttpStatusCode> WhatsAppBodyAsync(byte[] body, string secret = AppSecret, HttpClient? through = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/whatsapp") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(
            "X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var response = await (through ?? Http).SendAsync(request);
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
        await KillAsync();
        Http.Dispose();
        await Telegram.DisposeAsync();
        await Graph.DisposeAsync();
        await Ai.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_processes.FirstOrDefault(p => p.Value.HasExited) is { Key: { } ended })
            throw FaultOf(ended);
        try
        {
            using var response = await Http.GetAsync("/health/ready");
            // Without a renderer it is degraded: the tests' jobs would be refused until one is known.
            return response.IsSuccessStatusCode
                && !(await response.Content.ReadAsStringAsync()).Contains("degraded", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Dictionary<string, string> Defaults(string host) => new()
    {
        // Each service runs only for seconds: profiling the code and recompiling it after 30 calls would cost more than
        // it gains.
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_CallCountThreshold"] = "1000",
        ["Storage__DataFolder"] = _folder,
        // A silo that restarts at its old address is recognized at once as the old one's successor.
        ["Cluster__SiloPort"] = PortOf(host).ToString(CultureInfo.InvariantCulture),
        ["Cluster__GatewayPort"] = PortOf(host + "-gateway").ToString(CultureInfo.InvariantCulture),
        ["Cluster__AdvertisedIP"] = "127.0.0.1",
        ["Sessions__PublicUrl"] = Http.BaseAddress!.ToString(),
        ["Sessions__ProgressInterval"] = "00:00:00.200",
        // Tests of other things let one person write as much as they like.
        ["Sessions__MessagesPerMinute"] = "0",
        ["Sessions__MessagesPerHour"] = "0",
        ["Expiry__UnfinishedWork"] = "00:00:02",
        ["RenderQueue__Lease"] = "00:00:06",
        ["Renderer__Root"] = ManimRoot.Path,
        // Separate users: the processes of a sandbox are counted per user, over all services on the machine.
        ["Renderer__FirstUserId"] = (100_000 + (16 * AddressOf(host).Port)).ToString(CultureInfo.InvariantCulture),
        ["Telegram__ApiBaseUrl"] = Telegram.BaseUrl.TrimEnd('/'),
        ["Telegram__Bots__0__Name"] = "main",
        ["Telegram__Bots__0__Token"] = BotToken,
        ["Telegram__Bots__0__WebhookSecret"] = Secret,
        ["WhatsApp__GraphBaseUrl"] = Graph.BaseUrl.TrimEnd('/'),
        ["WhatsApp__AccessToken"] = "stand-in-access-token",
        ["WhatsApp__AppSecret"] = AppSecret,
        ["WhatsApp__VerifyToken"] = "functional-verify-token",
        ["WhatsApp__PhoneNumberIds__0"] = PhoneNumberId,
    };

    private int PortOf(string name) => _ports.GetOrAdd(name, _ => FreePort.Next());

    private void Log(ITestOutputHelper? output, string host, string? line)
    {
        if (line is null) return;
        _lines.Enqueue($"{host}: {line}");
        while (_lines.Count > KeptLines) _lines.TryDequeue(out _);
        if (_heard is { } heard)
        {
            heard(host, line);
            return;
        }

        try
        {
            output?.WriteLine($"{host}: {line}");
        }
        catch (InvalidOperationException)
        {
            // The test has ended.
        }
    }
}
