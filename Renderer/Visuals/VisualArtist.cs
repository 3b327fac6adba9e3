using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Visuals;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Visuals;

/// <summary>Draws plots, charts and figures in a warm sandbox beside those of the scenes, and stores them.</summary>
internal sealed class VisualArtist(ManimSandbox sandbox, IObjectStore store, IOptions<RendererOptions> options)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public async Task<VisualResult> DrawAsync(string id, VisualSpec spec, CancellationToken cancellationToken)
    {
        var described = JsonSerializer.SerializeToNode(spec, s_json)!;
        described["format"] = spec.Svg ? "svg" : "png";
        var request = new { mode = "visual", spec = described, limits = sandbox.Limits(s_limit), output = ManimSandbox.MaxPicture };
        var (content, error, _) = await sandbox.PictureAsync(options.Value.PictureSlot, request, s_limit, cancellationToken);
        if (content is null)
        {
            var why = error?.Cause is "visual" ? error.Message : "The picture could not be drawn within its limits: ask for less of it.";
            return new VisualResult(null, null, 0, why);
        }

        var (key, type) = spec.Svg ? ($"images/{id}.svg", "image/svg+xml") : ($"images/{id}.png", "image/png");
        using var stream = new MemoryStream(content);
        await store.PutAsync(key, stream, type, cancellationToken);
        return new VisualResult(key, type, content.Length, null);
    }
}
