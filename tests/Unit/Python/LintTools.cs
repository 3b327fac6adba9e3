using System.Security.Cryptography;

namespace ObsidianVault.Unit.Python;

/// <summary>ruff and pyright, installed once outside the tree, exactly as tests/Python/lint/package-lock.json says.</summary>
internal static class LintTools
{
    /// <returns>The folder with the tools.</returns>
    public static async Task<string> InstallAsync()
    {
        Node.Needed();
        var source = Deploy.Checkout.PathOf("tests/Python/lint");
        var folder = Path.Combine(Cache(), $"lint-{Version(source)}");
        if (Directory.Exists(folder)) return folder;
        // Renamed only when complete, so that an interrupted test leaves nothing that looks finished.
        var half = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, Path.Combine(half, Path.GetFileName(file)), overwrite: true);
        var (exitCode, said) = await Tool.RunAsync(
            "npm", "ci", "--prefix", half, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        Node.Installed("ruff and pyright", exitCode, said);
        try
        {
            Directory.Move(half, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another run was faster.
            Directory.Delete(half, recursive: true);
        }

        return folder;
    }

    private static string Version(string source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(source).Order(StringComparer.Ordinal)) hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static string Cache() =>
        Environment.GetEnvironmentVariable("VAULT_CACHE") is { Length: > 0 } cache
            ? Directory.CreateDirectory(cache).FullName
            : Directory.CreateDirectory(
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "obsidian-vault")).FullName;
}
