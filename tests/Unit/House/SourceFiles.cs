using System.IO.Enumeration;
using ObsidianVault.Unit.Deploy;

namespace ObsidianVault.Unit.House;

/// <summary>The files of the checkout, without what is built, downloaded or stored there.</summary>
internal static class SourceFiles
{
    private static readonly string[] NotSources =
        [".git", ".vault", ".vs", ".idea", "artifacts", "bin", "obj", "node_modules", "__pycache__"];

    private static readonly Lazy<IReadOnlyList<string>> s_all = new(() =>
    [
        .. Under(new DirectoryInfo(Checkout.Root))
            .Select(file => Path.GetRelativePath(Checkout.Root, file.FullName))
            .Order(StringComparer.Ordinal),
    ]);

    /// <summary>Paths from the top of the checkout. <c>*</c> stands for any characters, slashes included.</summary>
    public static IEnumerable<string> In(params string[] patterns) =>
        s_all.Value.Where(file => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, file, ignoreCase: false)));

    private static IEnumerable<FileInfo> Under(DirectoryInfo folder) => folder.EnumerateFiles()
        .Concat(folder.EnumerateDirectories().Where(inner => !NotSources.Contains(inner.Name)).SelectMany(Under));
}
