using System.Diagnostics.CodeAnalysis;

namespace ObsidianVault.Requirements;

/// <summary>
/// What a test needs of the machine. Nothing else in the tests skips one: a test that is skipped says nothing, so a run that
/// must prove something sets <see cref="Switch"/>, and a missing tool fails it.
/// </summary>
internal static class Require
{
    /// <summary>
    /// The environment variable that turns a missing tool from a skipped test into a failed one; <c>./vault test</c> sets it to 1.
    /// </summary>
    public const string Switch = "VAULT_TEST_REQUIRE";

    /// <summary>Skips the test where a tool is missing, or fails it where every tool is required.</summary>
    /// <param name="present">Whether the tool can be used.</param>
    /// <param name="what">What is missing, as a sentence.</param>
    /// <param name="remedy">What to run, as a sentence.</param>
    public static void Tool([DoesNotReturnIf(false)] bool present, string what, string remedy)
    {
        if (present) return;
        var message = $"{what} {remedy}";
        if (Environment.GetEnvironmentVariable(Switch) == "1") Assert.Fail(message);
        Assert.Skip(message);
    }

    /// <summary>
    /// Skips the test where a file of the folder <c>shared</c> is absent: it belongs to no clone, so it is never required.
    /// </summary>
    /// <param name="present">Whether the file or folder is there.</param>
    /// <param name="what">What is not there.</param>
    public static void Shared([DoesNotReturnIf(false)] bool present, string what) =>
        Assert.SkipUnless(present, $"{what} is not beside this repository, and VAULT_SHARED names no other place.");

    /// <summary>Whether the command is on the PATH.</summary>
    public static bool Has(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, command)));
}
