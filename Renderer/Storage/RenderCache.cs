using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Storage;

/// <summary>
/// Videos keyed by what determines them: the code, the options of the request, and the version of everything that renders it.
/// The same request yields the same bytes without a render. They live as long as other videos and share their key space.
/// </summary>
internal sealed partial class RenderCache(
    IObjectStore store, FormulaCache formulas, IOptions<RendererOptions> options, ILogger<RenderCache> logger)
{
    private static readonly Lazy<string> s_runtime = new(() => RuntimeVersion(SandboxCommand.RuntimeDirectory));

    /// <summary>How long to wait for the store: rendering the scene may be faster.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>How long storing may take, during which the slot takes no other job.</summary>
    private static readonly TimeSpan s_keeping = TimeSpan.FromSeconds(30);

    /// <summary>The outcome of the same request, or null. The stream is the store's own and can be read once.</summary>
    public async Task<RenderOutcome?> FindAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        if (!options.Value.VideoCache) return null;
        try
        {
            var key = KeyOf(request);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_patience);
            await using var about = await store.OpenAsync($"{key}.json", limit.Token);
            if (about is null) return null;
            if (await JsonSerializer.DeserializeAsync<Facts>(about, cancellationToken: cancellationToken) is not { } facts) return null;
            var video = await store.OpenAsync($"{key}.{VideoDelivery.KindOf(request.Format).Extension}", cancellationToken);
            if (video is null) return null;
            return new RenderOutcome(new RenderedVideo(video, facts.Width, facts.Height, facts.Seconds), null, "")
            {
                Thumbnail = facts.Thumbnail,
                Layout = [.. facts.Layout],
                Cached = true,
            };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnreadable(logger, exception);
            return null;
        }
    }

    /// <summary>Stores a new outcome. A failure is no reason to fail the job: the video is rendered again next time.</summary>
    /// <returns>Whether it is stored now.</returns>
    public async Task<bool> KeepAsync(RenderRequest request, RenderOutcome outcome, CancellationToken stopping)
    {
        if (!options.Value.VideoCache || outcome is not { Cached: false, Video: { } video }) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(s_keeping);
        try
        {
            var key = KeyOf(request);
            var (extension, contentType) = VideoDelivery.KindOf(request.Format);
            video.Content.Position = 0;
            await store.PutAsync($"{key}.{extension}", video.Content, contentType, limit.Token);
            // Last, so that everything it names exists.
            using var about = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(
                new Facts(video.Width, video.Height, video.DurationSeconds, outcome.Thumbnail, [.. outcome.Layout])));
            await store.PutAsync($"{key}.json", about, "application/json", limit.Token);
            return true;
        }
        catch (Exception exception)
        {
            LogNotKept(logger, exception);
            return false;
        }
    }

    private string KeyOf(RenderRequest request)
    {
        var decides = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                request,
                options.Value.OutputMiB,
                options.Value.VideoSeconds,
                root = Path.GetFileName(formulas.Folder),
                runtime = s_runtime.Value,
            });
        return "videos/render-" + Convert.ToHexStringLower(SHA256.HashData(decides));
    }

    /// <summary>A hash of every script in the sandbox, by name and content: other scripts may render the same code differently.</summary>
    internal static string RuntimeVersion(string directory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(directory, "*.py", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var content = File.ReadAllBytes(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(directory, file)}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private sealed record Facts(int Width, int Height, double Seconds, byte[]? Thumbnail, LayoutFinding[] Layout);

    [LoggerMessage(LogLevel.Warning, "A rendered video could not be looked up; it is rendered")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A rendered video could not be kept for the next who asks for it")]
    private static partial void LogNotKept(ILogger logger, Exception exception);
}
