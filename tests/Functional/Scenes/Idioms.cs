using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Scenes;

/// <summary>
/// Short correct scenes in common and less common idioms, by topic in <c>Idioms/*.txt</c>. An idiom is the body of construct, or
/// a whole file where its name is followed by "(module)".
/// </summary>
internal static partial class Idioms
{
    private const string Head = "from manim import *\n\n\nclass Demo(Scene):\n    def construct(self):\n";
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Scenes", "Idioms");

    /// <summary>Every idiom's code by "topic/name".</summary>
    public static SortedDictionary<string, string> All()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(s_folder, "*.txt"))
        {
            foreach (Match block in Block().Matches(File.ReadAllText(file)))
            {
                var body = block.Groups["body"].Value.Trim('\n');
                var code = block.Groups["module"].Success
                    ? body
                    : Head + string.Join('\n', body.Split('\n').Select(line => line.Length > 0 ? "        " + line : ""));
                found.Add($"{Path.GetFileNameWithoutExtension(file)}/{block.Groups["name"].Value}", code + "\n");
            }
        }

        return found;
    }

    /// <summary>Renders code by Manim alone, without the runtime of the sandbox: what went wrong, by the name of the code.</summary>
    public static async Task<Dictionary<string, string>> RenderPlainAsync(IReadOnlyDictionary<string, string> codes)
    {
        var start = new ProcessStartInfo(
            "bwrap",
            [
                "--unshare-all", "--die-with-parent", "--ro-bind", ManimRoot.Path, "/", "--proc", "/proc", "--dev", "/dev",
                "--tmpfs", "/tmp", "--ro-bind", s_folder, "/mnt", "--clearenv", "--setenv", "HOME", "/tmp",
                "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8", "--setenv", "OPENBLAS_NUM_THREADS", "1",
                "/usr/bin/python3", "-B", "/mnt/plain.py",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await using var kill = TestContext.Current.CancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var said = process.StandardOutput.ReadToEndAsync();
        var log = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(codes));
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.ExitCode.ShouldBe(0, await log);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await said)!;
    }

    [GeneratedRegex(@"^### (?<name>\w+)(?<module> \(module\))?\n(?<body>(?:(?!### ).*\n?)*)", RegexOptions.Multiline)]
    private static partial Regex Block();
}
