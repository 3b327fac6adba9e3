using System.Diagnostics;

namespace ObsidianVault.Benchmarks;

/// <summary>The baseline: <c>manim render</c>, started cold in the same root file system.</summary>
internal static class ManimCommandLine
{
    public static string Root => Environment.GetEnvironmentVariable("VAULT_MANIM_ROOT")
        ?? throw new InvalidOperationException("Run this with ./vault bench, which sets VAULT_MANIM_ROOT.");

    /// <summary>Renders the code; returns the seconds it took and the video.</summary>
    public static async Task<(double Seconds, byte[] Video)> RenderAsync(string code, string quality)
    {
        var folder = Directory.CreateTempSubdirectory("vault-bench-manim-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "scene.py"), code);
            var watch = Stopwatch.StartNew();
            var (_, errors, status) = await RunAsync(
                folder.FullName,
                [
                    "/usr/bin/manim", "render", quality == "low" ? "-ql" : "-qm", "--disable_caching", "--progress_bar", "none",
                    "--media_dir", "/mnt/media", "/mnt/scene.py", "Bench",
                ]);
            var seconds = watch.Elapsed.TotalSeconds;
            if (status != 0) throw new InvalidOperationException("manim failed: " + errors);
            var video = Directory.GetFiles(folder.FullName, "Bench.mp4", SearchOption.AllDirectories).Single();
            return (seconds, await File.ReadAllBytesAsync(video));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The frames of a video as gray pixels, one after another.</summary>
    public static async Task<byte[]> DecodeAsync(byte[] video)
    {
        var folder = Directory.CreateTempSubdirectory("vault-bench-decode-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "video.mp4"), video);
            var (output, errors, status) = await RunAsync(
                folder.FullName,
                ["/usr/bin/ffmpeg", "-v", "error", "-i", "/mnt/video.mp4", "-f", "rawvideo", "-pix_fmt", "gray", "-"]);
            return status == 0 ? output : throw new InvalidOperationException("ffmpeg failed: " + errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(byte[] Output, string Errors, int Status)> RunAsync(string folder, string[] command)
    {
        var start = new ProcessStartInfo("bwrap",
        [
            "--ro-bind", Root, "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
            "--bind", folder, "/mnt", "--chdir", "/tmp", "--unshare-net",
            "--setenv", "HOME", "/tmp", .. command,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        var (copied, errors) = (process.StandardOutput.BaseStream.CopyToAsync(output), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await Task.WhenAll(copied, errors);
        return (output.ToArray(), await errors, process.ExitCode);
    }
}
