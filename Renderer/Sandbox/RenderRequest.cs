using System.Text.Json.Serialization;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Renderer.Sandbox;

internal enum RenderMode
{
    /// <summary>The whole video.</summary>
    Render,
    /// <summary>Runs the whole scene but draws only its last frame: finds errors, the exact length and the layout.</summary>
    Gate,
}

/// <summary>What to render from a piece of code.</summary>
/// <param name="Scene">The class to render; null for all of them, joined in the order of the code.</param>
/// <param name="MaxBytes">The largest allowed file; a larger one is encoded again. Null for Renderer:OutputMiB.</param>
internal sealed record RenderRequest(
    string Code,
    Quality Quality,
    RenderMode Mode = RenderMode.Render,
    VideoFormat Format = VideoFormat.Mp4,
    string? Scene = null,
    long? MaxBytes = null)
{
    /// <summary>Wall time in seconds, if less than Renderer:TimeLimit: the render time that the owner has left.</summary>
    [JsonIgnore]
    public double? MostSeconds { get; init; }

    /// <summary>What the job may spend on its formulas for later jobs; null if nobody pays for them.</summary>
    [JsonIgnore]
    public FormulaTab? Formulas { get; init; }

    /// <summary>Whether a sheet of numbered frames is wanted beside the video.</summary>
    [JsonIgnore]
    public bool Sheet { get; init; }

    /// <summary>The expected length of the video in seconds, used only to compute progress. 0 if unknown.</summary>
    [JsonIgnore]
    public double ExpectedSeconds { get; init; }
}
