namespace ObsidianVault.Unit.Webhooks;

/// <summary>Real payloads of the channels, which are kept beside the repository and not in it.</summary>
internal static class Fixtures
{
    private const string Beside = "../shared/fixtures";

    /// <summary>All JSON files of the folder; skips the test where the folder is absent.</summary>
    public static IReadOnlyList<string> All(string folder)
    {
        var path = Path.Combine(Folder(), folder);
        Require.Shared(Directory.Exists(path), $"The folder {Beside}/{folder} of recorded payloads");
        return Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).ToList();
    }

    public static string Read(string file)
    {
        var path = Path.Combine(Folder(), file);
        Require.Shared(File.Exists(path), $"The recorded payload {Beside}/{file}");
        return File.ReadAllText(path);
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ObsidianVault.sln"))) root = root.Parent;
        return Path.GetFullPath(Beside, root?.FullName ?? AppContext.BaseDirectory);
    }
}
