using System.Text;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Api.Visualizer;

/// <summary>Which picture an Idempotency-Key names, as <c>images/{id}.request</c>: beside the picture, and for as long.</summary>
internal static class PictureClaim
{
    private const int MaxAttempts = 3;

    /// <summary>Whether the id is free, or names this picture already.</summary>
    public static async Task<bool> TakeAsync(IObjectStore store, string id, VisualSpec spec, CancellationToken cancellationToken)
    {
        var asked = GrainKeys.DerivedId(JsonSerializer.Serialize(spec));
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            using var content = new MemoryStream(Encoding.ASCII.GetBytes(asked));
            if (await store.TryPutAsync(KeyOf(id), content, "text/plain", cancellationToken)) return true;
            // Where it is gone again, a picture that could not be drawn has just left its key free.
            if (await store.OpenAsync(KeyOf(id), cancellationToken) is not { } taken) continue;
            using var reader = new StreamReader(taken);
            return await reader.ReadToEndAsync(cancellationToken) == asked;
        }

        return false;
    }

    /// <summary>A picture that could not be drawn leaves its key free.</summary>
    public static Task ReleaseAsync(IObjectStore store, string id) => store.DeleteAsync(KeyOf(id));

    private static string KeyOf(string id) => $"images/{id}.request";
}
