namespace ObsidianVault.Rendering;

/// <summary>What became of a scene: a video, or why there is none.</summary>
internal sealed record RenderOutcome(RenderedVideo? Video, RenderFailure? Failure, string Log) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Video?.Content.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>An mp4 in a temporary file that disappears when closed.</summary>
internal sealed record RenderedVideo(Stream Content, int Width, int Height, double DurationSeconds, double RenderSeconds);
