namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Finds the root file system that scenes run in.</summary>
internal static class ManimRoots
{
    private const string Manim = "usr/bin/manim";

    /// <summary>How to get a root file system, as a sentence.</summary>
    public const string Remedy = "Run deploy/manim/provision.sh, which builds one (2 GB, a few minutes), and start again.";

    /// <summary>
    /// The configured root; if none is configured, this machine's own Manim, or the newest root that deploy/manim/provision.sh
    /// built here.
    /// </summary>
    /// <param name="configured">Renderer:Root; null or empty if it is not set.</param>
    /// <returns>A folder, or null if this machine has no Manim and none is configured. A configured folder is not checked.</returns>
    public static string? Find(string? configured) => Find(configured, "/", Cache());

    internal static string? Find(string? configured, string machine, string? cache)
    {
        if (!string.IsNullOrEmpty(configured)) return configured;
        if (HoldsManim(machine)) return machine;
        if (cache is null || !Directory.Exists(cache)) return null;
        // provision.sh writes .complete last: a root without it is still being built, or was abandoned.
        return new DirectoryInfo(cache).GetDirectories("manim-*")
            .Select(root => (root.FullName, Complete: new FileInfo(Path.Combine(root.FullName, ".complete"))))
            .Where(root => root.Complete.Exists && HoldsManim(root.FullName))
            .OrderByDescending(root => root.Complete.LastWriteTimeUtc)
            .Select(root => root.FullName)
            .FirstOrDefault();
    }

    public static bool HoldsManim(string root) => File.Exists(Path.Combine(root, Manim));

    /// <summary>The folder that provision.sh builds in; it uses the same variables.</summary>
    private static string? Cache()
    {
        if (Environment.GetEnvironmentVariable("VAULT_CACHE") is { Length: > 0 } own) return own;
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } caches) return Path.Combine(caches, "obsidian-vault");
        return Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cache", "obsidian-vault") : null;
    }
}
