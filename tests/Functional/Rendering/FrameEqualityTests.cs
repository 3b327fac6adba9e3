using System.Diagnostics;
using ObsidianVault.Functional.Service;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Functional.Rendering;

/// <summary>
/// Parallel rendering with faster loops draws exactly what Manim draws: every frame is bit-identical before encoding.
/// </summary>
public sealed class FrameEqualityTests
{
    private static readonly bool s_all = Environment.GetEnvironmentVariable("VAULT_ALL_SCENES") == "1";

    /// <summary>Each takes many seconds. VAULT_ALL_SCENES=1 adds scenes that matter after a change to the drawing code.</summary>
    public static TheoryData<string> Scenes => s_all
        ? ["axes", "camera", "grid", "network", "space", "text", "transforms", "updaters", "plane", "chance"]
        : ["axes", "updaters", "chance"];

    [Theory, MemberData(nameof(Scenes))]
    public async Task Every_frame_is_the_same_to_the_bit(string scene)
    {
        var (plain, _) = await RunAsync("compare.py", "plain", $"/mnt/{scene}.py");
        var (ours, forks) = await RunAsync("compare.py", "ours", $"/mnt/{scene}.py");
        ours.ShouldBe(plain);
        plain.Length.ShouldBeGreaterThan(10);
        int.Parse(forks).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Processes_that_make_the_same_shapes_at_the_same_time_each_get_them_whole()
    {
        var (whole, _) = await RunAsync("together.py", "ours");
        whole.ShouldBe(["whole", "whole", "whole", "whole"]);
    }

    private static async Task<(string[] Lines, string Errors)> RunAsync(string script, params string[] arguments)
    {
        var here = Path.Combine(AppContext.BaseDirectory, "Rendering", "Frames");
        var start = new ProcessStartInfo("bwrap",
        [
            "--ro-bind", ManimRoot.Path, "/", "--ro-bind", SandboxCommand.RuntimeDirectory, "/opt/vault", "--ro-bind", here, "/mnt",
            "--proc", "/proc", "--dev", "/dev",
            "--tmpfs", "/tmp", "--tmpfs", "/job", "--chdir", "/job", "--unshare-net", "--setenv", "HOME", "/tmp", "--setenv",
            "OPENBLAS_NUM_THREADS", "1",
            "/usr/bin/python3", "-I", "-B", $"/mnt/{script}", .. arguments,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return (output.Split('\n', StringSplitOptions.RemoveEmptyEntries), (await errors).Trim().Split('\n')[^1]);
    }
}
