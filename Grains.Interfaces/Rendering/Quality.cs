namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>Video quality. Low is 854x480 at 15 frames per second, medium 1280x720 at 30, high 1920x1080 at 60.</summary>
[GenerateSerializer, Alias("vault.Quality")]
public enum Quality
{
    Low,
    Medium,
    High,
}
