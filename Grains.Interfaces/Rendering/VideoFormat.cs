namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>The output format of a scene.</summary>
[GenerateSerializer, Alias("vault.VideoFormat")]
public enum VideoFormat
{
    /// <summary>H.264 in an mp4 that can play while it downloads.</summary>
    Mp4,
    /// <summary>VP9.</summary>
    WebM,
    /// <summary>At most 480 pixels wide and 12 frames per second.</summary>
    Gif,
    /// <summary>The last frame.</summary>
    Png,
}
