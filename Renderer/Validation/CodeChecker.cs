using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Validation;

/// <summary>
/// Checks code with the validator, which runs in a sandbox of its own and never executes what it checks. The process starts
/// with the first check, and again after a failure; checks run one at a time and take milliseconds each.
/// </summary>
internal sealed partial class CodeChecker(
    SandboxCommand command,
    SandboxLauncher launcher,
    Microsoft.Extensions.Options.IOptions<RendererOptions> options,
    ILogger<CodeChecker> logger) : IAsyncDisposable
{
    private const long MemoryBytes = 1L << 30;
    // The check itself has two seconds of CPU time, see Runtime/validator/service.py; every valid program takes well under one.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly SemaphoreSlim _turn = new(1);
    private SandboxProcess? _process;
    private StreamReader? _answers;

    /// <summary>The validator's findings. A check that fails or takes too long only reports that, because findings are advice.</summary>
    public async Task<CodeCheck> CheckAsync(string code, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // The process may have died since the last check, so a second attempt is made. A third would not help: code that
            // exhausts the process would do so again while others wait.
            return await TryAsync(code, cancellationToken) ?? await TryAsync(code, cancellationToken) ?? CodeCheck.NotChecked(code);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _turn.Dispose();
    }

    /// <summary>Null if there was no process to ask.</summary>
    private async Task<CodeCheck?> TryAsync(string code, CancellationToken cancellationToken)
    {
        CodeCheck? exhausted = null;
        try
        {
            _process ??= await StartAsync();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_limit);
            using var kill = limit.Token.Register(_process.Kill);
            var asked = new { code, seconds = options.Value.VideoSeconds };
            byte[] question = [.. JsonSerializer.SerializeToUtf8Bytes(asked, s_json), (byte)'\n'];
            await _process.Input.WriteAsync(question, CancellationToken.None);
            await _process.Input.FlushAsync(CancellationToken.None);
            var line = await _answers!.ReadLineAsync(CancellationToken.None);
            if (line is not null && JsonSerializer.Deserialize<CodeCheck>(line, s_json) is { } check) return check;
            if (line is not null || limit.IsCancellationRequested) exhausted = CodeCheck.NotChecked(code);
        }
        catch (Exception exception) when (exception is IOException or JsonException or ObjectDisposedException)
        {
            LogFailed(logger, exception);
        }

        await EndAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return exhausted;
    }

    private async Task<SandboxProcess> StartAsync()
    {
        var process = await launcher.StartAsync(command.Once(options.Value.CheckSlot, s_limit, "check"), MemoryBytes);
        _answers = new StreamReader(process.Output);
        return process;
    }

    private async Task EndAsync()
    {
        if (_process is not { } process) return;
        (_process, _answers) = (null, null);
        await process.DisposeAsync();
    }

    [LoggerMessage(LogLevel.Warning, "The validator failed and starts anew")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
