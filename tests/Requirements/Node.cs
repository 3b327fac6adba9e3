namespace ObsidianVault.Requirements;

/// <summary>Node.js and npm, for the programs of other people's that tests run.</summary>
internal static class Node
{
    private const string Remedy = "Install both, on Debian and Ubuntu: sudo apt-get install nodejs npm.";

    /// <summary>What is missing, as a sentence, or null where both are there.</summary>
    public static string? Missing { get; } = (Require.Has("node"), Require.Has("npm")) switch
    {
        (true, true) => null,
        (false, true) => "npm is installed but Node.js is not.",
        (true, false) => "Node.js is installed but npm is not.",
        _ => "Node.js and npm are not installed.",
    };

    public static void Needed() => Require.Tool(Missing is null, Missing!, Remedy);

    /// <summary>For a package that npm did not install.</summary>
    /// <param name="package">Its name.</param>
    /// <param name="errors">What npm said.</param>
    public static void Installed(string package, int exitCode, string errors) =>
        Require.Tool(
            exitCode == 0, $"npm could not install {package}: {errors.Trim()}", "Check that this machine reaches the npm registry.");
}
