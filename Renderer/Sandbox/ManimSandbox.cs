using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Rendering;

/// <summary>
/// Runs scenes, each in a sandbox of its own. The host opens no path inside: code goes in by stdin, the video comes
/// out by stdout, and what was written inside ends with the sandbox.
/// </summary>
internal sealed partial class ManimSandbox(
    IOptions<RendererOptions> settings,
    SandboxCommand command,
    SandboxLauncher launcher,
    TimeProvider time,
    ILogger<ManimSandbox> logger)
{
    private const int MaxLine = 512 * 1024;
    private static readonly TimeSpan s_validateLimit = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions s_json = JsonSerializerOptions.Web;

    private readonly RendererOptions _options = settings.Value;

    /// <summary>Checks code without running it. A check that takes too long finds nothing: it is advice only.</summary>
    public async Task<ImmutableArray<CodeFinding>> ValidateAsync(string code, CancellationToken cancellationToken)
    {
        // The slot above the render slots: a check never competes with a scene for its limits.
        await using var process = await StartAsync(_options.Slots, s_validateLimit, "validate.py");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_validateLimit);
        using var kill = limit.Token.Register(process.Kill);
        await SendAsync(process, System.Text.Encoding.UTF8.GetBytes(code));
        try
        {
            return await JsonSerializer.DeserializeAsync<ImmutableArray<CodeFinding>>(process.Output, s_json, CancellationToken.None);
        }
        catch (JsonException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested) return [];
            throw new InvalidOperationException("The check of the code ended without an answer: " + await process.Errors, exception);
        }
    }

    /// <summary>Renders the only scene of <paramref name="code"/>; a cancelled token kills the sandbox and throws.</summary>
    public async Task<RenderOutcome> RenderAsync(string code, Quality quality, int slot, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var process = await StartAsync(slot, _options.TimeLimit, "run.py");
        using var timeLimit = new CancellationTokenSource(_options.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeLimit.Token);
        using var kill = either.Token.Register(process.Kill);
        await SendAsync(process, Request(code, quality));

        var log = "";
        (JobFault Fault, string Message)? failure = null;
        var reader = PipeReader.Create(process.Output);
        while (failure is null && await ReadFrameAsync(reader) is { } frame)
        {
            if (frame.Progress is { } done) progress.Report(done);
            else if (frame.Log is { } text) log = text;
            else if (frame.Error is { } error) failure = FailureWording.Of(error, _options);
            else if (frame.Video is { } video && await ReceiveAsync(reader, video.Size) is { } content)
            {
                return new RenderOutcome(new RenderedVideo(content, video.Width, video.Height, video.Duration, Elapsed()), null, log);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (timeLimit.IsCancellationRequested) failure = FailureWording.Time(_options);
        else if (process.MemoryExceeded) failure = FailureWording.Memory(_options);
        else if (failure is null)
        {
            process.Kill();
            LogNoAnswer(logger, await process.Errors);
            failure = FailureWording.Internal;
        }

        return new RenderOutcome(null, new RenderFailure(failure.Value.Fault, failure.Value.Message, Elapsed()), log);

        double Elapsed() => time.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<SandboxProcess> StartAsync(int slot, TimeSpan limit, string script) =>
        new(await launcher.StartAsync(command.Build(slot, limit, script)), _options.MemoryMiB * 1024L * 1024);

    private byte[] Request(string code, Quality quality)
    {
        var (width, height, fps) = quality switch
        {
            Quality.Low => (854, 480, 15),
            Quality.High => (1920, 1080, 60),
            _ => (1280, 720, 30),
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(new { code, width, height, fps, output = _options.OutputMiB * 1024L * 1024 }), (byte)'\n'];
    }

    private static async Task SendAsync(SandboxProcess process, byte[] request)
    {
        try
        {
            await process.Input.WriteAsync(request);
            await process.Input.DisposeAsync();
        }
        catch (IOException)
        {
            // The sandbox ended before it read its request: its output says why.
        }
    }

    private static async Task<SandboxFrame?> ReadFrameAsync(PipeReader reader)
    {
        while (true)
        {
            var result = await reader.ReadAsync();
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = result.Buffer.Slice(0, end).ToArray();
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return JsonSerializer.Deserialize<SandboxFrame>(line, s_json);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted || result.Buffer.Length > MaxLine) return null;
        }
    }

    private async Task<Stream?> ReceiveAsync(PipeReader reader, long size)
    {
        if (size is <= 0 || size > _options.OutputMiB * 1024L * 1024) return null;
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"vault-{Guid.NewGuid():N}.mp4"), options);
        while (true)
        {
            var result = await reader.ReadAsync();
            var part = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, size - file.Position));
            foreach (var memory in part) await file.WriteAsync(memory);
            reader.AdvanceTo(part.End);
            if (file.Position == size) break;
            if (!result.IsCompleted) continue;
            await file.DisposeAsync();
            return null;
        }

        file.Position = 0;
        return file;
    }

    [LoggerMessage(LogLevel.Error, "The sandbox ended without an answer: {Errors}")]
    private static partial void LogNoAnswer(ILogger logger, string errors);
}
