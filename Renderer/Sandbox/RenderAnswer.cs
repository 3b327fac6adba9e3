using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Collects what a sandbox sends about one job.</summary>
internal sealed class RenderAnswer(
    RendererOptions options, FormulaCache formulas, FormulaTab tab, IProgress<double> progress, long maxBytes) : IAsyncDisposable
{
    private const long MaxThumbnail = 1 << 20;
    private SandboxFrame.FilePart? _file;
    private Stream? _content;
    private byte[]? _thumbnail;
    private byte[]? _sheet;
    private SandboxFrame.FactsPart? _facts;
    private (JobFault Fault, string Message)? _failure;
    private SandboxFrame.AtPart? _at;
    private double _used;

    public string Log { get; private set; } = "";

    /// <summary>Whether there is a result, good or bad.</summary>
    public bool IsComplete => _content is not null || _failure is not null || _thumbnail is not null;

    /// <summary>Handles one frame; false if it breaks the protocol.</summary>
    public async Task<bool> TakeAsync(SandboxFrame frame, FrameReader reader)
    {
        if (frame.Progress is { } done) progress.Report(done);
        if (frame.Log is { } log) (Log, _used) = (log, frame.Used ?? 0);
        _facts = frame.Facts ?? _facts;
        if (frame.Formula is { } formula) formulas.Want(formula, tab);
        _at = frame.At ?? _at;
        if (frame.Error is { } error) _failure ??= FailureWording.Of(error, options, maxBytes, _at);
        return frame.File is not { } file || await ReceiveAsync(file, reader);
    }

    public async Task FailAsync((JobFault Fault, string Message) failure)
    {
        await DisposeAsync();
        _failure = failure;
    }

    /// <summary>The outcome of a render that reached the time limit.</summary>
    public Task OverTimeAsync() => FailAsync(FailureWording.Time(options, _at));

    /// <summary>The outcome of a render that used up its owner's render time for today.</summary>
    public async Task<RenderOutcome> OutOfTimeAsync(TimeSpan left)
    {
        await FailAsync(FailureWording.OutOfTime(left));
        var outcome = Outcome(left.TotalSeconds);
        return outcome with { Failure = outcome.Failure! with { Cause = JobCause.RenderTimeUsed } };
    }

    public RenderOutcome Outcome(double seconds)
    {
        var failure = _failure is { } found ? new RenderFailure(found.Fault, found.Message, seconds) : null;
        var video = failure is null && _content is { } content && _file is { } file
            ? new RenderedVideo(content, (int)file.Width, (int)file.Height, file.Duration)
            : null;
        var looks = _file?.Note switch
        {
            "blank" => new LayoutFinding("blank", "The video shows nothing."),
            "static" => new LayoutFinding("static", "Nothing moves in the video."),
            _ => null,
        };
        var layout = _facts?.Layout ?? [];
        return new RenderOutcome(video, failure, Log)
        {
            Thumbnail = _thumbnail,
            Sheet = _sheet,
            Scenes = _facts?.Scenes ?? [],
            Layout = looks is null ? layout : layout.Add(looks),
            LatexStarts = _facts?.Latex ?? 0,
            RenderSeconds = seconds,
            ProcessorSeconds = _used,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_content is not null) await _content.DisposeAsync();
        _content = null;
    }

    private async Task<bool> ReceiveAsync(SandboxFrame.FilePart file, FrameReader reader)
    {
        if (file.Size is <= 0 || file.Size > (file.Kind == "video" ? maxBytes : MaxThumbnail)) return false;
        if (file.Kind != "video")
        {
            using var small = new MemoryStream();
            if (!await reader.ReceiveAsync(file.Size, small)) return false;
            if (file.Kind == "sheet") _sheet = small.ToArray();
            else _thumbnail = small.ToArray();
            return true;
        }

        await DisposeAsync();
        var content = TempFile.Create();
        if (!await reader.ReceiveAsync(file.Size, content))
        {
            await content.DisposeAsync();
            return false;
        }

        content.Position = 0;
        (_file, _content) = (file, content);
        return true;
    }
}
