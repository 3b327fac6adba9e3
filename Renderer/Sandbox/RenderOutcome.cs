using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>The outcome of a scene: a video (or a picture), or the reason there is none.</summary>
internal sealed record RenderOutcome(RenderedVideo? Video, RenderFailure? Failure, string Log) : IAsyncDisposable
{
    /// <summary>A JPEG of the video's fullest frame.</summary>
    public byte[]? Thumbnail { get; init; }

    /// <summary>A JPEG of numbered frames, if it was asked for.</summary>
    public byte[]? Sheet { get; init; }

    public ImmutableArray<RenderedScene> Scenes { get; init; } = [];

    public ImmutableArray<LayoutFinding> Layout { get; init; } = [];

    /// <summary>How many formulas LaTeX was started for.</summary>
    public int LatexStarts { get; init; }

    /// <summary>Wall time in the sandbox, in seconds; 0 if nothing was rendered.</summary>
    public double RenderSeconds { get; init; }

    /// <summary>CPU time of everything that the job ran, in seconds.</summary>
    public double ProcessorSeconds { get; init; }

    /// <summary>Whether it came from the cache: the same request was rendered before.</summary>
    public bool Cached { get; init; }

    public ValueTask DisposeAsync() => Video?.Content.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>A video in a temporary file that disappears when closed.</summary>
internal sealed record RenderedVideo(Stream Content, int Width, int Height, double DurationSeconds);
