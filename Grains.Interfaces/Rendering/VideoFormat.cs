namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>What a scene is rendered to.</summary>
[GenerateSerializer, Alias("vault.VideoFormat")]
public enum VideoFormat
{
    /// <summary>H.264 in an mp4 that plays while it loads.</summary>
    Mp4,
    /// <summary>VP9.</summary>
    WebM,
    /// <summary>At most 480 pixels wide and 12 frames a second.</summary>
    Gif,
    /// <summary>The last frame.</summary>
    Png,
}
