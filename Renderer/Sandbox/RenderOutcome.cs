using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>What became of a scene: a video (or a picture), or why there is none.</summary>
internal sealed record RenderOutcome(RenderedVideo? Video, RenderFailure? Failure, string Log) : IAsyncDisposable
{
    /// <summary>A JPEG of the video's fullest frame.</summary>
    public byte[]? Thumbnail { get; init; }

    public ImmutableArray<RenderedScene> Scenes { get; init; } = [];

    public ImmutableArray<LayoutFinding> Layout { get; init; } = [];

    /// <summary>How many formulas LaTeX was started for.</summary>
    public int LatexStarts { get; init; }

    /// <summary>Wall time in the sandbox, in seconds; 0 where nothing was rendered.</summary>
    public double RenderSeconds { get; init; }

    /// <summary>Processor time of everything that the job has run, in seconds.</summary>
    public double ProcessorSeconds { get; init; }

    /// <summary>Not rendered: the same request was before.</summary>
    public bool Cached { get; init; }

    public ValueTask DisposeAsync() => Video?.Content.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>A video in a temporary file that disappears when closed.</summary>
internal sealed record RenderedVideo(Stream Content, int Width, int Height, double DurationSeconds);
