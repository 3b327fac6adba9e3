namespace ObsidianVault.Unit.Webhooks;

/// <summary>
/// Updates that others recorded. The files are not in this repository: they are in <c>$VAULT_SHARED/fixtures</c>, or in
/// <c>shared/fixtures</c> beside one of this program's parent folders. Their tests are skipped if they are missing.
/// </summary>
internal static class TelegramRecordings
{
    public static string Read(string folder, string name)
    {
        var root = Find();
        Require.Shared(root is not null, "The folder shared/fixtures");
        return File.ReadAllText(Path.Combine(root, folder, $"{name}.json"));
    }

    /// <summary>The names of the files of the folder, without their endings.</summary>
    public static IReadOnlyList<string> Names(string folder)
    {
        var root = Find();
        Require.Shared(root is not null, "The folder shared/fixtures");
        return
        [
            .. Directory.GetFiles(Path.Combine(root, folder), "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
        ];
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("VAULT_SHARED") is { Length: > 0 } shared) return Path.Combine(shared, "fixtures");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "shared", "fixtures");
            if (Directory.Exists(Path.Combine(found, "telegram"))) return found;
        }

        return null;
    }
}
