using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>The size of a quality, in pixels and frames per second.</summary>
internal readonly record struct VideoSize(int Width, int Height, int FramesPerSecond)
{
    public static VideoSize Of(Quality quality) => quality switch
    {
        Quality.Low => new(854, 480, 15),
        Quality.High => new(1920, 1080, 60),
        _ => new(1280, 720, 30),
    };
}
