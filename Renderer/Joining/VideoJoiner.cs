using System.Text.Json;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Renderer.Joining;

/// <summary>Joins the videos of scenes into one with chapters, in a sandbox: what the videos hold is nobody's word. See Runtime/scene/join.py.</summary>
internal sealed partial class VideoJoiner(
    SandboxCommand command,
    SandboxLauncher launcher,
    IObjectStore store,
    IOptions<RendererOptions> options,
    TimeProvider time,
    ILogger<VideoJoiner> logger)
{
    private const int MaxLine = 4_096;
    private static readonly JsonSerializerOptions s_json = JsonSerializerOptions.Web;

    public async Task<RenderOutcome> JoinAsync(WorkOrder order, int slot, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.TimeLimit);
        var size = VideoSize.Of(order.Quality);
        await using var process = new SandboxProcess(
            await launcher.StartAsync(command.Once(slot, options.Value.TimeLimit, "join")), options.Value.MemoryMiB * 1024L * 1024);
        using var kill = limit.Token.Register(process.Kill);
        try
        {
            await SendAsync(process, order, limit.Token);
            var reader = new FrameReader(process.Output, MaxLine);
            var answer = await reader.ReadAsync<Answer>();
            for (; answer?.Progress is { } done; answer = await reader.ReadAsync<Answer>()) progress.Report(done);
            if (answer is null)
            {
                // Whoever kills the process ends its output, and no more.
                cancellationToken.ThrowIfCancellationRequested();
                if (limit.IsCancellationRequested) return Failed(JobFault.Limit, "Joining the scenes took too long.");
            }

            if (answer is { Error: null, Size: > 0 } && answer.Size <= MaxBytes)
            {
                var content = await ReceiveAsync(reader, answer.Size);
                return new RenderOutcome(new RenderedVideo(content, size.Width, size.Height, answer.Duration), null, "") { RenderSeconds = Seconds() };
            }

            LogFailed(logger, answer?.Error ?? await process.Errors);
            var (fault, message) = answer?.Error == "output" ? FailureWording.Of(new SandboxFrame.ErrorPart("output", 0, ""), options.Value) : FailureWording.Internal;
            return Failed(fault, message);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is IOException or OperationCanceledException)
        {
            throw new RenderCancelledException(Seconds(), cancellationToken);
        }
        catch (IOException exception)
        {
            LogBroken(logger, exception);
            return limit.IsCancellationRequested ? Failed(JobFault.Limit, "Joining the scenes took too long.") : Failed(FailureWording.Internal.Fault, FailureWording.Internal.Message);
        }

        RenderOutcome Failed(JobFault fault, string message) => new(null, new RenderFailure(fault, message, Seconds()), "") { RenderSeconds = Seconds() };

        double Seconds() => time.GetElapsedTime(started).TotalSeconds;
    }

    public async Task<RenderArtefact> StoreAsync(string jobId, RenderOutcome outcome, CancellationToken cancellationToken)
    {
        var video = outcome.Video ?? throw new ArgumentException("There is no video.", nameof(outcome));
        var (key, size) = ($"videos/{jobId}.mp4", video.Content.Length);
        await store.PutAsync(key, video.Content, "video/mp4", cancellationToken);
        return new RenderArtefact(key, size, video.DurationSeconds, outcome.RenderSeconds);
    }

    private long MaxBytes => options.Value.OutputMiB * 1024L * 1024;

    private async Task SendAsync(SandboxProcess process, WorkOrder order, CancellationToken cancellationToken)
    {
        var videos = new List<Stream>();
        try
        {
            foreach (var part in order.Parts)
                videos.Add(await store.OpenAsync(part.VideoKey, cancellationToken) ?? throw new IOException($"{part.VideoKey} is gone."));
            var request = new
            {
                parts = order.Parts.Select((part, i) => new { size = videos[i].Length, title = part.Title }),
                subtitles = order.Subtitles,
                output = Math.Min(order.MaxBytes ?? MaxBytes, MaxBytes),
            };
            await process.Input.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(request, s_json), (byte)'\n'], cancellationToken);
            foreach (var video in videos) await video.CopyToAsync(process.Input, cancellationToken);
            await process.Input.DisposeAsync();
        }
        finally
        {
            foreach (var video in videos) await video.DisposeAsync();
        }
    }

    private static async Task<Stream> ReceiveAsync(FrameReader reader, long size)
    {
        var file = TempFile.Create();
        if (!await reader.ReceiveAsync(size, file))
        {
            await file.DisposeAsync();
            throw new IOException("The joined video ended early.");
        }

        file.Position = 0;
        return file;
    }

    private sealed record Answer(long Size, double Duration, string? Error, double? Progress);

    [LoggerMessage(LogLevel.Error, "The scenes could not be joined: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "Joining the scenes broke off")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
