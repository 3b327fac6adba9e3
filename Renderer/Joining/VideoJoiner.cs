using System.Text.Json;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Storage;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Joining;

/// <summary>
/// Joins the videos of scenes into one with chapters, in a sandbox because the videos' contents are untrusted. See
/// Runtime/scene/join.py.
/// </summary>
internal sealed partial class VideoJoiner(
    SandboxCommand command,
    SandboxLauncher launcher,
    IObjectStore store,
    StorePatience patience,
    IOptions<RendererOptions> options,
    TimeProvider time,
    ILogger<VideoJoiner> logger)
{
    private const int MaxLine = 4_096;
    private static readonly JsonSerializerOptions s_json = JsonSerializerOptions.Web;

    public async Task<RenderOutcome> JoinAsync(WorkOrder order, int slot, IProgress<double> progress, CancellationToken cancellationToken)
    {
        // Before the clock of the sandbox runs: a store that is away is waited for.
        var videos = await FetchAsync(order, cancellationToken);
        var started = time.GetTimestamp();
        if (videos is null) return Failed(FailureWording.Internal.Fault, FailureWording.Internal.Message);
        await using var fetched = new Streams(videos);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.TimeLimit);
        var size = VideoSize.Of(order.Quality);
        await using var process = await launcher.StartAsync(
            command.Once(slot, options.Value.TimeLimit, "join"), options.Value.MemoryMiB * 1024L * 1024);
        using var kill = limit.Token.Register(process.Kill);
        try
        {
            await SendAsync(process, order, videos, limit.Token);
            var reader = new FrameReader(process.Output, MaxLine);
            var answer = await reader.ReadAsync<Answer>();
            for (; answer?.Progress is { } done; answer = await reader.ReadAsync<Answer>()) progress.Report(done);
            if (answer is null)
            {
                // Killing the process only ends its output, without an error.
                cancellationToken.ThrowIfCancellationRequested();
                if (limit.IsCancellationRequested) return Failed(JobFault.Limit, "Joining the scenes took too long.");
            }

            if (answer is { Error: null, Size: > 0 } && answer.Size <= MaxBytes)
            {
                var content = await ReceiveAsync(reader, answer.Size);
                var video = new RenderedVideo(content, size.Width, size.Height, answer.Duration);
                return new RenderOutcome(video, null, "") { RenderSeconds = Seconds() };
            }

            LogFailed(logger, answer?.Error ?? await process.Errors);
            var (fault, message) = answer?.Error == "output"
                ? FailureWording.Of(new SandboxFrame.ErrorPart("output", 0, ""), options.Value, LimitOf(order))
                : FailureWording.Internal;
            return Failed(fault, message);
        }
        catch (Exception exception)
            when (cancellationToken.IsCancellationRequested && exception is IOException or OperationCanceledException)
        {
            throw new RenderCancelledException(Seconds(), cancellationToken);
        }
        catch (IOException exception)
        {
            LogBroken(logger, exception);
            return limit.IsCancellationRequested
                ? Failed(JobFault.Limit, "Joining the scenes took too long.")
                : Failed(FailureWording.Internal.Fault, FailureWording.Internal.Message);
        }

        RenderOutcome Failed(JobFault fault, string message) =>
            new(null, new RenderFailure(fault, message, Seconds()), "") { RenderSeconds = Seconds() };

        double Seconds() => time.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>May be called again after a failure.</summary>
    public async Task<RenderArtefact> StoreAsync(string jobId, RenderOutcome outcome, CancellationToken cancellationToken)
    {
        var video = outcome.Video ?? throw new ArgumentException("There is no video.", nameof(outcome));
        video.Content.Position = 0;
        var (key, size) = ($"videos/{jobId}.mp4", video.Content.Length);
        await store.PutAsync(key, video.Content, "video/mp4", cancellationToken);
        return new RenderArtefact(key, size, video.DurationSeconds, outcome.RenderSeconds);
    }

    private long MaxBytes => options.Value.OutputMiB * 1024L * 1024;

    private long LimitOf(WorkOrder order) => Math.Min(order.MaxBytes ?? MaxBytes, MaxBytes);

    /// <summary>The videos of the scenes, each in a file of its own, or null if one no longer exists.</summary>
    private async Task<IReadOnlyList<Stream>?> FetchAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var videos = new List<Stream>();
        try
        {
            foreach (var part in order.Parts)
            {
                if (await patience.RetryAsync(token => FetchAsync(part.VideoKey, token), cancellationToken) is { } video)
                {
                    videos.Add(video);
                    continue;
                }

                LogFailed(logger, $"{part.VideoKey} is gone");
                await new Streams(videos).DisposeAsync();
                return null;
            }

            return videos;
        }
        catch
        {
            await new Streams(videos).DisposeAsync();
            throw;
        }
    }

    private async Task<Stream?> FetchAsync(string key, CancellationToken cancellationToken)
    {
        await using var video = await store.OpenAsync(key, cancellationToken);
        if (video is null) return null;
        var file = TempFile.Create();
        try
        {
            await video.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task SendAsync(SandboxProcess process, WorkOrder order, IReadOnlyList<Stream> videos, CancellationToken cancellationToken)
    {
        var request = new
        {
            parts = order.Parts.Select((part, i) => new { size = videos[i].Length, title = part.Title }),
            subtitles = order.Subtitles,
            output = LimitOf(order),
        };
        await process.Input.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(request, s_json), (byte)'\n'], cancellationToken);
        foreach (var video in videos) await video.CopyToAsync(process.Input, cancellationToken);
        await process.Input.DisposeAsync();
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

    private sealed class Streams(IReadOnlyList<Stream> streams) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var stream in streams) await stream.DisposeAsync();
        }
    }

    private sealed record Answer(long Size, double Duration, string? Error, double? Progress);

    [LoggerMessage(LogLevel.Error, "The scenes could not be joined: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "Joining the scenes broke off")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
