namespace ObsidianVault.Browser;

/// <summary>The page as it was built from this checkout, and the browser to look at it with.</summary>
internal static class BuiltPage
{
    private static readonly string[] s_browsers = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The folder Web of the checkout, from artifacts/bin/Browser/release.</summary>
    public static string Sources { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "Web"));

    public static string Folder
    {
        get
        {
            var folder = Path.Combine(Sources, "dist");
            Require.Tool(
                File.Exists(Path.Combine(folder, "index.html")), "The page is not built.",
                "Run npm ci && npm run build in the folder Web.");
            return folder;
        }
    }

    public static string Browser
    {
        get
        {
            var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .SelectMany(folder => s_browsers.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
            Require.Tool(found is not null, "There is no Chromium.", "Install it, on Debian and Ubuntu: sudo apt-get install chromium.");
            return found;
        }
    }
}
