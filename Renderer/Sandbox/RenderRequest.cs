using System.Text.Json.Serialization;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Renderer.Sandbox;

internal enum RenderMode
{
    /// <summary>The whole video.</summary>
    Render,
    /// <summary>Runs the whole scene and draws its last frame alone: finds errors, the exact length and the layout.</summary>
    Gate,
}

/// <summary>What is to be made of a piece of code.</summary>
/// <param name="Scene">The class to render; null for all of them, joined in the order of the code.</param>
/// <param name="MaxBytes">The largest file that may come of it: what is larger is encoded again; null for Renderer:OutputMiB.</param>
internal sealed record RenderRequest(
    string Code, Quality Quality, RenderMode Mode = RenderMode.Render, VideoFormat Format = VideoFormat.Mp4, string? Scene = null, long? MaxBytes = null)
{
    /// <summary>How long the video is thought to become, in seconds: its progress is a part of that. 0 where nobody knows. Decides nothing else.</summary>
    [JsonIgnore]
    public double ExpectedSeconds { get; init; }
}
