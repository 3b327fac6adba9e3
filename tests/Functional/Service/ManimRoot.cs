using System.Diagnostics;

namespace ObsidianVault.Functional.Service;

/// <summary>Manim's root file system: $VAULT_MANIM_ROOT, or what deploy/manim/provision.sh builds.</summary>
public static class ManimRoot
{
    private static readonly Lazy<string> s_path = new(() => Environment.GetEnvironmentVariable("VAULT_MANIM_ROOT") ?? Provision());

    public static string Path => s_path.Value;

    private static string Provision()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "deploy/manim/provision.sh"))) folder = folder.Parent;
        if (folder is null) throw new InvalidOperationException("Run the tests from a checkout, or set VAULT_MANIM_ROOT.");
        using var process = Process.Start(new ProcessStartInfo(System.IO.Path.Combine(folder.FullName, "deploy/manim/provision.sh")) { RedirectStandardOutput = true })!;
        var path = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? path : throw new InvalidOperationException("deploy/manim/provision.sh failed; it says why on stderr.");
    }
}
