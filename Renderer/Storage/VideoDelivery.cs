using System.Text;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Renderer.Storage;

/// <summary>Stores the results of a job in the object store: the video, a thumbnail, and the code beside it.</summary>
internal sealed class VideoDelivery(IObjectStore store)
{
    /// <summary>May be called again after a failure.</summary>
    public async Task<RenderArtefact> StoreAsync(
        string jobId, RenderRequest request, RenderOutcome outcome, CancellationToken cancellationToken)
    {
        var video = outcome.Video ?? throw new ArgumentException("There is no video.", nameof(outcome));
        var (extension, contentType) = KindOf(request.Format);
        video.Content.Position = 0;
        var (key, size) = ($"videos/{jobId}.{extension}", video.Content.Length);
        var thumbnail = outcome.Thumbnail is null ? null : $"images/{GrainKeys.DerivedId(jobId, "thumbnail")}.jpg";
        var code = $"videos/{jobId}.py";
        await Task.WhenAll(
            store.PutAsync(key, video.Content, contentType, cancellationToken),
            PutAsync(thumbnail, outcome.Thumbnail, "image/jpeg", cancellationToken),
            PutAsync(code, Encoding.UTF8.GetBytes(request.Code), "text/x-python; charset=utf-8", cancellationToken));
        return new RenderArtefact(key, size, video.DurationSeconds, outcome.RenderSeconds)
        {
            ThumbnailKey = thumbnail,
            CodeKey = code,
            Format = request.Format,
            Cached = outcome.Cached,
            Advice = [.. outcome.Layout.Select(finding => finding.Message)],
        };
    }

    /// <summary>Stores the frames for whoever looks at them; returns their key.</summary>
    public async Task<string> StoreSheetAsync(string jobId, byte[] sheet, CancellationToken cancellationToken)
    {
        var key = $"images/{GrainKeys.DerivedId(jobId, "sheet")}.jpg";
        await PutAsync(key, sheet, "image/jpeg", cancellationToken);
        return key;
    }

    public static (string Extension, string ContentType) KindOf(VideoFormat format) => format switch
    {
        VideoFormat.WebM => ("webm", "video/webm"),
        VideoFormat.Gif => ("gif", "image/gif"),
        VideoFormat.Png => ("png", "image/png"),
        _ => ("mp4", "video/mp4"),
    };

    private async Task PutAsync(string? key, byte[]? content, string contentType, CancellationToken cancellationToken)
    {
        if (key is null || content is null) return;
        using var stream = new MemoryStream(content);
        await store.PutAsync(key, stream, contentType, cancellationToken);
    }
}
