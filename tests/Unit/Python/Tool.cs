using System.Diagnostics;

namespace ObsidianVault.Unit.Python;

/// <summary>Runs a program that the tests need on the machine.</summary>
internal static class Tool
{
    /// <returns>Its exit code and its output.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Deploy.Checkout.Root,
        };
        Require.Tool(
            Require.Has(program), $"{program} is not installed.",
            "Install it, on Debian and Ubuntu: sudo apt-get install python3 nodejs npm.");
        // No compiled files in the tree.
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        await using var kill = TestContext.Current.CancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await output + await errors);
    }
}
