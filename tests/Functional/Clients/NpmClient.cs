using System.Diagnostics;
using System.Security.Cryptography;

namespace ObsidianVault.Functional.Clients;

/// <summary>A program that uses a client library from npm, installed outside the tree according to its lock file.</summary>
internal static class NpmClient
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Installs exactly the lock file's versions. Skips or fails through <see cref="Require"/> if that is not possible.</summary>
    /// <param name="name">The folder beside this file.</param>
    /// <returns>The folder with the program.</returns>
    public static async Task<string> InstallAsync(string name)
    {
        Node.Needed();
        var source = Path.Combine(Sources(), "tests", "Functional", "Clients", name);
        // Another version of the tests may want other packages.
        var versions = SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), Cancel));
        var cache = Path.Combine(Path.GetTempPath(), $"vault-test-{name}-{Convert.ToHexStringLower(versions)[..12]}");
        Directory.CreateDirectory(cache);
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, Path.Combine(cache, Path.GetFileName(file)), overwrite: true);
        // What npm writes last.
        if (File.Exists(Path.Combine(cache, "node_modules", ".package-lock.json"))) return cache;
        var (exitCode, _, errors) = await RunAsync("npm", "ci", "--prefix", cache, "--ignore-scripts", "--loglevel=error");
        Node.Installed(name, exitCode, errors);
        return cache;
    }

    /// <summary>Runs a program. One that has not ended after five minutes is ended; its exit code is then not 0.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        using var process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Cancel);
            return (process.ExitCode, await output, $"It did not end within {s_limit.TotalMinutes} minutes. {await errors}");
        }

        return (process.ExitCode, await output, await errors);
    }

    private static string Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ObsidianVault.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run the tests from a checkout.");
    }
}
