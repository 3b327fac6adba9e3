namespace ObsidianVault.Unit.Deploy;

/// <summary>The working tree from which the tests were built.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string PathOf(string name) => Path.Combine(Root, name);

    public static string Read(string name) => File.ReadAllText(PathOf(name));

    public static bool Exists(string name) => File.Exists(PathOf(name)) || Directory.Exists(PathOf(name));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "docker-compose.yml"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests of the deployment run from a checkout.");
    }
}
